/** Which recorded facts can be read again? For Equipoise only. */
@NullMarked
package org.equipoise.audit.replay.internal;

import org.jspecify.annotations.NullMarked;
