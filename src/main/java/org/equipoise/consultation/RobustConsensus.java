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
  private static final List<Formula> FORMULAS = List.of(Formula.values());

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
   * @param least of all
   * @param greatest of all
   */
  public record Interval(double least, double greatest) {
    private static final Interval NONE =
        new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

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
   * @param bridging the support from people of whatever viewpoint, by matrix factorisation: 1 if
   *     all agree, 0 if all disagree
   * @param fallsOut the first choice under which it is not in the list; null if there is none
   * @param isForQuorum whether it falls out there since too few people of a group voted
   */
  public record Robustness(
      String statement,
      int listed,
      Interval consensus,
      Interval worstGroup,
      Interval overall,
      Interval bridging,
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
    List<double[]> bridging = new Bridging(votes, moderated).support(times);
    List<Robustness> all =
        IntStream.range(0, votes.statements().size())
            .filter(s -> !moderated.contains(votes.statements().get(s)))
            .parallel()
            .mapToObj(s -> robustness(votes, s, tried, rule, times, bridging))
            .toList();
    int choices = groupings.size() * FORMULAS.size() * (1 + samples);
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
      Votes votes,
      int statement,
      List<Tried> groupings,
      AdoptionRule rule,
      List<int[]> times,
      List<double[]> bridging) {
    int listed = 0;
    Interval consensus = Interval.NONE;
    Interval worstGroup = Interval.NONE;
    Interval overall = Interval.NONE;
    Interval supported = Interval.NONE;
    Choice fallsOut = null;
    boolean isForQuorum = false;
    int[] voters = votes.voters(statement);
    int[] everybody = new int[votes.participants().size()];
    for (int sample = 0; sample <= times.size(); sample++) {
      int[] own = sample == 0 ? null : times.get(sample - 1);
      Tally all = Votes.tallies(votes.counts(statement, voters, everybody, 1, own)).get(0);
      double support = bridging.get(sample)[statement];
      overall = overall.with(share(all));
      supported = supported.with(support);
      for (Tried grouping : groupings) {
        List<Tally> groups =
            Votes.tallies(
                votes.counts(statement, voters, grouping.groupOf(), grouping.groups(), own));
        double product = 1;
        double worst = groups.isEmpty() ? share(all) : Double.POSITIVE_INFINITY;
        for (Tally group : groups) {
          product *= share(group);
          worst = Math.min(worst, share(group));
        }
        consensus = consensus.with(StrictMath.pow(product, 1.0 / Math.max(1, groups.size())));
        worstGroup = worstGroup.with(worst);
        for (Formula formula : FORMULAS) {
          if (formula.lists(groups, support, rule)) {
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
        supported,
        fallsOut,
        isForQuorum);
  }

  private static double share(Tally tally) {
    return (tally.agrees() + 1.0) / (tally.votes() + 2.0);
  }
}
