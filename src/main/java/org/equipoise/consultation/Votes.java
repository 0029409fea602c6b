package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final SortedMap<String, SortedMap<String, Vote>> byParticipant =
        new TreeMap<>(NaturalOrder.INSTANCE);
    private final SortedMap<String, Integer> statements = new TreeMap<>(NaturalOrder.INSTANCE);

    /** Adds a participant who may have cast no vote. */
    public Collector participant(String participant) {
      byParticipant.computeIfAbsent(participant, it -> new TreeMap<>());
      return this;
    }

    /** Adds a statement on which there may be no vote. */
    public Collector statement(String statement) {
      statements.put(statement, 0);
      return this;
    }

    /**
     * Adds a vote; it replaces an earlier one of the participant on the statement.
     *
     * @return the vote that it replaces, or null
     */
    public @Nullable Vote vote(String participant, String statement, Vote vote) {
      statement(statement);
      return byParticipant.computeIfAbsent(participant, it -> new TreeMap<>()).put(statement, vote);
    }

    /** Returns the votes. */
    public Votes votes() {
      List<String> ids = List.copyOf(statements.keySet());
      for (int s = 0; s < ids.size(); s++) {
        statements.put(ids.get(s), s);
      }
      byte[][] byStatement = new byte[ids.size()][byParticipant.size()];
      Arrays.stream(byStatement).forEach(it -> Arrays.fill(it, NONE));
      int p = 0;
      for (SortedMap<String, Vote> own : byParticipant.values()) {
        int participant = p++;
        own.forEach(
            (statement, vote) ->
                byStatement[number(statement)][participant] =
                    (byte) Arrays.asList(BY_CODE).indexOf(vote));
      }
      return new Votes(List.copyOf(byParticipant.keySet()), ids, byStatement);
    }

    private int number(String statement) {
      return statements.getOrDefault(statement, 0);
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

  /** Returns the tally of all votes on a statement. */
  public Tally tally(int statement) {
    return tallies(statement, new int[participants.size()], 1, null).get(0);
  }

  /**
   * Returns the tally of each group's votes on a statement, in the order of the groups. Who is in
   * no group is left out.
   */
  public List<Tally> tallies(int statement, Grouping grouping) {
    int[] of = grouping.groupOf().stream().mapToInt(it -> it).toArray();
    return tallies(statement, of, grouping.names().size(), null);
  }

  /** Tallies where each participant counts so many times; null for once. */
  List<Tally> tallies(int statement, int[] groupOf, int groups, int @Nullable [] times) {
    int[][] counts = new int[groups][BY_CODE.length];
    byte[] votes = byStatement[statement];
    for (int p = 0; p < votes.length; p++) {
      if (votes[p] != NONE && groupOf[p] >= 0) {
        counts[groupOf[p]][votes[p]] += times == null ? 1 : times[p];
      }
    }
    List<Tally> tallies = new ArrayList<>();
    for (int[] each : counts) {
      tallies.add(new Tally(each[0], each[2], each[1]));
    }
    return List.copyOf(tallies);
  }
}
