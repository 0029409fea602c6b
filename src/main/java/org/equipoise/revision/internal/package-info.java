/**
 * Why can a decision not be completed? The failures that a limit on labels, or weights that do not
 * settle, cause. For Equipoise only.
 */
@NullMarked
package org.equipoise.revision.internal;

import org.jspecify.annotations.NullMarked;
