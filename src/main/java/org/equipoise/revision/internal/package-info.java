/**
 * Why can a decision not be completed, or a search not be finished? The failures that a limit on
 * labels, or weights that do not settle, cause; and what is left out where the time is over. For
 * Equipoise only.
 */
@NullMarked
package org.equipoise.revision.internal;

import org.jspecify.annotations.NullMarked;
