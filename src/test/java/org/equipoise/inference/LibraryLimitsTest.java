package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.inference.LibraryLimits.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work of Java's library that would take all time or all memory ends at a limit. */
@SuppressWarnings("StringSplitter")
class LibraryLimitsTest {
  private static final Path RUNAWAYS = Path.of("test-fixtures/runaway/library.txt");
  private static final Path ORDINARY = Path.of("test-fixtures/honest/library.txt");

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void aSmallProcessMeetsALimitInEachAndDecidesTheNextCaseRightly() throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LibraryLimits.class.getName(),
                RUNAWAYS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> faults = new ArrayList<>();
    int tried = 0;
    double longest = 0;
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split("\\|");
        boolean isBounded =
            parts[1].contains("the limit of ")
                || parts[1].contains("has too many digits")
                || parts[1].contains("match nothing in too many ways");
        if (!isBounded || !parts[2].equals("right")) {
          faults.add(line);
        }
        longest = Math.max(longest, Double.parseDouble(parts[3]));
        tried++;
      }
    }
    System.out.println("longest of " + tried + ": " + longest + " of the budget");
    assertEquals(List.of(), faults);
    assertEquals(LibraryLimits.trials(RUNAWAYS).size(), tried, "the process ended early");
  }

  @Test
  void ordinaryUseCostsInProportion() throws IOException {
    List<Trial> trials = LibraryLimits.trials(ORDINARY);
    Constitution constitution = LibraryLimits.constitution(trials);
    Budget modest = new Budget(60_000_000_000L, 200_000, 2 << 20);
    for (Trial trial : trials) {
      Decision decision =
          new Decider(constitution)
              .decideWithin(modest, LibraryLimits.given(trial.name()), List.of());
      assertNull(decision.error(), trial.name());
      String reason = String.valueOf(decision.outputs().get(0).claims().get(0).reasons());
      assertEquals("[right]", reason, trial.name());
    }
    assertTrue(trials.size() >= 20, trials.size() + " uses");
  }
}
