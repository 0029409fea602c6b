/**
 * What is cheapest to give up, so that the rest is free of conflict? The input is the findings of a
 * case and the weight of each element. The result is the cheapest relaxations with their cost. This
 * package finds no conflicts and does not decide what a host should do.
 */
@NullMarked
package org.equipoise.revision;

import org.jspecify.annotations.NullMarked;
