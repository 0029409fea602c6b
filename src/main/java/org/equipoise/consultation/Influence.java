package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few people can change at most of what is adopted, if the groups stay as they are. Immutable.
 *
 * @param person how many statements one participant can move in or out of the list, by other votes
 *     of their own or none
 * @param people how many participants can move so many; 0 if nobody can move any
 * @param needs for each statement how many made-up participants it takes, in the order of the
 *     statements; null for one that moderators took out
 */
public record Influence(int person, int people, List<@Nullable Need> needs) {
  public Influence {
    needs = Collections.unmodifiableList(new ArrayList<>(needs));
  }

  /**
   * How many made-up participants, placed in groups at will, change what becomes of a statement.
   *
   * @param isAdopted whether they take it out of the list; otherwise they bring it in
   * @param participants how many it takes at least; null if no number is enough
   */
  public record Need(boolean isAdopted, @Nullable Long participants) {
    /** Returns whether a block of so many suffices. */
    public boolean isMetBy(long block) {
      return participants != null && participants <= block;
    }
  }

  /** Computes what can be changed. */
  public static Influence of(Votes votes, Consultation counted, AdoptionRule rule) {
    int groups = counted.grouping().names().size();
    int[] changes = new int[votes.participants().size()];
    List<@Nullable Need> needs = new ArrayList<>();
    for (int s = 0; s < counted.statements().size(); s++) {
      StatementResult statement = counted.statements().get(s);
      if (statement.isModerated() || groups == 0) {
        needs.add(null);
        continue;
      }
      needs.add(need(statement, rule));
      boolean[] isFor = new boolean[groups];
      int against = 0;
      for (int g = 0; g < groups; g++) {
        isFor[g] = isFor(statement.byGroup().get(g), rule);
        against += isFor[g] ? 0 : 1;
      }
      for (int p = 0; p < changes.length; p++) {
        int group = counted.grouping().groupOf().get(p);
        if (group >= 0 && against == (isFor[group] ? 0 : 1)) {
          Tally tally = statement.byGroup().get(group);
          changes[p] += canMove(tally, votes.vote(p, s), isFor[group], rule) ? 1 : 0;
        }
      }
    }
    int most = Arrays.stream(changes).max().orElse(0);
    int people = most == 0 ? 0 : (int) Arrays.stream(changes).filter(it -> it == most).count();
    return new Influence(most, people, needs);
  }

  private static boolean isFor(Tally tally, AdoptionRule rule) {
    return rule.isQuorum(tally) && rule.isMajority(tally);
  }

  private static boolean canMove(
      Tally tally, @Nullable Vote own, boolean isFor, AdoptionRule rule) {
    Tally without =
        own == null
            ? tally
            : new Tally(
                tally.agrees() - (own == Vote.AGREE ? 1 : 0),
                tally.disagrees() - (own == Vote.DISAGREE ? 1 : 0),
                tally.passes() - (own == Vote.PASS ? 1 : 0));
    Tally agreeing = new Tally(without.agrees() + 1, without.disagrees(), without.passes());
    Tally opposing = new Tally(without.agrees(), without.disagrees() + 1, without.passes());
    return isFor
        ? !isFor(opposing, rule) || !isFor(without, rule)
        : isFor(agreeing, rule) || isFor(without, rule);
  }

  private static Need need(StatementResult statement, AdoptionRule rule) {
    long majority = rule.millionths();
    long million = 1_000_000;
    if (statement.isAdopted()) {
      Long least = null;
      for (Tally group : statement.byGroup()) {
        if (majority > 0) {
          // the least number with agrees / (votes + number) no more than the majority
          long over = million * group.agrees() - majority * group.votes();
          long number = -Math.floorDiv(-over, majority);
          least = least == null ? number : Math.min(least, number);
        }
      }
      return new Need(true, least);
    }
    long sum = 0;
    for (Tally group : statement.byGroup()) {
      long under = majority * group.votes() - million * group.agrees();
      long number = under < 0 ? 0 : Math.floorDiv(under, million - majority) + 1;
      sum += Math.max(number, rule.quorum() - (long) group.votes());
    }
    return new Need(false, sum);
  }
}
