package org.equipoise.audit.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.monitor.Observed.Period;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that lost all variety, and attributes that are distributed otherwise than when the
 * constitution was adopted.
 *
 * <p>A shift is measured by the population stability index, the sum over the parts of (q − p) ln(q
 * / p), each count raised by 1/2. Without a shift it is distributed as chi-square with one degree
 * of freedom less than parts, times 1/n + 1/m (Yurdakul and Naranjo, Journal of Risk Model
 * Validation, 2020).
 */
final class AttributeShifts implements SignWatch {
  private static final int LEAST = 50;

  /** The customary bound of the index beyond which a distribution is another one. */
  private static final double GREAT = 0.25;

  /** So many standard deviations above its mean the index is not by chance. */
  private static final double BEYOND_CHANCE = 6;

  private final Shown shown;
  private final Counts earlier = new Counts();
  private final Counts last = new Counts();
  private final Counts adopted = new Counts();
  private final List<String> lastCases = new ArrayList<>();
  private final boolean hasCorpus;
  private @Nullable Instant adoptedUntil;
  private @Nullable Instant adoptedAt;

  /** The attributes of some cases. */
  private static final class Counts {
    private final SortedMap<String, Distribution> attributes = new TreeMap<>();
    private long cases;
    private long outputs;

    void add(Case given) {
      cases++;
      add("case ", given.attributes());
      for (Output output : given.outputs()) {
        outputs++;
        add("output ", output.attributes());
      }
    }

    private void add(String subject, Attributes of) {
      FlatAttributes.of(of)
          .forEach(
              (name, value) ->
                  attributes.computeIfAbsent(subject + name, it -> new Distribution()).add(value));
    }

    Distribution of(String attribute) {
      return attributes.getOrDefault(attribute, new Distribution());
    }

    long most(String attribute) {
      return attribute.startsWith("case ") ? cases : outputs;
    }
  }

  /**
   * @param corpus the cases that the constitution was adopted on; empty for those of the first
   *     window after its adoption
   */
  AttributeShifts(Shown shown, List<Case> corpus) {
    this.shown = shown;
    this.hasCorpus = !corpus.isEmpty();
    corpus.forEach(adopted::add);
  }

  /** Says when the constitution came into force. */
  void adoptedAt(Instant at, Duration window) {
    adoptedAt = at;
    adoptedUntil = at.plus(window);
  }

  @Override
  public void decided(Observed decision) {
    Case given = decision.given();
    if (given == null) {
      return;
    }
    if (decision.period() == Period.LAST) {
      last.add(given);
      if (lastCases.size() < Alarm.MAX_CASES) {
        lastCases.add(decision.caseId());
      }
    } else {
      earlier.add(given);
      if (!hasCorpus
          && adoptedAt != null
          && adoptedUntil != null
          && !decision.time().isBefore(adoptedAt)
          && !decision.time().isAfter(adoptedUntil)) {
        adopted.add(given);
      }
    }
  }

  @Override
  public List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    earlier.attributes.keySet().forEach(it -> constant(it, alarms));
    SortedMap<String, Distribution> all = new TreeMap<>(adopted.attributes);
    all.putAll(last.attributes);
    if (isMeasured()) {
      all.keySet().forEach(it -> shift(it, alarms));
    }
    return alarms;
  }

  private void constant(String attribute, List<Alarm> alarms) {
    long of = last.most(attribute);
    long ofEarlier = earlier.most(attribute);
    Distribution now = last.of(attribute);
    Distribution was = earlier.of(attribute);
    String only = now.values() == 0 ? "" : now.only(of);
    if (of < LEAST || ofEarlier < LEAST || only == null || was.values() < 2) {
      return;
    }
    double share = only.isEmpty() ? 1 - was.present(ofEarlier) : was.share(only, ofEarlier);
    if (Math.pow(share, (double) of) < Rates.RARE) {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("valuesEarlier", (double) was.values());
      figures.put("shareEarlier", share);
      figures.put("outputs", (double) of);
      alarms.add(
          new Alarm(
              AlarmSign.CONSTANT_DETECTOR,
              attribute,
              "the "
                  + attribute
                  + " is "
                  + (only.isEmpty() ? "missing" : only)
                  + " in all of the last "
                  + of
                  + ", and was so in "
                  + Rates.percent(share)
                  + " earlier",
              figures,
              lastCases,
              shown.last("--kind", "decision")));
    }
  }

  private void shift(String attribute, List<Alarm> alarms) {
    long of = adopted.most(attribute);
    long ofLast = last.most(attribute);
    List<long[]> cells = adopted.of(attribute).cells(of, last.of(attribute), ofLast);
    if (cells.size() < 2 || of < LEAST || ofLast < LEAST) {
      return;
    }
    double all = of + cells.size() / 2.0;
    double allLast = ofLast + cells.size() / 2.0;
    double index = 0;
    for (long[] cell : cells) {
      double p = (cell[0] + 0.5) / all;
      double q = (cell[1] + 0.5) / allLast;
      index += (q - p) * Math.log(q / p);
    }
    double scale = 1.0 / of + 1.0 / ofLast;
    int freedom = cells.size() - 1;
    double chance = scale * (freedom + BEYOND_CHANCE * Math.sqrt(2.0 * freedom));
    if (index > GREAT && index > chance) {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("stability", index);
      figures.put("adopted", (double) of);
      figures.put("last", (double) ofLast);
      alarms.add(
          new Alarm(
              AlarmSign.ATTRIBUTES,
              attribute,
              "the "
                  + attribute
                  + " is distributed otherwise than at the adoption: a population stability index of "
                  + Rates.number(index)
                  + " (more than "
                  + Rates.number(GREAT)
                  + ")",
              figures,
              lastCases,
              shown.last("--kind", "decision")));
    }
  }

  private boolean isMeasured() {
    return adopted.cases >= LEAST && last.cases >= LEAST;
  }

  @Override
  public @Nullable Unmeasured unmeasured() {
    return isMeasured()
        ? null
        : new Unmeasured(
            AlarmSign.ATTRIBUTES,
            "it takes "
                + LEAST
                + " cases of the adoption, which `--cases` can give, and of the last window, and"
                + " there are "
                + adopted.cases
                + " and "
                + last.cases);
  }
}
