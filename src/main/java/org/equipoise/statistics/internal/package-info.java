/** How samples are drawn again. For Equipoise only. */
@NullMarked
package org.equipoise.statistics.internal;

import org.jspecify.annotations.NullMarked;
