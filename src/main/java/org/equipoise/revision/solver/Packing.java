package org.equipoise.revision.solver;

/**
 * Weights that order covers by their weight, then by how many elements, then by how many of those
 * touch a rule: three numbers packed into one.
 *
 * @param weight the packed weights
 * @param scale how much one unit of the original weight is worth
 * @param total the sum of the original weights
 * @param complete whether all three numbers fitted
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Packing(long[] weight, long scale, long total, boolean complete) {

  static Packing of(Cover cover, boolean[] rules) {
    long total = 0;
    int touching = 0;
    for (int e = 0; e < cover.n; e++) {
      total += cover.weight[e];
      touching += rules[e] ? 1 : 0;
    }
    boolean mixed = touching > 0 && touching < cover.n;
    long elementWorth = mixed ? cover.n + 1L : 1;
    long scale = elementWorth * (cover.n + 1L);
    boolean fits = total < (1L << 58) / scale;
    long[] packed = new long[cover.n];
    for (int e = 0; e < cover.n; e++) {
      packed[e] =
          fits
              ? cover.weight[e] * scale + elementWorth + (mixed && rules[e] ? 1 : 0)
              : cover.weight[e];
    }
    return new Packing(packed, fits ? scale : 1, total, fits);
  }

  /** The greatest packed weight that a cover of this original weight may have. */
  long ceiling(long original) {
    return original >= total ? Long.MAX_VALUE : original * scale + scale - 1;
  }
}
