package org.equipoise.audit.review;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Authority;
import org.equipoise.decision.Deciding;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.CaseReader;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Cases with known answers that an operator puts among those that wait, to see whether reviewers
 * look. The known answers stay out of the ledger until somebody answers. Immutable.
 */
public final class PlantedCases {
  /** The former name of the field that has the known answers, which is read as well. */
  private static final String FORMER = "x-answer";

  /** No planted cases. */
  public static final PlantedCases NONE = new PlantedCases(new TreeMap<>(), new TreeMap<>());

  private final SortedMap<String, Case> cases;
  private final SortedMap<String, SortedMap<String, DeonticStatus>> known;

  private PlantedCases(
      SortedMap<String, Case> cases, SortedMap<String, SortedMap<String, DeonticStatus>> known) {
    this.cases = cases;
    this.known = known;
  }

  /**
   * Reads a file of cases, each with the field {@code "x-planted":{"OUTPUT":"STATUS"}}.
   *
   * @throws InvalidInputException if the file cannot be read, or an answer is missing or wrong
   */
  public static PlantedCases read(Path file) {
    SortedMap<String, Case> cases = new TreeMap<>();
    SortedMap<String, SortedMap<String, DeonticStatus>> known = new TreeMap<>();
    try (CaseReader reader = CaseReader.open(file)) {
      while (reader.hasNext()) {
        Case given = reader.next();
        known.put(given.id(), answers(given, file, reader.line()));
        cases.put(given.id(), given);
      }
    }
    return new PlantedCases(cases, known);
  }

  private static SortedMap<String, DeonticStatus> answers(Case given, Path file, int line) {
    SortedMap<String, DeonticStatus> answers = new TreeMap<>();
    Map<String, Object> carried = given.extensions().asMap();
    Object field = carried.getOrDefault(LedgerEvent.Review.PLANTED, carried.get(FORMER));
    if (field instanceof Map<?, ?> told) {
      told.forEach(
          (output, status) -> {
            Optional<DeonticStatus> found = DeonticStatus.of(String.valueOf(status));
            boolean isThere =
                given.outputs().stream().anyMatch(it -> it.id().equals(String.valueOf(output)));
            if (found.isEmpty() || !isThere) {
              throw refused(
                  file, line, "`" + output + "`: `" + status + "` is no status of an output");
            }
            answers.put(String.valueOf(output), found.get());
          });
    }
    if (answers.isEmpty()) {
      throw refused(file, line, "the planted case `" + given.id() + "` has no known answer");
    }
    return answers;
  }

  private static InvalidInputException refused(Path file, int line, String what) {
    return new InvalidInputException(
        Problem.error(
            "planted-case",
            file.toString(),
            line,
            0,
            LedgerEvent.Review.PLANTED,
            what,
            "give the known answers of its outputs, as in `\"x-planted\":{\"a\":\"forbidden\"}`"));
  }

  /**
   * Decides and records the cases that the ledger does not hold yet, as cases on which nobody acts.
   *
   * @param authority under which they are decided; the recorder has adopted it
   */
  public void plant(ReviewQueue queue, LedgerRecorder recorder, Authority authority, Instant now) {
    Deciding deciding = Deciding.of(authority);
    for (Case given : cases.values()) {
      if (queue.planted(given.id()).isEmpty()) {
        Case dated = authority.dated(marked(given), () -> now);
        recorder.appendAndWait(
            new LedgerEvent.DecisionEvent(
                now, dated, List.of(), deciding.decide(dated, List.of()), false));
      }
    }
  }

  private static Case marked(Case given) {
    return new Case(
        given.id(),
        given.context(),
        given.attributes(),
        given.outputs(),
        given.facts(),
        Attributes.carried(Map.of(LedgerEvent.Review.PLANTED, true)),
        given.at(),
        given.messages(),
        given.session(),
        given.noneIsFine(),
        given.detections());
  }

  /** Returns the known answers of a decision, by output; empty if it was not planted. */
  public SortedMap<String, DeonticStatus> answers(WaitingCase decision) {
    @Nullable SortedMap<String, DeonticStatus> found =
        decision.isPlanted() ? known.get(decision.caseId()) : null;
    return found == null
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(Objects.requireNonNull(found));
  }
}
