package org.equipoise.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.consultation.Consultation;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.StatementResult;
import org.equipoise.consultation.Tally;
import org.equipoise.consultation.Votes;
import org.equipoise.consultation.slate.Election;
import org.equipoise.consultation.slate.EqualShares;
import org.equipoise.consultation.slate.ProportionalApproval;
import org.equipoise.consultation.slate.Representation;
import org.equipoise.consultation.slate.Slates;
import org.equipoise.consultation.slate.Welfare;

/**
 * Slates of the statements on which enough people of every group voted.
 *
 * @param welfare to groups, to each of which a statement is worth the estimated agreement
 */
record SlateResult(
    Election election, ProportionalApproval proportional, Slates equalShares, Welfare welfare) {
  private static final long STEPS = 100_000_000;

  /**
   * Finds the slates.
   *
   * @throws IllegalArgumentException if the number of seats is out of range
   */
  static SlateResult of(Votes votes, Consultation counted, int seats) {
    List<StatementResult> open =
        counted.statements().stream().filter(it -> it.isQuorum() && !it.isModerated()).toList();
    Set<String> ids =
        open.stream().map(StatementResult::statement).collect(Collectors.toUnmodifiableSet());
    Election election = Election.of(votes, ids, seats);
    List<Welfare.Candidate> candidates = new ArrayList<>();
    for (StatementResult each : open) {
      candidates.add(
          new Welfare.Candidate(
              each.statement(), each.byGroup().stream().map(Tally::agreement).toList()));
    }
    Grouping grouping = counted.grouping();
    List<Integer> sizes = new ArrayList<>();
    for (int group = 0; group < grouping.names().size(); group++) {
      sizes.add(grouping.size(group));
    }
    return new SlateResult(
        election,
        ProportionalApproval.of(election, STEPS),
        EqualShares.of(election),
        Welfare.of(candidates, sizes, seats));
  }

  Representation representation(List<String> slate) {
    return Representation.of(election, slate);
  }
}
