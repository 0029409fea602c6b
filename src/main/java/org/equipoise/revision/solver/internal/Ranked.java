package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A cover in the order of hitting sets: by weight, number of elements, how many touch a rule, how
 * many touch one everywhere, and the earliest element in which two differ.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared by equals
record Ranked(boolean[] chosen, long weight, int count, int touching, int everywhere)
    implements Comparable<Ranked> {

  static Ranked of(boolean[] chosen, long[] weight, RuleReach[] reaches) {
    long sum = 0;
    int count = 0;
    int touching = 0;
    int everywhere = 0;
    for (int e = 0; e < chosen.length; e++) {
      if (chosen[e]) {
        sum += weight[e];
        count++;
        touching += reaches[e] == RuleReach.NO_RULE ? 0 : 1;
        everywhere += reaches[e] == RuleReach.EVERYWHERE ? 1 : 0;
      }
    }
    return new Ranked(chosen, sum, count, touching, everywhere);
  }

  @Override
  public int compareTo(Ranked other) {
    if (weight != other.weight) {
      return Long.compare(weight, other.weight);
    }
    if (count != other.count) {
      return Integer.compare(count, other.count);
    }
    if (touching != other.touching) {
      return Integer.compare(touching, other.touching);
    }
    if (everywhere != other.everywhere) {
      return Integer.compare(everywhere, other.everywhere);
    }
    for (int e = 0; e < chosen.length; e++) {
      if (chosen[e] != other.chosen[e]) {
        return chosen[e] ? -1 : 1;
      }
    }
    return 0;
  }

  /**
   * The first unions of one of some covers and one of a part's, at given numbers; both are in
   * order. A union with the i-th of the one and the j-th of the other comes after {@code i * j - 1}
   * others.
   */
  static List<Ranked> combine(List<Ranked> whole, int[] at, List<Ranked> part, int wanted) {
    List<Ranked> unions = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      for (int j = 0; j < part.size() && (i + 1) * (j + 1) <= wanted; j++) {
        Ranked other = whole.get(i);
        Ranked own = part.get(j);
        boolean[] union = part.size() == 1 ? other.chosen : other.chosen.clone();
        for (int k = 0; k < at.length; k++) {
          union[at[k]] = own.chosen[k];
        }
        unions.add(
            new Ranked(
                union,
                Math.addExact(other.weight, own.weight),
                other.count + own.count,
                other.touching + own.touching,
                other.everywhere + own.everywhere));
      }
    }
    unions.sort(null);
    return unions.size() > wanted ? new ArrayList<>(unions.subList(0, wanted)) : unions;
  }
}
