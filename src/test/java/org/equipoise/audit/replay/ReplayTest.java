package org.equipoise.audit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.audit.replay.ReplaySummary.Share;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.comparison.Facet;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Semantics;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionError.Code;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayTest {
  static final Path GOLDEN = Path.of("test-fixtures", "ledgers");
  private static final Case LIE =
      Case.of("C-1", Output.of("a", Attributes.of(Map.of("violates", Map.of("deceive", true)))));

  @TempDir Path folder;

  static ReplayResult replay(Path ledger) {
    return Replayer.DEFAULT.replay(Ledger.in(ledger), any -> {});
  }

  static Share shares(long same, long changed, long notReplayable) {
    return new Share(same, changed, notReplayable);
  }

  private static void assertHindered(
      NotReplayableReason obstacle, String why, ReplayResult replay) {
    assertEquals(List.of(obstacle), List.copyOf(replay.summary().reasons().keySet()));
    ReplaySummary.NotReplayable found = replay.summary().reasons().get(obstacle);
    assertTrue(found.examples().get(0).why().contains(why), found.toString());
    assertEquals(1, found.decisions());
    assertEquals(1, replay.summary().decisions().notReplayable());
  }

  @TestFactory
  Stream<DynamicTest> everyGoldenLedgerReplaysTheSame() throws IOException {
    List<Path> ledgers;
    try (Stream<Path> files = Files.list(GOLDEN)) {
      ledgers = files.filter(it -> Files.isDirectory(it.resolve("segments"))).sorted().toList();
    }
    assertFalse(ledgers.isEmpty(), "no ledger in " + GOLDEN);
    return ledgers.stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.getFileName().toString(),
                    () -> {
                      Share all = replay(it).summary().decisions();
                      assertTrue(all.decisions() > 0);
                      assertEquals(shares(all.decisions(), 0, 0), all);
                    }));
  }

  @Test
  void everyKindOfEntryIsCountedAndTheHeadIsThatOfTheLedger() {
    Path ledger = GOLDEN.resolve("small");
    ReplayResult replay = replay(ledger);
    assertEquals(
        Map.of(
            EntryKind.ADOPTION,
            1L,
            EntryKind.DECISION,
            6L,
            EntryKind.ERROR,
            1L,
            EntryKind.OUTCOME,
            1L,
            EntryKind.OVERRIDE,
            1L),
        replay.summary().kinds());
    assertEquals(
        LedgerVerification.of(Ledger.in(ledger), LedgerVerification.Known.NOTHING, any -> {})
            .head(),
        replay.head());
    assertFalse(replay.hasFindings());
  }

  @Test
  void aRecordThatLiesIsChanged() {
    Path forged =
        Archive.forge(
            GOLDEN.resolve("small"),
            folder.resolve("forged"),
            it ->
                it.contains("\"sequence\":2,")
                    ? it.replace("\"action\":\"block\"", "\"action\":\"allow\"")
                        .replace("\"decision\":\"block\"", "\"decision\":\"allow\"")
                    : it);
    ReplayResult replay = replay(forged);
    assertEquals(shares(5, 1, 0), replay.summary().decisions());
    assertTrue(replay.hasFindings());
    ReplaySummary.Divergence found = replay.summary().divergences().get(0);
    assertEquals(2, found.entry());
    assertEquals("C-1", found.caseId());
    assertEquals(
        List.of(
            new DecisionOutline.Difference(new Facet(Aspect.DECISION, "a"), "allow", "block"),
            new DecisionOutline.Difference(new Facet(Aspect.ACTION, "a"), "allow", "block")),
        found.differences());
    assertEquals(Map.of(Aspect.DECISION, 1L, Aspect.ACTION, 1L), replay.summary().aspects());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"costAllow\":0.5|\"costAllow\":0.6|COST",
        "\"kind\":\"settle\"|\"kind\":\"revise\"|COST",
        "\"margin\":-1|\"margin\":-0.9|MARGIN",
        "\"status\":\"forbidden\"|\"status\":\"permitted\"|CLAIMS",
        "\"reason\":\"it deceives|\"reason\":\"it flatters|REASONS",
        "\"fragile\":[\"attribute:a/violates.deceive\"]|\"fragile\":[]|FRAGILE",
        "\"gap\":false|\"gap\":true|GAP",
        "\"choice\":\"b\"|\"choice\":\"a\"|ANSWER"
      })
  void everyPartOfARecordIsHeldAgainstTheFacts(String part, String lie, Aspect aspect) {
    Path forged =
        Archive.forge(
            GOLDEN.resolve("small"),
            folder.resolve("forged"),
            it -> it.contains("\"sequence\":2,") ? it.replace(part, lie) : it);
    ReplayResult replay = replay(forged);
    assertEquals(shares(5, 1, 0), replay.summary().decisions());
    assertEquals(Map.of(aspect, 1L), replay.summary().aspects());
  }

  // ---- what cannot be replayed

  @Test
  void factsThatWereMaskedAndThatARuleLooksAtAreNotReplayable() {
    LedgerOptions masking = LedgerOptions.DEFAULT.withMasking(Masking.of("violates"));
    Path ledger =
        Archive.write(folder, masking, Archive.HONESTY, Archive.decided(Archive.HONESTY, LIE));
    ReplayResult replay = replay(ledger);
    assertHindered(NotReplayableReason.MASKED, "/case/outputs/0/attributes/violates", replay);
    assertTrue(replay.hasFindings(), "nothing could be replayed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attr(\"violates.deceive\") == true|SAME",
        "attr(\"client\") != null|MASKED",
        "attr(\"client.name\") != null|MASKED",
        "attr(\"client.name.first\") == null|MASKED",
        "attr(\"client.named\") == null|SAME",
        "attr(\"cl\" + \"ient\") == null|MASKED",
        "attr(\"cl\\u0069ent\") == null|MASKED",
        "text == null|MASKED",
        "text() == null|MASKED",
        "getText() == null|MASKED",
        "author == null|SAME"
      })
  void whetherARuleLooksAtMaskedFactsIsToldFromItsText(String condition, String outcome) {
    Constitution constitution;
    try {
      constitution =
          Archive.constitution(
              "package p\nrule \"r\"\n @Principle\nwhen\n $o : Output( "
                  + condition
                  + " )\nthen\n forbid( $o, \"why\" );\nend\n");
    } catch (InvalidInputException refused) {
      return; // what cannot be written needs no telling
    }
    Case given =
        new Case(
            "C",
            null,
            Attributes.none(),
            List.of(
                new Output(
                    "a",
                    "secret",
                    null,
                    Attributes.of(Map.of("client", Map.of("name", "Ada"))),
                    Attributes.none())),
            List.of(),
            Attributes.none());
    Path ledger =
        Archive.write(
            folder,
            LedgerOptions.DEFAULT.withMasking(Masking.of("client.name", "text")),
            constitution,
            Archive.decided(constitution, given));
    ReplayResult replay = replay(ledger);
    if (outcome.equals("SAME")) {
      assertEquals(shares(1, 0, 0), replay.summary().decisions());
    } else {
      assertHindered(NotReplayableReason.MASKED, "/case/outputs/0/", replay);
    }
  }

  @Test
  void whatTheHostAddedIsNotReplayable() {
    LedgerEvent.DecisionEvent decided =
        Archive.decided(Archive.HONESTY, LIE.withFacts(new Random()));
    assertHindered(
        NotReplayableReason.OBJECTS,
        "java.util.Random",
        replay(Archive.write(folder, LedgerOptions.DEFAULT, Archive.HONESTY, decided)));
  }

  @Test
  void anotherSemanticsVersionIsNotReplayable() {
    Path ledger =
        Archive.write(
            folder.resolve("l"),
            LedgerOptions.DEFAULT,
            Archive.HONESTY,
            Archive.decided(Archive.HONESTY, LIE));
    Path old =
        Archive.forge(
            ledger,
            folder.resolve("old"),
            it -> it.replace("\"semantics\":\"" + Semantics.VERSION + "\"", "\"semantics\":\"0\""));
    assertHindered(NotReplayableReason.SEMANTICS, "`0`", replay(old));
  }

  @Test
  void aConstitutionThatIsMissingOrAlteredIsNotReplayable() throws IOException {
    Path ledger =
        Archive.write(
            folder.resolve("l"),
            LedgerOptions.DEFAULT,
            Archive.HONESTY,
            Archive.decided(Archive.HONESTY, LIE));
    Path kept = ledger.resolve("constitutions").resolve(Archive.HONESTY.digest().substring(7));
    Path rules = kept.resolve("honesty.drl");
    Files.writeString(rules, Archive.RULES.replace("0.8", "0.1"));
    assertHindered(NotReplayableReason.CONSTITUTION, "was altered", replay(ledger));
    Files.delete(rules);
    Files.delete(kept.resolve("constitution.json"));
    Files.delete(kept);
    ReplayResult replay = replay(ledger);
    assertHindered(NotReplayableReason.CONSTITUTION, "does not keep", replay);
    assertTrue(replay.hasFindings());
  }

  /** A ledger of one decision that failed, and the same ledger in the old form. */
  private List<Path> failing(Code code, String sentence) {
    DecisionError error = new DecisionError(code, "r", null, null, sentence);
    Decision failed = Decision.failed(LIE, Action.BLOCK, Archive.HONESTY.digest(), error);
    LedgerEvent decided = new LedgerEvent.DecisionEvent(Archive.AT, LIE, List.of(), failed);
    Path ledger =
        Archive.write(folder.resolve("new"), LedgerOptions.DEFAULT, Archive.HONESTY, decided);
    return List.of(ledger, Archive.withoutErrorDetails(ledger, folder.resolve("old")));
  }

  @ParameterizedTest
  @CsvSource({
    "HOST_FAILED,it could not be described as a case: java.lang.NullPointerException,FAULT",
    "TIME_LIMIT,deciding case `C-1` failed in rule `r`: the limit of 5000 ms was met,LIMIT",
    "STACK_OVERFLOW,deciding case `C-1` failed in rule `r`: StackOverflowError,LIMIT"
  })
  void anErrorThatNoRuleBroughtAboutIsNotReplayable(
      Code code, String error, NotReplayableReason obstacle) {
    for (Path ledger : failing(code, error)) {
      assertHindered(obstacle, error, replay(ledger));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FACTS_LIMIT,the limit of 9 derived facts was met in case `C-1` in rule `r`; raise it",
    "INPUT_LIMIT,'case `C-1` has 9 attributes, judgments and facts, more than the 8 admitted; x'"
  })
  void aLimitOfTheConstitutionThatIsNoLongerMetIsAChange(Code code, String error) {
    for (Path ledger : failing(code, error)) {
      ReplaySummary summary = replay(ledger).summary();
      assertEquals(shares(0, 1, 0), summary.decisions());
      assertEquals(
          code.word() + ": " + error,
          summary.divergences().get(0).differences().stream()
              .filter(it -> it.facet().aspect() == Aspect.ERROR)
              .findFirst()
              .orElseThrow()
              .before());
    }
  }

  @Test
  void anErrorThatARuleBringsAboutReplaysLikeAnyDecision() {
    Constitution failing =
        Archive.constitution(
            """
            package p
            rule "r"
                @Principle
            when
                $o : Output( $n : attr("n") )
            then
                forbid( $o, "why " + Integer.parseInt( (String) $n ) );
            end
            """);
    Case given = Case.of("StackOverflowError", Output.of("a", Attributes.of(Map.of("n", "many"))));
    LedgerEvent.DecisionEvent decided = Archive.decided(failing, given);
    assertNotNull(decided.decision().error());
    Path ledger = Archive.write(folder.resolve("1"), LedgerOptions.DEFAULT, failing, decided);
    assertEquals(shares(1, 0, 0), replay(ledger).summary().decisions());
    Path old = Archive.withoutErrorDetails(ledger, folder.resolve("old"));
    assertEquals(shares(1, 0, 0), replay(old).summary().decisions());
    Case sound = Case.of(given.id(), LIE.outputs().get(0));
    Decision lie =
        Decision.failed(sound, Action.BLOCK, failing.digest(), decided.decision().error());
    LedgerEvent other = new LedgerEvent.DecisionEvent(Archive.AT, sound, List.of(), lie);
    assertEquals(
        shares(0, 1, 0),
        replay(Archive.write(folder.resolve("2"), LedgerOptions.DEFAULT, failing, other))
            .summary()
            .decisions());
  }

  // ---- in parts

  @Test
  void theNumberOfThreadsDoesNotChangeAByte() {
    Constitution other =
        Archive.constitution(
            Archive.RULES.replace("0.5", "0.6").replace("weight = 0.8", "weight = 0.7"));
    Ledger ledger = Ledger.in(Archive.write(folder, 1_000, 1, Archive.HONESTY, other));
    ReplayResult own = Replayer.DEFAULT.withThreads(1).replay(ledger, any -> {});
    ReplayResult against = Replayer.DEFAULT.withThreads(1).against(other, ledger, any -> {});
    assertEquals(shares(1_000, 0, 0), own.summary().decisions());
    assertEquals(2, own.summary().constitutions().size());
    assertTrue(against.summary().decisions().changed() > 30);
    for (int threads : List.of(2, 4)) {
      Replayer replayer = Replayer.DEFAULT.withThreads(threads);
      assertEquals(
          ReplayWriter.toJson(own), ReplayWriter.toJson(replayer.replay(ledger, any -> {})));
      assertEquals(
          ReplayWriter.toJson(against),
          ReplayWriter.toJson(replayer.against(other, ledger, any -> {})));
    }
  }

  @Test
  void partsAddUpToTheWhole() {
    Ledger ledger = Ledger.in(Archive.write(folder, 300, 2, Archive.HONESTY));
    Constitution other = Archive.constitution(Archive.RULES.replace("0.5", "0.9"));
    ReplaySummary whole = Replayer.DEFAULT.against(other, ledger, any -> {}).summary();
    Random random = new Random(3);
    for (int round = 0; round < 3; round++) {
      ReplaySummary sum = ReplaySummary.NONE;
      long from = 0;
      while (from < whole.entries()) {
        long to = Math.min(whole.entries(), from + 1 + random.nextInt(200));
        ReplayResult part = Replayer.DEFAULT.withRange(from, to).against(other, ledger, any -> {});
        assertEquals(to - from, part.summary().entries());
        sum = sum.plus(part.summary());
        from = to;
      }
      assertEquals(whole, sum);
    }
  }
}
