package org.equipoise.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.JudgmentReader;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer to a decision that was left to a person, or an override of it. Immutable.
 *
 * @param entry the sequence number of the answer
 * @param decision the decision that it is about, as it waited
 * @param at when it was given
 * @param by who answered
 * @param passes whether the case may pass
 * @param why the reason; empty if none was given
 * @param judgments the judgments behind it; empty if it was not given at the desk
 * @param blind whether it was given at the desk before the decision of the engine was shown
 * @param seconds how long the case was looked at; null if not known
 * @param planted the known answers of a planted case; empty otherwise
 * @param agrees whether it agrees with the leanings of the decision; null if there is none
 */
public record GivenAnswer(
    long entry,
    WaitingCase decision,
    Instant at,
    String by,
    boolean passes,
    String why,
    List<Judgment> judgments,
    boolean blind,
    @Nullable Double seconds,
    SortedMap<String, DeonticStatus> planted,
    @Nullable Boolean agrees) {

  public GivenAnswer {
    judgments = List.copyOf(judgments);
    planted = Collections.unmodifiableSortedMap(new TreeMap<>(planted));
  }

  /** Returns whether the answer finds what is wrong with a planted case: every known answer. */
  public boolean isFound() {
    Map<String, Boolean> forbids = forbids(judgments);
    return planted.entrySet().stream()
        .allMatch(
            it ->
                Boolean.valueOf(it.getValue() == DeonticStatus.FORBIDDEN)
                    .equals(forbids.get(it.getKey())));
  }

  static SortedMap<String, Boolean> forbids(List<Judgment> judgments) {
    SortedMap<String, Boolean> forbids = new TreeMap<>();
    for (Judgment judgment : judgments) {
      if (judgment.verdict() instanceof Judgment.OnOutput it) {
        forbids.put(it.output(), it.status() == DeonticStatus.FORBIDDEN);
      }
    }
    return forbids;
  }

  /** Reads an answer or an override by a named person. */
  static GivenAnswer of(Entry entry, JsonNode body, WaitingCase decision) {
    List<Judgment> judgments = new ArrayList<>();
    for (JsonNode judgment : body.path("judgments")) {
      judgments.add(JudgmentReader.parseWritten(judgment, "entry " + entry.sequence()));
    }
    JsonNode review = body.path("review");
    SortedMap<String, DeonticStatus> planted = new TreeMap<>();
    review
        .path("planted")
        .properties()
        .forEach(
            it ->
                DeonticStatus.of(it.getValue().asText())
                    .ifPresent(status -> planted.put(it.getKey(), status)));
    boolean passes =
        body.has("passes")
            ? body.path("passes").asBoolean()
            : body.path("action").asText().equals("allow");
    SortedMap<String, Boolean> forbids = forbids(judgments);
    if (forbids.isEmpty()) {
      decision.leanings().keySet().forEach(it -> forbids.put(it, !passes));
    }
    return new GivenAnswer(
        entry.sequence(),
        decision,
        entry.time(),
        body.path("by").asText(),
        passes,
        body.path("why").asText(""),
        judgments,
        review.path("blind").asBoolean(false),
        review.has("seconds") ? (Double) review.path("seconds").asDouble() : null,
        planted,
        decision.agrees(forbids));
  }
}
