/**
 * Which elements hit every set most cheaply, and how do we know? Numbered elements with costs and
 * sets of them come in; the first of the cheapest hitting sets, a bound verified in integers, a
 * certificate that others can check, the next best ones and each element's price of keeping leave.
 * What an element stands for never enters.
 *
 * <p>{@code HittingSetSolver} reduces the problem ({@code Reduction}), splits it into components
 * and hands each, as a {@code Cover}, to a {@code ComponentSolver}.
 */
package org.equipoise.revision.solver;
