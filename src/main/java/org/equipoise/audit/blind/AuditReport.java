package org.equipoise.audit.blind;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * What came of a round of a blind audit. Immutable.
 *
 * @param annotators who had to label, in order
 * @param items how many items they had to label
 * @param sampled the items to look at again; empty while the seed is not revealed
 * @param isClosed whether labels had to be revealed by the time of the report
 * @param breaches of the protocol, in the order of kind, then of who committed them
 * @param pending who still has to commit or to reveal, and may
 * @param results what looking again showed; empty without labels of whoever looked
 */
public record AuditReport(
    String round,
    List<String> annotators,
    int items,
    List<String> sampled,
    boolean isClosed,
    List<Breach> breaches,
    List<String> pending,
    List<Result> results) {

  /**
   * What looking again showed of one annotator.
   *
   * @param looked how many of its revealed labels were looked at
   * @param wrong how many of these were found wrong
   * @param agreesLooked on how many of the items that were drawn it gave the label that most of the
   *     others gave, of {@code comparedLooked}
   * @param agreesElsewhere the same on items that were not drawn
   * @param gap the probability of such a difference if nobody knew which items would be drawn
   *     (Fisher's exact test, two-sided); null if one of both has no items
   */
  public record Result(
      String annotator,
      int looked,
      int wrong,
      int agreesLooked,
      int comparedLooked,
      int agreesElsewhere,
      int comparedElsewhere,
      @Nullable Double gap) {

    /** Returns whether the annotator labels otherwise where it is looked at: gap below 0.01. */
    public boolean isDifferent() {
      return gap != null && gap < 0.01;
    }
  }

  public AuditReport {
    annotators = List.copyOf(annotators);
    sampled = List.copyOf(sampled);
    breaches = List.copyOf(breaches);
    pending = List.copyOf(pending);
    results = List.copyOf(results);
  }

  /**
   * Reports on a round.
   *
   * @param gold the labels of whoever looked again, by item
   * @param now until when labels may be revealed if they are due later
   * @throws IllegalArgumentException if the ledger holds no such round
   */
  public static AuditReport of(Ledger ledger, String round, Map<String, String> gold, Instant now) {
    RecordedRound recorded = RecordedRound.of(ledger, round);
    BreachSearch search = new BreachSearch(recorded, now);
    List<Breach> breaches = search.breaches();
    List<String> sampled = search.sampled();
    List<Result> results = new ArrayList<>();
    if (!sampled.isEmpty()) {
      for (String annotator : recorded.annotators()) {
        results.add(AuditComparison.of(search.labels(), annotator, sampled, gold));
      }
    }
    return new AuditReport(
        round,
        recorded.annotators(),
        recorded.items().size(),
        sampled,
        search.isClosed(),
        breaches,
        search.pending(),
        results);
  }
}
