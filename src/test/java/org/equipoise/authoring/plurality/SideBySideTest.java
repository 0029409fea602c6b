package org.equipoise.authoring.plurality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.CorpusComparison;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** Distances are metrics, causes are those that {@code diff} names, and order does not matter. */
class SideBySideTest {
  private static final RandomConstitutions RANDOM = new RandomConstitutions(4, new Random(3));

  private final Random dice = new Random(5);

  private static Plurality compared(
      List<NamedConstitution> constitutions,
      List<Case> cases,
      Map<String, List<Judgment>> judgments) {
    SideBySide sideBySide = new SideBySide(constitutions, SideBySide.Options.DEFAULT);
    cases.forEach(it -> sideBySide.add(it, judgments.getOrDefault(it.id(), List.of())));
    return sideBySide.compare();
  }

  @Test
  void distancesAreMetrics() {
    int withRevisions = 0;
    for (int n = 0; n < 20; n++) {
      List<Case> cases = RandomConstitutions.cases(3, dice);
      Plurality.Distances distances =
          compared(RANDOM.some(4, dice), cases, RandomConstitutions.judgments(cases, dice))
              .distances();
      assertMetric(distances.decisions());
      assertMetric(distances.rules());
      distances.revisions().ifPresent(SideBySideTest::assertMetric);
      withRevisions += distances.revisions().isPresent() ? 1 : 0;
    }
    assertTrue(withRevisions > 0, "no instance has revisions");
  }

  private static void assertMetric(List<List<Double>> matrix) {
    for (int i = 0; i < matrix.size(); i++) {
      assertEquals(0, matrix.get(i).get(i), matrix.toString());
      for (int j = 0; j < matrix.size(); j++) {
        double direct = matrix.get(i).get(j);
        assertTrue(direct >= 0 && direct <= 1, matrix.toString());
        assertEquals(direct, matrix.get(j).get(i), matrix.toString());
        for (int k = 0; k < matrix.size(); k++) {
          double detour = matrix.get(i).get(k) + matrix.get(k).get(j);
          assertTrue(direct <= detour + 1e-12, matrix.toString());
        }
      }
    }
  }

  @Test
  void theOrderOfCasesAndJudgmentsAltersNothing() {
    for (int n = 0; n < 10; n++) {
      List<NamedConstitution> some = RANDOM.some(3, dice);
      List<Case> cases = new ArrayList<>(RandomConstitutions.cases(4, dice));
      Map<String, List<Judgment>> judgments = RandomConstitutions.judgments(cases, dice);
      String before = PluralityWriter.toJson(compared(some, cases, judgments));
      Collections.shuffle(cases, dice);
      judgments.replaceAll(
          (id, own) -> {
            List<Judgment> shuffled = new ArrayList<>(own);
            Collections.shuffle(shuffled, dice);
            return shuffled;
          });
      assertEquals(before, PluralityWriter.toJson(compared(some, cases, judgments)));
    }
  }

  private static Constitution constitution(String name, String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"" + name + "\",\"version\":\"1\"}",
            "rules.drl",
            "package p\n" + rules));
  }

  private static final String LIES =
      "rule \"lies\" @Principle( weight = %s ) when $o : Output( attr(\"lies\") == true )"
          + " then forbid( $o, \"it lies\" ); end\n";
  private static final String HARMS =
      "rule \"harms\" @Principle( weight = 0.9 ) when $o : Output( attr(\"harms\") == true )"
          + " then forbid( $o, \"it harms\" ); end\n";
  private static final String HELPS =
      "rule \"helps\" @Principle( weight = 0.6 ) when $o : Output( attr(\"helps\") == true )"
          + " then permit( $o, \"it helps\" ); end\n";

  @Test
  void theCauseOfADisagreementIsTheChangeThatDiffNames() {
    Constitution before = constitution("before", LIES.formatted("0.8") + HARMS + HELPS);
    Map<String, Constitution> changed =
        Map.of(
            "lies", constitution("lighter", LIES.formatted("0.4") + HARMS + HELPS),
            "harms", constitution("dropped", LIES.formatted("0.8") + HELPS));
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Map<String, Object> values =
          Map.of("lies", (i & 1) == 1, "harms", (i & 2) == 2, "helps", (i & 4) == 4);
      cases.add(Case.of("c" + i, Output.of("o", Attributes.of(values))));
    }
    changed.forEach(
        (rule, after) -> {
          CorpusComparison diff =
              new CorpusComparison(before, after, ConstitutionDifference.between(before, after));
          cases.forEach(it -> diff.add(it, List.of()));
          DecisionComparison.Group group = diff.comparison().groups().get(0);
          assertEquals(List.of("principle " + rule), group.causes());
          Plurality found =
              compared(
                  List.of(
                      new NamedConstitution("before", before),
                      new NamedConstitution("after", after)),
                  cases,
                  Map.of());
          assertEquals(group.changedAnswers(), found.divided().size());
          assertTrue(!found.divided().isEmpty());
          found.divided().forEach(it -> assertEquals(List.of(rule), it.rules(), it.toString()));
        });
  }
}
