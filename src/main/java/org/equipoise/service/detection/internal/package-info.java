/** How texts are given to a model, and how its answers are read. */
@NullMarked
package org.equipoise.service.detection.internal;

import org.jspecify.annotations.NullMarked;
