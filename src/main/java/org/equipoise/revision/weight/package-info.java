/**
 * How did an element come by its weight? The result of weighing theories against each other, with
 * every contribution, for people to read. The computation is in {@code internal}.
 */
@NullMarked
package org.equipoise.revision.weight;

import org.jspecify.annotations.NullMarked;
