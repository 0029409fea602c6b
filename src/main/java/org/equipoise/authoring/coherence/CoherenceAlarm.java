package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.calibration.BinomialBound;
import org.equipoise.calibration.Outcome;
import org.equipoise.revision.Cost;

/**
 * A principle that texts contradict more often than was agreed. The bound is computed after 16, 32,
 * 64 findings and so on, each time at a part of the error, so however often one looks, a false
 * alarm is no likelier than the error. Immutable.
 *
 * @param principle as {@code principle:ID}
 * @param findings how many findings the bound is computed of
 * @param contradictory how many of these say that there is a contradiction
 * @param low the lower bound of the share, above {@code agreed}
 * @param agreed the share that was agreed
 * @param isCorrected whether the share is corrected for known errors of the scorer
 * @param attributes how many findings there are, each an attribute that can be given up
 * @param prices what the cheapest revision gives up by each reading; empty if none was asked for
 */
public record CoherenceAlarm(
    String principle,
    int findings,
    int contradictory,
    double low,
    double agreed,
    boolean isCorrected,
    int attributes,
    SortedMap<Reading, Price> prices) {
  private static final int FIRST = 16;

  /** What an alarm may mean. All three are to be looked at; a person decides. */
  public enum Reading {
    /** What was said is wrong: whoever permits it gives that up. */
    OUTPUTS,
    /** The principle is wrong, or too wide: it is overridden, or suspended. */
    PRINCIPLE,
    /** The scorer is wrong on these texts: attributes are settled the other way. */
    SCORER
  }

  /**
   * What the cheapest revision gives up by one reading. Immutable.
   *
   * @param things how many judgments, applications of the principle, or attributes
   * @param cost what they cost together
   */
  public record Price(int things, Cost cost) {
    /** Nothing is given up. */
    public static final Price NOTHING = new Price(0, Cost.ZERO);

    /** Returns this with one thing more. */
    public Price plus(Cost one) {
      return new Price(things + 1, cost.plus(one));
    }
  }

  public CoherenceAlarm {
    prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
  }

  /**
   * Returns the alarm of a principle, if there is one.
   *
   * @param contradictory for each finding in the order of time, whether it says that there is a
   *     contradiction
   * @param agreed the share that was agreed, in [0, 1)
   * @param known what the thresholds of each calibration behind the findings did to labelled texts;
   *     empty to take findings as they are
   * @param error the probability of an alarm without ground, in (0, 1)
   */
  public static Optional<CoherenceAlarm> of(
      String principle,
      List<Boolean> contradictory,
      double agreed,
      Collection<Outcome> known,
      double error) {
    int look = 1;
    for (int findings = FIRST; findings <= contradictory.size(); findings *= 2) {
      int found = 0;
      for (boolean each : contradictory.subList(0, findings)) {
        found += each ? 1 : 0;
      }
      // The parts 1 / (t (t + 1)) add up to at most 1.
      double part = error / 2 / (look * (look + 1.0));
      double low = corrected(BinomialBound.lower(found, findings, part), known, error / 2);
      if (low > agreed) {
        return Optional.of(
            new CoherenceAlarm(
                principle,
                findings,
                found,
                low,
                agreed,
                !known.isEmpty(),
                contradictory.size(),
                new TreeMap<>()));
      }
      look++;
    }
    return Optional.empty();
  }

  /**
   * The least share of contradictions for which at least a share of findings is expected. The
   * greatest error rates of all calibrations are taken, so it holds for findings of any mixture.
   */
  private static double corrected(double low, Collection<Outcome> known, double error) {
    if (known.isEmpty()) {
      return low;
    }
    double part = error / 2 / known.size();
    double hit = 0;
    double falseAlarm = 0;
    for (Outcome each : known) {
      int hits = each.alarms() - each.falseAlarms();
      int negatives = each.all() - each.positives();
      hit = Math.max(hit, BinomialBound.upper(hits, each.positives(), part));
      falseAlarm = Math.max(falseAlarm, BinomialBound.upper(each.falseAlarms(), negatives, part));
    }
    return hit > falseAlarm ? Math.max(0, (low - falseAlarm) / (hit - falseAlarm)) : 0;
  }

  /** Returns this alarm with what the cheapest revision gives up. */
  public CoherenceAlarm priced(Map<Reading, Price> given) {
    return new CoherenceAlarm(
        principle,
        findings,
        contradictory,
        low,
        agreed,
        isCorrected,
        attributes,
        new TreeMap<>(given));
  }

  /** How many attributes the cheapest revision settles the other way. */
  public int settled() {
    return prices.getOrDefault(Reading.SCORER, Price.NOTHING).things();
  }

  /** Whether to label and calibrate again first: a third of the attributes are given up. */
  public boolean asksForLabels() {
    return 3 * settled() > attributes;
  }

  /** Returns what the alarm may mean and what to do, in the order in which to look. */
  public List<String> readings() {
    List<String> readings = new ArrayList<>();
    for (Reading each : Reading.values()) {
      String words =
          switch (each) {
            case OUTPUTS ->
                "the outputs are wrong: block them, and teach or replace what made them";
            case PRINCIPLE ->
                "the principle is wrong or too wide: override it, write an exception, or suspend it"
                    + " (`amend` prices each)";
            case SCORER ->
                "the scorer is wrong on these texts: settle the disputed attributes the other way,"
                    + " label again and calibrate again";
          };
      readings.add(words + price(each));
    }
    if (asksForLabels()) {
      readings.add(0, readings.remove(readings.size() - 1));
    }
    return List.copyOf(readings);
  }

  private String price(Reading reading) {
    Price price = prices.get(reading);
    if (price == null) {
      return "";
    }
    String things =
        switch (reading) {
          case OUTPUTS -> " judgments";
          case PRINCIPLE -> " of its applications";
          case SCORER -> " attributes";
        };
    return " (the cheapest revision gives up "
        + price.things()
        + things
        + ", cost "
        + price.cost()
        + ")";
  }
}
