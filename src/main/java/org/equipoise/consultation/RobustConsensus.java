package org.equipoise.consultation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which statements all groups agree with, however the groups are made, whatever the formula, and
 * whoever of the participants happened to come. Immutable.
 *
 * @param choices how many choices were tried: groupings, times formulas, times samples
 * @param statements what became of each statement that is not moderated out, in the order of ids
 */
public record RobustConsensus(int choices, List<Robustness> statements) {
  public RobustConsensus {
    statements = List.copyOf(statements);
  }

  /**
   * What one choice is.
   *
   * @param grouping its name
   * @param formula by which statements are listed
   * @param sample 0 for the participants as they are, else the number of a sample of as many of
   *     them, drawn with replacement
   */
  public record Choice(String grouping, Formula formula, int sample) {}

  /**
   * The least and the greatest value over all choices.
   *
   * @param least in [0, 1]
   * @param greatest in [0, 1]
   */
  public record Interval(double least, double greatest) {
    Interval with(double value) {
      return new Interval(Math.min(least, value), Math.max(greatest, value));
    }
  }

  /**
   * What became of a statement.
   *
   * @param listed under how many choices it is in the list
   * @param consensus the group-informed consensus, raised to one over the number of groups
   * @param worstGroup the least estimated agreement of a group
   * @param overall the estimated agreement of all participants
   * @param fallsOut the first choice under which it is not in the list; null if there is none
   * @param isForQuorum whether it falls out there since too few people of a group voted
   */
  public record Robustness(
      String statement,
      int listed,
      Interval consensus,
      Interval worstGroup,
      Interval overall,
      @Nullable Choice fallsOut,
      boolean isForQuorum) {
    /** Returns whether it is in the list under every choice. */
    public boolean isRobust() {
      return fallsOut == null;
    }
  }

  /**
   * Tries all choices. The result depends on the arguments alone.
   *
   * @param groupings by name, in the order in which they are tried; at least one
   * @param samples how many samples of the participants are tried, 0 or more
   */
  public static RobustConsensus of(
      Votes votes,
      Map<String, Grouping> groupings,
      AdoptionRule rule,
      Set<String> moderated,
      int samples) {
    List<Tried> tried = new ArrayList<>();
    groupings.forEach(
        (name, it) ->
            tried.add(
                new Tried(
                    name,
                    it.groupOf().stream().mapToInt(group -> group).toArray(),
                    it.names().size())));
    List<int[]> times = new ArrayList<>();
    for (int sample = 1; sample <= samples; sample++) {
      times.add(drawn(votes.participants().size(), new SplittableRandom(sample)));
    }
    List<Robustness> all =
        IntStream.range(0, votes.statements().size())
            .filter(s -> !moderated.contains(votes.statements().get(s)))
            .parallel()
            .mapToObj(s -> robustness(votes, s, tried, rule, times))
            .toList();
    int choices = groupings.size() * Formula.values().length * (1 + samples);
    return new RobustConsensus(choices, all);
  }

  /** A grouping that is tried. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Tried(String name, int[] groupOf, int groups) {}

  private static int[] drawn(int participants, SplittableRandom random) {
    int[] times = new int[participants];
    for (int i = 0; i < participants; i++) {
      times[random.nextInt(participants)]++;
    }
    return times;
  }

  private static Robustness robustness(
      Votes votes, int statement, List<Tried> groupings, AdoptionRule rule, List<int[]> times) {
    int listed = 0;
    Interval consensus = new Interval(1, 0);
    Interval worstGroup = new Interval(1, 0);
    Interval overall = new Interval(1, 0);
    Choice fallsOut = null;
    boolean isForQuorum = false;
    int[] everybody = new int[votes.participants().size()];
    for (int sample = 0; sample <= times.size(); sample++) {
      int[] own = sample == 0 ? null : times.get(sample - 1);
      Tally all = votes.tallies(statement, everybody, 1, own).get(0);
      overall = overall.with(share(all));
      for (Tried grouping : groupings) {
        List<Tally> groups = votes.tallies(statement, grouping.groupOf(), grouping.groups(), own);
        double product =
            groups.stream().mapToDouble(RobustConsensus::share).reduce(1, (a, b) -> a * b);
        consensus = consensus.with(Math.pow(product, 1.0 / Math.max(1, groups.size())));
        worstGroup =
            worstGroup.with(
                groups.stream().mapToDouble(RobustConsensus::share).min().orElse(share(all)));
        for (Formula formula : Formula.values()) {
          if (formula.lists(groups, rule)) {
            listed++;
          } else if (fallsOut == null) {
            fallsOut = new Choice(grouping.name(), formula, sample);
            isForQuorum = !groups.stream().allMatch(rule::isQuorum);
          }
        }
      }
    }
    return new Robustness(
        votes.statements().get(statement),
        listed,
        consensus,
        worstGroup,
        overall,
        fallsOut,
        isForQuorum);
  }

  private static double share(Tally tally) {
    return (tally.agrees() + 1.0) / (tally.votes() + 2.0);
  }
}
