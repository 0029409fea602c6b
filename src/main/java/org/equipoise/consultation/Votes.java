package org.equipoise.consultation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.equipoise.problem.internal.NaturalOrder;
import org.jspecify.annotations.Nullable;

/**
 * Who voted how on what. Immutable and safe to share between threads. Participants and statements
 * are numbered from 0 in the order of their ids, in which 2 comes before 10.
 */
public final class Votes {
  private static final byte NONE = 3;
  private static final Vote[] BY_CODE = {Vote.AGREE, Vote.PASS, Vote.DISAGREE};

  private final List<String> participants;
  private final List<String> statements;
  private final byte[][] byStatement;

  private Votes(List<String> participants, List<String> statements, byte[][] byStatement) {
    this.participants = participants;
    this.statements = statements;
    this.byStatement = byStatement;
  }

  /** Collects votes, in any order. Not safe for several threads. */
  public static final class Collector {
    private final Map<String, Map<String, Vote>> byParticipant = new HashMap<>();
    private final Set<String> statements = new HashSet<>();

    /** Adds a participant who may have cast no vote. */
    public Collector participant(String participant) {
      byParticipant.computeIfAbsent(participant, it -> new HashMap<>());
      return this;
    }

    /** Adds a statement on which there may be no vote. */
    public Collector statement(String statement) {
      statements.add(statement);
      return this;
    }

    /**
     * Adds a vote; it replaces an earlier one of the participant on the statement.
     *
     * @return the vote that it replaces, or null
     */
    public @Nullable Vote vote(String participant, String statement, Vote vote) {
      statement(statement);
      return byParticipant.computeIfAbsent(participant, it -> new HashMap<>()).put(statement, vote);
    }

    /** Returns the votes. */
    public Votes votes() {
      List<String> ids = statements.stream().sorted(NaturalOrder.INSTANCE).toList();
      List<String> people = byParticipant.keySet().stream().sorted(NaturalOrder.INSTANCE).toList();
      Map<String, Integer> numbers = new HashMap<>();
      ids.forEach(it -> numbers.put(it, numbers.size()));
      byte[][] byStatement = new byte[ids.size()][people.size()];
      Arrays.stream(byStatement).forEach(it -> Arrays.fill(it, NONE));
      for (int p = 0; p < people.size(); p++) {
        int participant = p;
        byParticipant
            .getOrDefault(people.get(p), Map.of())
            .forEach(
                (statement, vote) ->
                    byStatement[numbers.getOrDefault(statement, 0)][participant] =
                        (byte) Arrays.asList(BY_CODE).indexOf(vote));
      }
      return new Votes(people, ids, byStatement);
    }
  }

  /** The ids of those who may vote, in order. */
  public List<String> participants() {
    return participants;
  }

  /** The ids of what is voted on, in order. */
  public List<String> statements() {
    return statements;
  }

  /** Returns how a participant voted on a statement; null if not at all. */
  public @Nullable Vote vote(int participant, int statement) {
    byte code = byStatement[statement][participant];
    return code == NONE ? null : BY_CODE[code];
  }

  /** The participants who voted on a statement, in order. */
  int[] voters(int statement) {
    byte[] votes = byStatement[statement];
    return IntStream.range(0, votes.length).filter(p -> votes[p] != NONE).toArray();
  }

  /** How often the voters of each group agree, pass and disagree: three counts a group. */
  int[] counts(int statement, int[] voters, int[] groupOf, int groups, int @Nullable [] times) {
    int[] counts = new int[groups * BY_CODE.length];
    byte[] votes = byStatement[statement];
    for (int p : voters) {
      if (groupOf[p] >= 0) {
        counts[groupOf[p] * BY_CODE.length + votes[p]] += times == null ? 1 : times[p];
      }
    }
    return counts;
  }

  /** Returns the tally of all votes on a statement. */
  public Tally tally(int statement) {
    return tallies(statement, new int[participants.size()], 1).get(0);
  }

  /**
   * Returns the tally of each group's votes on a statement, in the order of the groups. Who is in
   * no group is left out.
   */
  public List<Tally> tallies(int statement, Grouping grouping) {
    int[] of = grouping.groupOf().stream().mapToInt(it -> it).toArray();
    return tallies(statement, of, grouping.names().size());
  }

  private List<Tally> tallies(int statement, int[] groupOf, int groups) {
    return tallies(counts(statement, voters(statement), groupOf, groups, null));
  }

  /** The tallies of {@link #counts}. */
  static List<Tally> tallies(int[] counts) {
    Tally[] tallies = new Tally[counts.length / BY_CODE.length];
    for (int g = 0; g < tallies.length; g++) {
      int at = g * BY_CODE.length;
      tallies[g] = new Tally(counts[at], counts[at + 2], counts[at + 1]);
    }
    return List.of(tallies);
  }
}
