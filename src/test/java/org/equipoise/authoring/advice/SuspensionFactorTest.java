package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Computes the tables of {@code src/docs/advisor.md} anew. */
class SuspensionFactorTest {
  private static final double[] FACTORS = {1, 2, 4, 8, 16, Double.POSITIVE_INFINITY};
  private static final Path TABLES = Path.of("src", "docs", "advisor.md");
  private static final Constitution MORALITY =
      Constitution.load(Path.of("rules", "common-morality"));

  @TempDir private static Path folder;

  @BeforeAll
  static void convert() throws IOException, InterruptedException {
    Path shared =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .map(at -> at.resolve("shared"))
            .filter(at -> Files.isDirectory(at.resolve("data/moralchoice")))
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(
        shared != null,
        "skipped: there is no folder shared/data/moralchoice beside this checkout or above it");
    Process process =
        new ProcessBuilder(
                "python3",
                shared.resolve("tools/moralchoice_to_cases.py").toString(),
                shared.resolve("data/moralchoice/scenarios_low.jsonl").toString(),
                folder.toString())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
  }

  @Test
  void asAnnotatorsJudgeAFewOverridesTakeThePlaceOfSuspensions() throws IOException {
    compare("As the annotators judge", 1, List::of);
  }

  @Test
  void wereTwoJudgesToFavourTheWorseActionSuspensionsGiveWayToOverridesAndRevisedJudgments()
      throws IOException {
    compare(
        "Were two judges to favour the other action",
        5,
        it -> List.of(against(it, 1), against(it, 2)));
  }

  private interface Turn {
    List<Judgment> apply(Judgment judgment);
  }

  private static Judgment against(Judgment it, int number) {
    Judgment.Preference held = (Judgment.Preference) it.verdict();
    return new Judgment(
        it.id() + "-" + number,
        it.caseId(),
        new Judgment.Preference(/* preferred= */ held.over(), /* over= */ held.preferred()),
        "judge " + number,
        it.confidence(),
        it.at(),
        it.circumstances(),
        it.extensions());
  }

  /** Takes every so many rows, from the first. */
  private static void compare(String title, int every, Turn turn) throws IOException {
    List<String> table = new ArrayList<>();
    Cost before = Cost.ZERO;
    long suspended = Long.MAX_VALUE;
    for (double factor : FACTORS) {
      AtomicInteger row = new AtomicInteger();
      Advisor advisor = new Advisor(MORALITY, new Advisor.Options(1, factor, SolveLimits.none()));
      Corpus.open(folder.resolve("cases.jsonl"), folder.resolve("judgments.jsonl"))
          .forEach(
              (given, judgments) -> {
                if (row.getAndIncrement() % every == 0) {
                  advisor.add(
                      given, judgments.stream().flatMap(it -> turn.apply(it).stream()).toList());
                }
              });
      Advice advice = advisor.advise();
      Revision best = advice.revisions().get(0);
      assertTrue(best.certified() && best.verified(), title + " " + factor);
      assertTrue(best.cost().compareTo(before) >= 0, title + " " + factor);
      before = best.cost();
      Map<Relaxation.Kind, Long> kinds =
          best.relaxations().stream()
              .collect(
                  Collectors.groupingBy(
                      Relaxation::kind,
                      () -> new EnumMap<>(Relaxation.Kind.class),
                      Collectors.counting()));
      long now = kinds.getOrDefault(Relaxation.Kind.SUSPEND, 0L);
      assertTrue(now <= suspended, title + " " + factor);
      suspended = now;
      table.add(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %.6f | %d | %d | %d | %d |",
              Double.isInfinite(factor) ? "∞" : String.valueOf((int) factor),
              advice.conflicts().size(),
              best.cost(),
              advice.disequilibrium().index(),
              now,
              kinds.getOrDefault(Relaxation.Kind.OVERRIDE, 0L),
              kinds.getOrDefault(Relaxation.Kind.REVISE, 0L),
              kinds.getOrDefault(Relaxation.Kind.SETTLE, 0L)));
    }
    assertEquals(0, suspended, title);
    String expected = String.join("\n", table);
    assertTrue(Files.readString(TABLES).contains(expected), title + ":\n" + expected);
  }
}
