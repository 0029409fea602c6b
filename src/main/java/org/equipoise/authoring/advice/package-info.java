/**
 * What should be given up first, over all cases? A constitution, cases and judgments enter; every
 * conflict leaves, and the cheapest revisions with proof, the price of keeping each element, how
 * far all is from equilibrium, and what would be decided otherwise. Nothing is changed here: an
 * advised revision becomes one only when people adopt it.
 */
@NullMarked
package org.equipoise.authoring.advice;

import org.jspecify.annotations.NullMarked;
