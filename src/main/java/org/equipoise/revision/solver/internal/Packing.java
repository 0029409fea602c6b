package org.equipoise.revision.solver.internal;

/**
 * Weights that order minimal covers by their weight, then by how many elements, then by how many of
 * those touch a rule, then by how many touch one everywhere: four numbers packed into one.
 *
 * <p>A minimal cover has no more elements than there are sets. A cover that is not minimal may pass
 * from one number into the next, but always stays heavier than the minimal ones within it.
 *
 * @param weight the packed weights
 * @param scale how much one unit of the original weight is worth
 * @param total the sum of the original weights
 * @param complete whether all four numbers fitted
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Packing(long[] weight, long scale, long total, boolean complete) {

  static Packing of(Cover cover, RuleReach[] reaches) {
    long total = 0;
    int touching = 0;
    int everywhere = 0;
    for (int e = 0; e < cover.n; e++) {
      total += cover.weight[e];
      touching += reaches[e] == RuleReach.NO_RULE ? 0 : 1;
      everywhere += reaches[e] == RuleReach.EVERYWHERE ? 1 : 0;
    }
    // What all elements have, or all that touch a rule, is counted already.
    boolean countTouching = touching > 0 && touching < cover.n;
    boolean countEverywhere = everywhere > 0 && everywhere < touching;
    long touchingWorth = countEverywhere ? Math.min(everywhere, cover.sets) + 1L : 1;
    long elementWorth = touchingWorth * (countTouching ? Math.min(touching, cover.sets) + 1L : 1);
    long scale = elementWorth * (Math.min(cover.n, cover.sets) + 1L);
    boolean fits = total + cover.n < (1L << 58) / scale;
    long[] packed = new long[cover.n];
    for (int e = 0; e < cover.n; e++) {
      packed[e] = cover.weight[e];
      if (fits) {
        packed[e] = packed[e] * scale + elementWorth;
        packed[e] += countTouching && reaches[e] != RuleReach.NO_RULE ? touchingWorth : 0;
        packed[e] += countEverywhere && reaches[e] == RuleReach.EVERYWHERE ? 1 : 0;
      }
    }
    return new Packing(packed, fits ? scale : 1, total, fits);
  }

  /** The greatest packed weight that a cover of this original weight may have. */
  long ceiling(long original) {
    return original >= total ? Long.MAX_VALUE : original * scale + scale - 1;
  }
}
