package org.equipoise.authoring.coverage;

import static org.equipoise.moralchoice.Scenario.COLUMNS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.equipoise.authoring.coverage.Coverage.Bearing;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.constitution.Constitution;
import org.equipoise.moralchoice.Scenario;
import org.junit.jupiter.api.Test;

/** What hangs on each rule over annotated scenarios, counted anew from the annotations' columns. */
class MoralChoiceCoverageTest {
  /** Which of two actions breaks fewer rules, one of them left out: the sign of the difference. */
  private static int fewer(Scenario row, String leftOut) {
    int difference = 0;
    for (String column : COLUMNS.keySet()) {
      if (!column.equals(leftOut)) {
        difference += row.columns("a", "Yes").contains(column) ? 1 : 0;
        difference -= row.columns("b", "Yes").contains(column) ? 1 : 0;
      }
    }
    return Integer.signum(difference);
  }

  /**
   * Whether either action breaks a rule other than that of a column: then one is the lesser evil.
   */
  private static boolean areAllBlocked(Scenario row, String without) {
    return Stream.of("a", "b")
        .allMatch(it -> row.columns(it, "Yes").stream().anyMatch(rule -> !rule.equals(without)));
  }

  @Test
  void asManyChoicesHangOnEachRuleAsOnItsColumn() throws IOException {
    List<Scenario> rows = Scenario.low();
    assertEquals(
        0,
        rows.stream()
            .flatMap(it -> it.answers().values().stream())
            .filter(it -> it.containsValue("No Agreement"))
            .count());
    CoverageBuilder survey =
        new CoverageBuilder(Constitution.load(Path.of("rules", "common-morality")));
    rows.forEach(it -> survey.add(it.asCase(), List.of()));
    Coverage coverage = survey.coverage();

    Map<String, Long> expected = new TreeMap<>();
    COLUMNS.forEach(
        (column, its) ->
            expected.put(
                its.get(0),
                rows.stream()
                    .filter(
                        it ->
                            fewer(it, "") != 0
                                && (fewer(it, column) != fewer(it, "")
                                    || areAllBlocked(it, column) != areAllBlocked(it, "")))
                    .count()));
    Map<String, Long> found = new TreeMap<>();
    coverage.principles().forEach(it -> found.put(it.rule().name(), it.answers()));
    assertEquals(expected, found);
    assertEquals(rows.stream().filter(it -> fewer(it, "") != 0).count(), coverage.decided());
    long silent = rows.stream().filter(it -> it.broken("a") + it.broken("b") == 0).count();
    assertEquals(silent, coverage.gaps().count());
    assertEquals(
        List.of(true),
        coverage.gaps().groups().stream().map(it -> it.alike() == silent).distinct().toList(),
        coverage.gaps().toString());
    List<String> redundant =
        coverage.rules(Bearing.REDUNDANT).stream()
            .map(RuleCoverage::rule)
            .map(it -> it.name())
            .toList();
    if (rows.size() == 491) {
      assertEquals(478, coverage.decided());
      assertEquals(List.of("do-not-disable"), redundant);
      assertEquals(0.9, coverage.informativeness());
    } else {
      assertTrue(coverage.decided() > 0);
    }
  }
}
