/**
 * What is the cheapest to give up, so that what is left hangs together? What was found in a case
 * enters with the weight of each element; the cheapest relaxations leave, with their cost. Nothing
 * here finds conflicts, and nothing decides what a host should do.
 */
@NullMarked
package org.equipoise.revision;

import org.jspecify.annotations.NullMarked;
