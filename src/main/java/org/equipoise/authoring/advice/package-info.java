/**
 * What should be given up first, over all cases? The input is a constitution, cases and judgments.
 * The result is every conflict, the cheapest revisions with proof, the price of keeping each
 * element, the disequilibrium index, and the decisions that would change. Nothing is changed here:
 * a revision takes effect only when people adopt it.
 */
@NullMarked
package org.equipoise.authoring.advice;

import org.jspecify.annotations.NullMarked;
