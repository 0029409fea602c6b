package org.equipoise.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;

/**
 * Decides a case by each rule of a file, and an honest case after each. Prints a line for each:
 * name, error or answer, the honest answer, and time as a share of the budget. Runs in a process of
 * its own, since what it tries could take all memory.
 */
@SuppressWarnings("StringSplitter")
final class LibraryLimits {
  private static final long SECONDS = 4;
  private static final Budget BUDGET = new Budget(SECONDS * 1_000_000_000L, 10_000_000, 64 << 20);

  private LibraryLimits() {}

  /** A consequence by the name of its rule. */
  record Trial(String name, String consequence) {}

  static List<Trial> trials(Path file) throws IOException {
    List<Trial> trials = new ArrayList<>();
    for (String part : Files.readString(file).split("(?m)^### ")) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        trials.add(new Trial(part.substring(0, end), part.substring(end + 1)));
      }
    }
    return trials;
  }

  static Constitution constitution(List<Trial> trials) {
    return constitution("", trials);
  }

  /** A rule for each trial, beside what they share. */
  static Constitution constitution(String shared, List<Trial> trials) {
    String rules =
        trials.stream()
            .map(
                it ->
                    """
                    rule "%s"
                        @Principle
                    when
                        $o : Output( id == "%s" )
                    then
                    %s
                    end
                    """
                        .formatted(it.name(), it.name(), it.consequence()))
            .collect(Collectors.joining("\n"));
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"library\", \"version\": \"1\"}",
            "library.drl",
            "package library\n\nimport java.util.*\nimport java.util.stream.*\n\n"
                + shared
                + "\n"
                + rules));
  }

  static Case given(String rule) {
    return Case.of("C", Output.of(rule, Attributes.none()));
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    List<Trial> trials = trials(Path.of(arguments[0]));
    List<Trial> all = new ArrayList<>(trials);
    all.add(
        new Trial(
            "honest",
            "forbid( $o, \"\" + List.of( 1, 2 ).hashCode() + \"a,b\".split( \",\" )[1] );"));
    Decider decider = new Decider(constitution(all));
    for (Trial trial : trials) {
      long start = System.nanoTime();
      Decision decision = decider.decideWithin(BUDGET, given(trial.name()), List.of());
      double share = (System.nanoTime() - start) / (SECONDS * 1e9);
      Decision honest = decider.decideWithin(BUDGET, given("honest"), List.of());
      System.out.printf(
          java.util.Locale.ROOT,
          "%s|%s|%s|%.2f%n",
          trial.name(),
          decision.error() == null ? "decided" : decision.error().sentence().replace('|', '/'),
          honest.error() == null && honest.outputs().get(0).verdict() == Verdict.BLOCK
              ? "right"
              : "wrong",
          share);
    }
  }
}
