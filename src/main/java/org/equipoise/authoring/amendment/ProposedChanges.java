package org.equipoise.authoring.amendment;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest changes that make rules and judgments hang together. Immutable and safe to share
 * between threads. Lists are sorted and do not depend on the order of any input.
 *
 * @param id of the amendment, made of what it changes
 * @param constitution the digest of the constitution
 * @param cases how many cases were looked at
 * @param judgments how many judgments were held on them
 * @param changes the cheapest changes; empty if none is needed
 * @param cost what they cost, with what the judgments cost for which no principle speaks
 * @param account the part of the cost for judgments for which no principle speaks
 * @param lowerBound no changes cost less
 * @param certified whether the cost is proven to equal the bound, in integers
 * @param verified whether the rules were patched, compiled, vetted and run again, and everything
 *     came as predicted
 * @param doubts what did not come as predicted; empty if verified, or if the time was over
 * @param before index, coverage and informative principles now; null if the time was over
 * @param after the same under the amended rules; null if they do not compile, or if the time was
 *     over
 * @param settled how many settled fixtures pass before and after
 * @param inseparable pairs of cases with contrary judgments that no ground parts
 * @param patch the changes of the files as a unified diff; empty if there are none, or if they are
 *     in a table
 * @param tables the tables whose rules would change, which no patch edits
 * @param files the text of each file that the patch changes or adds, by path
 * @param alternatives the next cheapest changes, in order
 * @param notComputed what is missing or incomplete because of a time limit, by its name in JSON:
 *     sorted
 */
public record ProposedChanges(
    String id,
    String constitution,
    int cases,
    int judgments,
    List<ProposedChange> changes,
    Cost cost,
    Cost account,
    Cost lowerBound,
    boolean certified,
    boolean verified,
    List<String> doubts,
    @Nullable Figures before,
    @Nullable Figures after,
    int settled,
    List<Pair> inseparable,
    String patch,
    List<String> tables,
    SortedMap<String, String> files,
    List<Alternative> alternatives,
    List<String> notComputed) {

  /**
   * How well rules and judgments hang together.
   *
   * @param index the disequilibrium index, in [0, 1]
   * @param coverage the share of outputs on which a principle speaks
   * @param informative how many principles decide a case that no other decides
   */
  public record Figures(double index, double coverage, int informative) {}

  /**
   * Two cases with contrary judgments on outputs that pass the same tests.
   *
   * @param one the case whose output is judged not to be forbidden
   * @param other the case whose output is judged to be forbidden
   */
  public record Pair(String one, String other) {}

  /** Other changes, and what they cost. */
  public record Alternative(List<ProposedChange> changes, Cost cost) {
    public Alternative {
      changes = List.copyOf(changes);
    }
  }

  public ProposedChanges {
    changes = List.copyOf(changes);
    doubts = List.copyOf(doubts);
    inseparable = List.copyOf(inseparable);
    tables = List.copyOf(tables);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    alternatives = List.copyOf(alternatives);
    notComputed = List.copyOf(notComputed);
  }

  /**
   * Returns whether the time sufficed to look for changes in all cases, so that none is missing.
   */
  public boolean isWhole() {
    return !notComputed.contains("cases") && !notComputed.contains("changes");
  }
}
