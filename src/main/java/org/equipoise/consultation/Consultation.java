package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What came of a consultation. Immutable.
 *
 * @param grouping the groups it was counted by
 * @param statements the result of each statement, in the order of their ids
 */
public record Consultation(Grouping grouping, List<StatementResult> statements) {
  public Consultation {
    statements = List.copyOf(statements);
  }

  /**
   * Counts the votes.
   *
   * @param moderated the ids of statements that moderators took out
   */
  public static Consultation of(
      Votes votes, Grouping grouping, AdoptionRule rule, Set<String> moderated) {
    List<StatementResult> results = new ArrayList<>();
    for (int s = 0; s < votes.statements().size(); s++) {
      String id = votes.statements().get(s);
      List<Tally> byGroup = votes.tallies(s, grouping);
      boolean isModerated = moderated.contains(id);
      boolean isQuorum = !byGroup.isEmpty() && byGroup.stream().allMatch(rule::isQuorum);
      boolean isAdopted = isQuorum && !isModerated && byGroup.stream().allMatch(rule::isMajority);
      results.add(
          new StatementResult(id, votes.tally(s), byGroup, isQuorum, isAdopted, isModerated));
    }
    return new Consultation(grouping, results);
  }

  /**
   * Returns whether on any statement that was not taken out enough people voted in every group.
   * Otherwise nothing can be adopted, which does not mean that there is no consensus.
   */
  public boolean isQuorum() {
    return statements.stream().anyMatch(it -> it.isQuorum() && !it.isModerated());
  }

  /** Returns the statements that are adopted, in order. */
  public List<StatementResult> adopted() {
    return statements.stream().filter(StatementResult::isAdopted).toList();
  }
}
