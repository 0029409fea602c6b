package org.equipoise.consultation.slate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.equipoise.consultation.Vote;
import org.equipoise.consultation.Votes;

/**
 * Who approves of which statements, of which some are to be chosen. Who agrees with a statement
 * approves of it. Voters are the participants who voted on a statement that may be chosen.
 * Immutable and safe to share between threads.
 */
public final class Election {
  /** With more, scores would not fit into whole numbers of 64 bits. */
  private static final int MOST_SEATS = 30;

  private static final int MOST_VOTERS = 100_000;

  private final List<String> statements;
  private final int[][] approvers;
  private final int voters;
  private final int seats;

  private Election(List<String> statements, int[][] approvers, int voters, int seats) {
    this.statements = statements;
    this.approvers = approvers;
    this.voters = voters;
    this.seats = seats;
  }

  /**
   * Returns the election of some statements.
   *
   * @param candidates the ids of the statements that may be chosen; others are left aside
   * @param seats how many are chosen, from 1 to 30; all, if there are fewer
   * @throws IllegalArgumentException if the number is out of range, or more than 100,000 vote
   */
  public static Election of(Votes votes, Collection<String> candidates, int seats) {
    if (seats < 1 || seats > MOST_SEATS) {
      throw new IllegalArgumentException(
          "a slate has 1 to " + MOST_SEATS + " statements, not " + seats);
    }
    List<Integer> chosen = new ArrayList<>();
    List<String> statements = new ArrayList<>();
    for (int s = 0; s < votes.statements().size(); s++) {
      if (candidates.contains(votes.statements().get(s))) {
        chosen.add(s);
        statements.add(votes.statements().get(s));
      }
    }
    List<List<Integer>> approvers = new ArrayList<>();
    statements.forEach(it -> approvers.add(new ArrayList<>()));
    int voters = 0;
    for (int p = 0; p < votes.participants().size(); p++) {
      boolean hasVoted = false;
      for (int c = 0; c < chosen.size(); c++) {
        Vote vote = votes.vote(p, chosen.get(c));
        hasVoted |= vote != null;
        if (vote == Vote.AGREE) {
          approvers.get(c).add(voters);
        }
      }
      voters += hasVoted ? 1 : 0;
    }
    if (voters > MOST_VOTERS) {
      throw new IllegalArgumentException("slates are found for at most 100,000 voters");
    }
    return new Election(
        List.copyOf(statements),
        approvers.stream()
            .map(it -> it.stream().mapToInt(voter -> voter).toArray())
            .toArray(int[][]::new),
        voters,
        Math.min(seats, statements.size()));
  }

  /** The ids of the statements that may be chosen, in order. */
  public List<String> statements() {
    return statements;
  }

  /** How many people vote. */
  public int voters() {
    return voters;
  }

  /** How many statements are chosen; never more than there are. */
  public int seats() {
    return seats;
  }

  /** The voters, numbered from 0, who approve of a statement. */
  int[] approvers(int statement) {
    return approvers[statement];
  }

  /** The ids of statements by number, in order. */
  List<String> named(Collection<Integer> chosen) {
    return chosen.stream().sorted().map(statements::get).toList();
  }
}
