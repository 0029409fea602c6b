package org.equipoise.audit.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.Iterables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.monitor.Observed.Period;
import org.equipoise.facts.Case;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/** How people answer what is left to them, one by one. */
final class Answers implements SignWatch {
  /** Twice the words that adults read in a second (Brysbaert, 2019: 238 a minute). */
  private static final double WORDS_PER_SECOND = 8;

  private static final int LEAST_APPROVALS = 10;
  private static final int LEAST_ANSWERS = 30;
  private static final int LEAST_OF_OTHERS = 10;
  private static final int LEAST_MISSED = 2;
  private static final double MISSED_SHARE = 0.2;
  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private final Shown shown;
  private final Map<Long, Asked> asked = new HashMap<>();
  private final SortedMap<String, Person> people = new TreeMap<>();
  private long held;
  private long answers;

  /** A decision that somebody may be asked about. */
  private record Asked(Instant at, String caseId, long words, @Nullable String planted) {}

  /** What one person answered. */
  private static final class Person {
    private final List<String> fast = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private long approvals;
    private long held;
    private long planted;

    long answers() {
      return approvals + held;
    }
  }

  Answers(Shown shown) {
    this.shown = shown;
  }

  @Override
  public void decided(Observed decision) {
    if (decision.period() == Period.EARLIER) {
      return;
    }
    Case given = decision.given();
    asked.put(
        decision.entry().entry(),
        new Asked(
            decision.time(),
            decision.caseId(),
            given == null ? 0 : words(given),
            decision.planted()));
  }

  private static long words(Case given) {
    long words = words(given.context());
    for (Message message : given.messages()) {
      words += words(message.text());
    }
    for (Output output : given.outputs()) {
      words += words(output.text());
    }
    return words;
  }

  private static long words(@Nullable String text) {
    return text == null ? 0 : Iterables.size(WORDS.split(text));
  }

  @Override
  public void recorded(LogEntry entry, Period period, Entry raw) {
    String by = entry.later().by();
    Asked about = entry.about() == null ? null : asked.get(entry.about());
    if (entry.kind() != EntryKind.ANSWER || period != Period.LAST || by == null || about == null) {
      return;
    }
    answers++;
    Person person = people.computeIfAbsent(by, it -> new Person());
    boolean passes = "allow".equals(entry.later().action());
    JsonNode review = review(raw);
    boolean isTrap = "block".equals(about.planted()) || isTrap(review);
    person.planted += isTrap ? 1 : 0;
    if (!passes) {
      person.held++;
      held++;
      return;
    }
    person.approvals++;
    person.passed.add(about.caseId());
    if (isTrap) {
      person.missed.add(about.caseId());
    }
    double seconds =
        review.has("seconds")
            ? review.path("seconds").asDouble()
            : Duration.between(about.at(), entry.time()).toSeconds();
    if (seconds < about.words() / WORDS_PER_SECOND) {
      person.fast.add(about.caseId());
    }
  }

  /** How the answer came about, as the desk records it. */
  private static JsonNode review(Entry answer) {
    return answer.fields().path("review");
  }

  private static boolean isTrap(JsonNode review) {
    boolean isTrap = false;
    for (JsonNode status : review.path("planted")) {
      isTrap |= status.asText().equals("forbidden");
    }
    return isTrap;
  }

  @Override
  public List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    people.forEach((name, person) -> add(name, person, alarms));
    return alarms;
  }

  private void add(String name, Person person, List<Alarm> alarms) {
    if (person.approvals >= LEAST_APPROVALS && 2L * person.fast.size() > person.approvals) {
      alarms.add(
          alarm(
              AlarmSign.FAST,
              name,
              "approved "
                  + person.fast.size()
                  + " of "
                  + person.approvals
                  + " cases faster than anybody reads them",
              figures("approvals", person.approvals, "fast", person.fast.size()),
              person.fast));
    }
    long others = answers - person.answers();
    if (person.answers() >= LEAST_ANSWERS
        && person.held == 0
        && others >= LEAST_OF_OTHERS
        && Rates.none(Rates.share(held, others), person.answers()) < Rates.RARE) {
      alarms.add(
          alarm(
              AlarmSign.NO_DISSENT,
              name,
              "approved all of "
                  + person.answers()
                  + " cases, where others held back "
                  + held
                  + " of "
                  + others,
              figures("answers", person.answers(), "heldByOthers", held),
              person.passed));
    }
    if (person.missed.size() >= LEAST_MISSED
        && person.missed.size() > MISSED_SHARE * person.planted) {
      alarms.add(
          alarm(
              AlarmSign.PLANTED,
              name,
              "approved "
                  + person.missed.size()
                  + " of "
                  + person.planted
                  + " planted cases that must be held back",
              figures("planted", person.planted, "missed", person.missed.size()),
              person.missed));
    }
  }

  private Alarm alarm(
      AlarmSign sign, String name, String did, Map<String, Double> figures, List<String> cases) {
    return new Alarm(
        sign,
        name,
        name + " " + did,
        figures,
        cases.subList(0, Math.min(cases.size(), Alarm.MAX_CASES)),
        shown.last("--kind", "answer", "--person", name));
  }

  private static Map<String, Double> figures(String one, long count, String other, long more) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(one, (double) count);
    figures.put(other, (double) more);
    return figures;
  }

  @Override
  public @Nullable Unmeasured unmeasured() {
    return answers > 0
        ? null
        : new Unmeasured(AlarmSign.FAST, "no person answered an escalation in the last window");
  }
}
