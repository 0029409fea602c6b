package org.equipoise.integration.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.constitution.Action;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Case;
import org.equipoise.formats.CaseReader;
import org.equipoise.problem.Problem;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;

/**
 * Cases that must be blocked. A guard that blocks them is proven to block.
 *
 * @param file the name of the file
 */
record CanaryFile(String file, List<Canary> canaries) {

  /** A case and its line in the file. */
  record Canary(Case given, int line) {}

  /** Reads the cases in a file. There are none if the file does not exist. */
  static CanaryFile read(Location location) {
    List<Canary> canaries = new ArrayList<>();
    Optional<String> text = location.read();
    if (text.isPresent()) {
      List<String> lines = text.get().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          int line = i + 1;
          canaries.add(new Canary(CaseReader.parse(lines.get(i), location.text(), line), line));
        }
      }
    }
    return new CanaryFile(location.text(), List.copyOf(canaries));
  }

  /** Returns the cases in the order of the file. */
  List<Case> cases() {
    return canaries.stream().map(Canary::given).toList();
  }

  boolean isEmpty() {
    return canaries.isEmpty();
  }

  /**
   * Returns a problem for a canary that a guard does not block. A failed decision proves nothing,
   * even if it blocks.
   */
  Optional<Problem> released(Guard guard) {
    for (Canary canary : canaries) {
      Ruling ruling = guard.review(canary.given());
      if (ruling.action() != Action.BLOCK || ruling.decision().state() == DecisionState.ERROR) {
        String what =
            ruling.decision().state() == DecisionState.ERROR
                ? "could not be decided: " + ruling.decision().error()
                : "is not blocked";
        return Optional.of(
            Problem.error(
                "canary-released",
                file,
                canary.line(),
                0,
                canary.given().id(),
                "the canary " + what + ", so nothing proves that `" + named(guard) + "` blocks",
                "change the rules so that they forbid it, or give a canary that they forbid"));
      }
    }
    return Optional.empty();
  }

  private static String named(Guard guard) {
    return guard.governor().inForce().name();
  }
}
