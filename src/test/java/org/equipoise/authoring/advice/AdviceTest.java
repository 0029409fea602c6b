package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.Corpus;
import org.equipoise.inference.InferenceException;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.equipoise.revision.solver.SolveLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdviceTest {
  private static final Constitution MORALITY =
      Constitution.load(Path.of("rules", "common-morality"));
  private static final Constitution CONDUCT =
      Constitution.load(Path.of("rules", "assistant-conduct"));

  @TempDir private Path folder;

  private static Case lie(String id) {
    return Case.of(id, Output.of("a", Attributes.of(Map.of("violates", Map.of("deceive", true)))));
  }

  private static Judgment permits(String id, String caseId, double confidence) {
    return Judgment.of(id, caseId, new Judgment.OnOutput("a", DeonticStatus.PERMITTED), confidence);
  }

  private static Advice advise(Constitution constitution, double factor, List<Judged> cases) {
    return advise(constitution, factor, cases, SolveLimits.none());
  }

  private static Advice advise(
      Constitution constitution, double factor, List<Judged> cases, SolveLimits limits) {
    Advisor advisor = new Advisor(constitution, new Advisor.Options(5, factor, limits));
    cases.forEach(it -> advisor.add(it.given(), it.judgments()));
    return advisor.advise();
  }

  private record Judged(Case given, List<Judgment> judgments) {}

  private static Judged judged(Case given, Judgment... judgments) {
    return new Judged(given, List.of(judgments));
  }

  private static List<Judged> corpus(String name) {
    Path fixtures = Path.of("test-fixtures", name);
    List<Judged> all = new ArrayList<>();
    Corpus.open(fixtures.resolve("cases.jsonl"), fixtures.resolve("judgments.jsonl"))
        .forEach((given, judgments) -> all.add(new Judged(given, judgments)));
    return all;
  }

  @Test
  void theWeakerSideGoesFirst() {
    Advice advice = advise(MORALITY, 8, List.of(judged(lie("C"), permits("J", "C", 0.4))));
    Revision best = advice.revisions().get(0);
    assertEquals(
        List.of("revise judgment:J"),
        best.relaxations().stream()
            .map(it -> it.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + it.element())
            .toList());
    assertEquals("0.4", best.cost().toString());
    assertTrue(best.certified() && best.verified());
    assertEquals("1", advice.revisions().get(1).cost().toString());
  }

  @Test
  void manyScatteredOverridesBecomeOneSuspension() {
    List<Judged> cases = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      cases.add(judged(lie("C" + i), permits("J" + i, "C" + i, 1), permits("K" + i, "C" + i, 1)));
    }
    assertEquals(
        List.of(Relaxation.Kind.SUSPEND),
        advise(MORALITY, 4, cases).revisions().get(0).relaxations().stream()
            .map(Relaxation::kind)
            .toList());
    assertEquals(
        Collections.nCopies(5, Relaxation.Kind.OVERRIDE),
        advise(MORALITY, 8, cases).revisions().get(0).relaxations().stream()
            .map(Relaxation::kind)
            .toList());
  }

  private static List<String> kinds(Revision revision) {
    return revision.relaxations().stream()
        .map(it -> it.kind().word() + " " + it.element().name())
        .toList();
  }

  private static Revision suspending(Advice advice) {
    return advice.revisions().stream()
        .filter(it -> it.relaxations().get(0).kind() == Relaxation.Kind.SUSPEND)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSuspensionCostsTheMostTheRuleWeighsInAnyCaseAlsoWhereItIsInNoConflict() throws IOException {
    for (String lookingAround : List.of("", "not Claim( status == \"obligatory\" )")) {
      Constitution backed =
          constitution(
              """
              rule "never" @Principle(weight = 0.5)
              when $o : Output( attr("x") == true ) %s then forbid( $o, "x" ); end
              rule "backing" @Theory(weight = 0.8)
              when Case( attr("backed") == true ) $p : Principle( id == "never" )
              then support( $p, 1, "x" ); end
              """
                  .formatted(lookingAround));
      Output harmful = Output.of("a", Attributes.of(Map.of("x", true)));
      Case quiet =
          new Case(
              "D",
              null,
              Attributes.of(Map.of("backed", true)),
              List.of(Output.of("a", Attributes.none())),
              List.of(),
              Attributes.none());
      List<Judged> torn = List.of(judged(Case.of("C", harmful), permits("J", "C", 1)));
      List<Judged> beside = List.of(torn.get(0), judged(quiet));
      assertEquals("0.75", suspending(advise(backed, 1.5, torn)).cost().toString());
      // Energy 0.8 lifts 0.5 by half of 0.64 / 1.64.
      assertEquals("1.042683", suspending(advise(backed, 1.5, beside)).cost().toString());
    }
  }

  @Test
  void overridingOnceGoesBeforeSuspendingEverywhereAtTheSameCost() {
    List<Judged> one = List.of(judged(lie("C"), permits("J", "C", 1), permits("K", "C", 1)));
    List<Revision> revisions = advise(MORALITY, 1, one).revisions();
    assertEquals(List.of("override do-not-deceive"), kinds(revisions.get(0)));
    assertEquals(List.of("suspend do-not-deceive"), kinds(revisions.get(1)));
    assertEquals(revisions.get(0).cost(), revisions.get(1).cost());
  }

  @Test
  void overridingOneRuleGoesBeforeSuspendingAnotherWhoseNameComesFirst() throws IOException {
    Constitution torn =
        constitution(
            """
            rule "a" @Principle(weight = 0.5) when $o : Output( attr("x") == true )
            then forbid( $o, "x" ); end
            rule "b" @Principle when $o : Output( attr("y") == true ) then oblige( $o, "x" ); end
            """);
    Output both = Output.of("o", Attributes.of(Map.of("x", true, "y", true)));
    List<Judged> cases = List.of(judged(Case.of("C", both)), judged(Case.of("D", both)));
    // Two overrides of a cost as much as its suspension; two relaxations are more than one.
    List<Revision> revisions = advise(torn, 2, cases).revisions();
    assertEquals(List.of("suspend a"), kinds(revisions.get(0)));
    assertEquals(List.of("override a", "override a"), kinds(revisions.get(1)));
    assertEquals(revisions.get(0).cost(), revisions.get(1).cost());
    // To suspend a costs as much as to override b once.
    List<Revision> once = advise(torn, 2, cases.subList(0, 1)).revisions();
    assertEquals(
        List.of(List.of("override a"), List.of("override b"), List.of("suspend a")),
        once.subList(0, 3).stream().map(AdviceTest::kinds).toList());
    assertEquals(once.get(1).cost(), once.get(2).cost());
  }

  @Test
  void theIndexIsZeroExactlyAtEquilibrium() {
    Advice calm = advise(MORALITY, 8, List.of(judged(lie("C"))));
    assertTrue(calm.isEquilibrium());
    assertEquals(0, calm.disequilibrium().index());
    assertEquals(List.of(), calm.revisions().get(0).relaxations());
    Advice torn = advise(MORALITY, 8, List.of(judged(lie("C"), permits("J", "C", 0.4))));
    assertTrue(torn.disequilibrium().index() > 0);
    assertEquals(0.4 / 1.4, torn.disequilibrium().index(), 1e-9);
  }

  @Test
  void anUnrelatedCaseDoesNotChangeTheCost() {
    Judged torn = judged(lie("C"), permits("J", "C", 0.4));
    Cost alone = advise(MORALITY, 8, List.of(torn)).disequilibrium().cost();
    Cost beside = advise(MORALITY, 8, List.of(torn, judged(lie("D")))).disequilibrium().cost();
    assertEquals(alone, beside);
  }

  @Test
  void aFurtherConflictNeverLowersTheCost() {
    Random random = new Random(7);
    List<Judged> cases = new ArrayList<>();
    Cost before = Cost.ZERO;
    for (int i = 0; i < 12; i++) {
      double confidence = (1 + random.nextInt(100)) / 100.0;
      cases.add(judged(lie("C" + i), permits("J" + i, "C" + i, confidence)));
      Cost after = advise(MORALITY, 3, cases).disequilibrium().cost();
      assertTrue(after.compareTo(before) >= 0, "case " + i);
      before = after;
    }
  }

  @Test
  void anEmptiedConstitutionIsShownForWhatItIs() throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        "package p\n"
            + "rule \"silent\" @Principle when $o : Output( id == \"?\" ) then forbid( $o );"
            + " end\n");
    Advice advice =
        advise(Constitution.load(folder), 8, List.of(judged(lie("C"), permits("J", "C", 0.4))));
    assertEquals(0, advice.disequilibrium().index());
    assertEquals(0, advice.coverage());
    assertEquals(List.of(), advice.informativePrinciples());
  }

  private Constitution constitution(String rules) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package p\n" + rules);
    return Constitution.load(folder);
  }

  @Test
  void whatIsEntrenchedAloneIsNamedAsIrreconcilableAndNoEquilibrium() throws IOException {
    Constitution torn =
        constitution(
            """
            rule "never" @Principle @Entrenched when $o : Output() then forbid( $o, "x" ); end
            rule "always" @Principle @Entrenched when $o : Output() then oblige( $o, "x" ); end
            """);
    Advice advice = advise(torn, 8, List.of(judged(lie("C"))));
    assertEquals(
        "[[principle:always@C, principle:never@C]]",
        advice.irreconcilable().stream().map(it -> it.elements()).toList().toString());
    assertEquals(1, advice.disequilibrium().index());
    assertEquals(Cost.ZERO, advice.disequilibrium().cost());
  }

  @Test
  void theIndexIsAtMostOneWhereDisputedAttributesCostMoreThanIsAsserted() throws IOException {
    Constitution faint =
        constitution(
            """
            rule "never" @Principle(weight = 0.1) @Entrenched
            when $o : Output( attr("x") == true ) then forbid( $o, "x" ); end
            rule "always" @Principle(weight = 0.1) @Entrenched
            when $o : Output( attr("x") == true ) then permit( $o, "x" ); end
            """);
    Advice advice = advise(faint, 8, List.of(judged(Case.of("C", disputed("a", "x", 0.9)))));
    assertEquals("0.9", advice.disequilibrium().cost().toString());
    assertEquals("0.2", advice.disequilibrium().asserted().toString());
    assertEquals(1, advice.disequilibrium().index());
  }

  private static Output disputed(String id, String attribute, double credence) {
    return Output.of(id, Attributes.of(Map.of(attribute, new Disputed(true, credence))));
  }

  @Test
  void anAttributeBearsItsPartUnderItsOwnNameWhateverItsOutputIsCalled() throws IOException {
    Constitution faint =
        constitution(
            """
            rule "never" @Principle @Entrenched
            when $o : Output( attr("x") == true ) then forbid( $o, "x" ); end
            """);
    Case given = Case.of("C", disputed("labs/model", "x", 0.3));
    Judgment held =
        Judgment.of("J", "C", new Judgment.OnOutput("labs/model", DeonticStatus.PERMITTED), 0.9);
    Advice advice = advise(faint, 8, List.of(judged(given, held)));
    assertEquals(
        List.of(new Advice.Share("attribute", "x", advice.disequilibrium().cost())),
        advice.disequilibrium().byElement());
    assertEquals("0.3", advice.disequilibrium().cost().toString());
  }

  @Test
  void aSuspensionBeyondAllSumsIsNoneAndLeavesTheRestAsItIs() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      rules.append(
          "rule \"r%d\" @Principle when $o : Output() then forbid( $o, \"x\" ); end%n"
              .formatted(i));
    }
    Constitution many = constitution(rules.toString());
    List<Judged> cases = List.of(judged(lie("C"), permits("J", "C", 0.4)));
    Revision expected = advise(many, Double.POSITIVE_INFINITY, cases).revisions().get(0);
    assertEquals("0.4", expected.cost().toString());
    for (double factor : new double[] {1e6, 1e8, 1e15, 1e300, Double.MAX_VALUE}) {
      List<Revision> found = advise(many, factor, cases).revisions();
      assertEquals(expected, found.get(0), "factor " + factor);
      assertEquals("80", found.get(1).cost().toString(), "factor " + factor);
    }
  }

  @Test
  void theAdviceDoesNotDependOnTheOrderOfInputOrTheNumberOfThreads() {
    List<Judged> cases = corpus("assistant-conduct");
    String expected = AdviceWriter.toJson(advise(CONDUCT, 8, cases));
    for (int seed = 0; seed < 20; seed++) {
      List<Judged> shuffled = new ArrayList<>();
      for (Judged each : cases) {
        List<Judgment> judgments = new ArrayList<>(each.judgments());
        Collections.shuffle(judgments, new Random(seed));
        shuffled.add(new Judged(each.given(), judgments));
      }
      Collections.shuffle(shuffled, new Random(seed));
      for (int threads = 1; threads <= 2; threads++) {
        Advice advice = advise(CONDUCT, 8, shuffled, SolveLimits.none().withThreads(threads));
        assertEquals(expected, AdviceWriter.toJson(advice), "seed " + seed);
      }
    }
  }

  @Test
  void everyRevisionOfTheFixturesIsCertifiedAndVerified() {
    for (Advice advice :
        List.of(
            advise(CONDUCT, 8, corpus("assistant-conduct")),
            advise(MORALITY, 8, corpus("common-morality")))) {
      assertFalse(advice.isEquilibrium());
      assertEquals(5, advice.revisions().size());
      assertTrue(advice.revisions().stream().allMatch(it -> it.certified() && it.verified()));
    }
  }

  private static List<Judgment> slight(int many) {
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      judgments.add(permits("J" + i, "C", 1e-6 * (1 + i % 10)));
    }
    return judgments;
  }

  @Test
  void threeHundredSlightJudgmentsGoBeforeOneWeightyPrinciple() {
    Advice advice = advise(MORALITY, 8, List.of(new Judged(lie("C"), slight(300))));
    assertEquals("0.00165", advice.revisions().get(0).cost().toString());
    assertTrue(advice.revisions().get(0).certified());
  }

  @Test
  void aConflictWhoseLabelWasCutIsNamed() throws IOException {
    StringBuilder rules = new StringBuilder();
    for (String word : List.of("forbid", "permit")) {
      for (int i = 0; i < 65; i++) {
        rules.append(
            "rule \"%s%d\" @Principle when $o : Output() then %s( $o, \"x\" ); end%n"
                .formatted(word, i, word));
      }
    }
    Constitution many = constitution(rules.toString());
    TruncatedLabelException refused =
        assertThrows(
            TruncatedLabelException.class, () -> advise(many, 8, List.of(judged(lie("C-7")))));
    assertTrue(
        refused.getMessage().startsWith("of the clash in `C-7`, a label was cut at the limit"),
        refused.getMessage());
  }

  @Test
  void fiftyThousandJudgmentsOnOneCaseMeetALimitThatIsNamed() {
    InferenceException refused =
        assertThrows(
            InferenceException.class,
            () -> advise(MORALITY, 8, List.of(new Judged(lie("C"), slight(50_000)))));
    assertTrue(refused.getMessage().contains("limit of 100000 rule firings"), refused.getMessage());
  }

  @Test
  void weightsMayDifferByNineOrdersOfMagnitude() {
    Advice advice =
        advise(
            MORALITY,
            8,
            List.of(judged(lie("C"), permits("J", "C", 1e-9), permits("K", "C", 1e-9))));
    assertEquals(2, advice.revisions().get(0).cost().billionths());
  }

  @Test
  void aDeadlineInThePastGivesTheBestFoundAndItsGap() {
    List<Judged> cases = corpus("assistant-conduct");
    Advisor advisor =
        new Advisor(CONDUCT, new Advisor.Options(5, 8, SolveLimits.within(System::nanoTime, -1)));
    cases.forEach(it -> advisor.add(it.given(), it.judgments()));
    Revision best = advisor.advise().revisions().get(0);
    assertTrue(best.lowerBound().compareTo(best.cost()) <= 0);
    assertFalse(best.certified() || best.verified());
  }

  @Test
  void cancellingEndsVerificationWithARevisionThatSaysSo() {
    AtomicInteger asked = new AtomicInteger();
    SolveLimits limits = SolveLimits.none().withCancellation(() -> asked.incrementAndGet() > 200);
    Advice advice = advise(CONDUCT, 8, corpus("assistant-conduct"), limits);
    assertTrue(asked.get() > 200, "cancelled too late to matter");
    assertTrue(
        advice.prices().stream().anyMatch(it -> it.priceOfKeeping().isEmpty()),
        "every price is known");
    assertTrue(asked.get() < 20_000, "asked " + asked + " times after all");
  }

  @Test
  void aDeadlineOfAMillisecondLeavesOneRevisionThatNobodyVerified() {
    Advice advice =
        advise(
            CONDUCT,
            8,
            corpus("assistant-conduct"),
            new SolveLimits(() -> 2_000_000, 1_000_000, () -> false, 1));
    assertEquals(1, advice.revisions().size());
    assertFalse(advice.revisions().get(0).verified());
    assertTrue(advice.prices().stream().allMatch(it -> it.priceOfKeeping().isEmpty()));
  }

  @Test
  void whatTheTimeDidNotSufficeForIsNamed() {
    Advisor.Options options = new Advisor.Options(5, 8, SolveLimits.none());
    Advisor advisor = new Advisor(CONDUCT, options.withTime(Duration.ofNanos(1)));
    corpus("assistant-conduct").forEach(it -> advisor.add(it.given(), it.judgments()));
    Advice advice = advisor.advise();
    assertEquals(
        List.of("changes", "conflicts", "explanations", "informative", "revisions"),
        advice.notComputed());
    assertEquals(
        advice.revisions().get(0).relaxations(),
        advice.explanations().stream().map(Advice.Explanation::relaxation).toList());
    assertTrue(AdviceWriter.toJson(advice).contains("\"notComputed\":[\"changes\","));
  }

  @Test
  void timeThatSufficesLeavesTheAdviceAsItIsWithoutLimit() {
    List<Judged> cases = corpus("assistant-conduct");
    Advisor.Options options = new Advisor.Options(5, 8, SolveLimits.none());
    Advisor advisor = new Advisor(CONDUCT, options.withTime(Duration.ofDays(1)));
    cases.forEach(it -> advisor.add(it.given(), it.judgments()));
    Advice advice = advisor.advise();
    assertEquals(List.of(), advice.notComputed());
    assertEquals(advise(CONDUCT, 8, cases), advice);
  }

  @Test
  void whoWaitsIsToldWhatTheAdvisorIsDoing() {
    Advisor advisor = new Advisor(MORALITY, Advisor.Options.of(MORALITY));
    corpus("common-morality").forEach(it -> advisor.add(it.given(), it.judgments()));
    List<String> told = new ArrayList<>();
    assertEquals(advisor.advise(), advisor.advise(told::add));
    assertEquals("finding conflicts", told.get(0));
    assertTrue(told.contains("finding prices"));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    for (double factor : new double[] {0.5, 0, -1, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> new Advisor.Options(1, factor, SolveLimits.none()));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new Advisor.Options(0, 8, SolveLimits.none()));
  }
}
