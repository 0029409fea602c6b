package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A principle that texts contradict more often than was agreed. The bound is computed after 16, 32,
 * 64 findings and so on, each time at a part of the error, so however often one looks, a false
 * alarm is no likelier than the error. Immutable.
 *
 * @param principle as {@code principle:ID}
 * @param findings how many findings the bound is computed of
 * @param contradictory how many of these say that there is a contradiction
 * @param low the lower bound of the share, above {@code agreed}; corrected for known errors if a
 *     calibration was given
 * @param agreed the share that was agreed
 * @param settled how many attributes the cheapest revision settles the other way; 0 if none was
 *     asked for
 * @param attributes how many there are
 */
public record CoherenceAlarm(
    String principle,
    int findings,
    int contradictory,
    double low,
    double agreed,
    int settled,
    int attributes) {
  private static final int FIRST = 16;

  /** What an alarm may mean. All three are to be looked at; a person decides. */
  public enum Reading {
    /** What was said is wrong. */
    OUTPUTS,
    /** The principle is wrong, or too wide. */
    PRINCIPLE,
    /** The scorer is wrong on these texts. */
    SCORER
  }

  /**
   * Returns the alarm of a principle, if there is one.
   *
   * @param contradictory for each finding in the order of time, whether it says that there is a
   *     contradiction
   * @param agreed the share that was agreed, in [0, 1)
   * @param known what the thresholds did to labelled texts; null to take findings as they are
   * @param error the probability of an alarm without ground, in (0, 1)
   */
  public static Optional<CoherenceAlarm> of(
      String principle,
      List<Boolean> contradictory,
      double agreed,
      @Nullable Outcome known,
      double error) {
    int look = 1;
    for (int findings = FIRST; findings <= contradictory.size(); findings *= 2) {
      int found = 0;
      for (boolean each : contradictory.subList(0, findings)) {
        found += each ? 1 : 0;
      }
      // The parts 1 / (t (t + 1)) add up to at most 1.
      double part = error / 2 / (look * (look + 1.0));
      double low = lower(found, findings, part, known, error / 2);
      if (low > agreed) {
        return Optional.of(
            new CoherenceAlarm(principle, findings, found, low, agreed, 0, contradictory.size()));
      }
      look++;
    }
    return Optional.empty();
  }

  private static double lower(
      int found, int all, double error, @Nullable Outcome known, double ofKnown) {
    double low = BinomialBound.lower(found, all, error);
    if (known == null) {
      return low;
    }
    int negatives = known.all() - known.positives();
    int hits = known.alarms() - known.falseAlarms();
    double hit = BinomialBound.upper(hits, known.positives(), ofKnown / 2);
    double falseAlarm = BinomialBound.upper(known.falseAlarms(), negatives, ofKnown / 2);
    return hit > falseAlarm ? Math.max(0, (low - falseAlarm) / (hit - falseAlarm)) : 0;
  }

  /** Returns this alarm with what the cheapest revision settles. */
  public CoherenceAlarm settling(int otherWay) {
    return new CoherenceAlarm(
        principle, findings, contradictory, low, agreed, otherWay, attributes);
  }

  /** Whether to label and calibrate again first: a third of the attributes are given up. */
  public boolean asksForLabels() {
    return 3 * settled > attributes;
  }

  /** Returns what the alarm may mean and what to do, in the order in which to look. */
  public List<String> readings() {
    List<String> readings = new ArrayList<>();
    for (Reading each : Reading.values()) {
      readings.add(
          switch (each) {
            case OUTPUTS ->
                "the outputs are wrong: block them, and teach or replace what made them";
            case PRINCIPLE ->
                "the principle is wrong or too wide: override it, write an exception, or suspend it"
                    + " (`amend` prices each)";
            case SCORER ->
                "the scorer is wrong on these texts: settle the disputed attributes the other way,"
                    + " label again and calibrate again";
          });
    }
    if (asksForLabels()) {
      readings.add(0, readings.remove(readings.size() - 1));
    }
    return List.copyOf(readings);
  }
}
