/**
 * Which elements hit every set most cheaply, and how do we know? Numbered elements with costs and
 * sets of them come in; the first of the cheapest hitting sets, a bound verified in integers, a
 * certificate that others can check, the next best ones and each element's price of keeping leave.
 * What an element stands for never enters.
 *
 * <p>{@code HittingSetSolver} reduces the problem ({@code Reduction}) and splits it into components
 * ({@code Component}); {@code ComponentSolver} finds the least weight of each, then settles ties.
 * {@code CoverSolver} chooses the means and {@code Search} branches; its bounds come from a {@code
 * Bounder}: {@code DualAscent} for small covers, otherwise {@code Relaxations}, which goes from
 * {@code Lagrangian} to {@code LinearBound} (a {@code Simplex} with {@code ZeroHalf} rows).
 * Floating point only proposes multipliers: a {@code Dual} turns them into a bound in integers, and
 * {@code Proof} records them. {@code Alternatives} ranks what else could be chosen and prices what
 * is kept.
 */
@NullMarked
package org.equipoise.revision.solver.internal;

import org.jspecify.annotations.NullMarked;
