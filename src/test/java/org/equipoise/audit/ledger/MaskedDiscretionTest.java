package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Discretion;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.internal.Faults;
import org.equipoise.service.guard.CaseMapper;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service says of a case outside its ledger: in log lines and in its health. */
class MaskedDiscretionTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 40);

  private static final Constitution WEIGHING =
      Constitution.of(
          new TreeMap<>(
              Map.of(
                  "constitution.json",
                  "{\"name\":\"weighing\",\"version\":\"1\",\"settings\":{\"stakeholders\":{\"board\":0.5}}}",
                  "weighing.drl",
                  """
                  package weighing

                  rule "no-lies"
                      @Principle
                  when
                      $o : Output( attr("lie") == true )
                  then
                      forbid( $o, "it is a lie" );
                  end
                  """)));

  @TempDir private Path folder;

  private interface Trial {
    void run(Governor governor);
  }

  /** Runs a governor on a ledger, and returns what the ledger then holds. */
  private String recorded(Path ledger, Masking masking, Trial trial) {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(masking);
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, options)) {
      trial.run(
          Governor.builder(WEIGHING)
              .withJournal(
                  new LedgerJournal(
                      recorder, LedgerJournal.Acknowledgement.SYNCHRONOUS, Clock.systemUTC()))
              .build());
    }
    StringBuilder all = new StringBuilder();
    Ledger.in(ledger).entries().forEachRemaining(it -> all.append(it.json()).append('\n'));
    return all.toString();
  }

  private static Case about(String id, String told) {
    return Case.of(
        id, new Output("o", told, null, Attributes.of(Map.of("x", 1)), Attributes.none()));
  }

  private static Judgment by(String stakeholder, Case of) {
    return new Judgment(
        "j",
        of.id(),
        new Judgment.OnOutput("o", DeonticStatus.PERMITTED),
        stakeholder,
        0.9,
        null,
        Attributes.none(),
        Attributes.none());
  }

  private static void assertSilentOf(String value, String said) {
    assertFalse(
        said.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)),
        () -> "`" + value + "` stands in " + said);
  }

  private static String logged(Throwable fault) {
    StringWriter log = new StringWriter();
    fault.printStackTrace(new PrintWriter(log, true));
    return log.toString();
  }

  private static String name(Random random) {
    return List.of("Zoë Quux", "王小明陈", "zq" + random.nextInt(1_000_000), "Krumm & Söhne")
        .get(random.nextInt(4));
  }

  @Test
  void whateverIsMaskedNoLogLineOrHealthNamesIt() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      String told = name(random);
      boolean isHolder = random.nextBoolean();
      Case given = about(random.nextBoolean() ? "C" : "C of " + told, isHolder ? "so" : told);
      List<Judgment> judgments = List.of(by(isHolder ? told : "Ann of " + told, given));
      Masking masking = Masking.of(isHolder ? "stakeholder" : "text");
      Throwable fault =
          new IllegalStateException("no", new RuntimeException("cannot read `" + told + "`"));
      String ledger =
          recorded(
              folder.resolve("ledger-" + seed),
              masking,
              governor -> {
                governor.decide(given, judgments);
                assertEquals(3, governor.reportedNames().size());
                assertSilentOf(told, governor.reportedNames().toString());
                Discretion discretion = governor.discretion(given, judgments);
                assertSilentOf(told, discretion.name(given.id()));
                assertSilentOf(told, discretion.text("it is " + told));
                String log = logged(Faults.logged(fault, discretion));
                assertSilentOf(told, log);
                assertTrue(log.contains("java.lang.IllegalStateException"), log);
                assertTrue(log.contains("MaskedDiscretionTest.java"), log);
                assertEquals(
                    "java.lang.RuntimeException", Faults.words(fault.getCause(), discretion));
              });
      assertSilentOf(told, ledger);
    }
  }

  @Test
  void whatMasksNothingHidesNothing() {
    Case given = about("C of Zoë Quux", "Zoë Quux");
    recorded(
        folder,
        Masking.NONE,
        governor -> {
          governor.decide(given, List.of(by("Zoë Quux", given)));
          assertTrue(governor.reportedNames().toString().contains("`Zoë Quux`"));
          Throwable fault = new IllegalStateException("of Zoë Quux");
          assertEquals(
              fault, Faults.logged(fault, governor.discretion(given, List.of())), "the same");
          assertEquals("it is Zoë Quux", governor.discretion().text("it is Zoë Quux"));
        });
  }

  @Test
  void whatNamesNoMaskedValueIsSaidAsItIs() {
    Case given = about("C", "Zoë Quux");
    recorded(
        folder,
        Masking.of("text"),
        governor -> {
          governor.decide(given, List.of(by("bord", given)));
          assertTrue(
              governor.reportedNames().toString().contains("`bord`"),
              governor.reportedNames()::toString);
          Throwable fault = new IllegalStateException("of another");
          assertEquals(fault, Faults.logged(fault, governor.discretion(given, List.of())));
        });
  }

  /** What is masked in an input that could not be described, nobody can say. */
  @Test
  void ofAnInputThatCouldNotBeDescribedNoMessageIsRecorded() {
    CaseMapper<String> mapper =
        CaseMapper.of(
            "reply",
            it -> it,
            it -> {
              throw new IllegalArgumentException("unexpected sign in " + it);
            });
    for (Masking masking : List.of(Masking.of("text"), Masking.NONE)) {
      String ledger =
          recorded(
              folder.resolve(masking.isNone() ? "clear" : "masked"),
              masking,
              governor ->
                  assertFalse(
                      Guard.of(governor, GuardMode.ENFORCE).review(mapper, "Zoë Quux").passes()));
      assertEquals(masking.isNone(), ledger.contains("Zoë Quux"), ledger);
      assertTrue(
          ledger.contains(
              "it could not be described as a case: java.lang.IllegalArgumentException"),
          ledger);
    }
  }

  @Test
  void aDecisionThatIsShownTellsNoMaskedValue() {
    Case given = about("C of Zoë Quux", "Zoë Quux");
    recorded(
        folder,
        Masking.of("text"),
        governor -> {
          GovernedDecision governed = governor.govern(given, List.of(), true);
          Discretion discretion = governor.discretion(governed.given(), governed.judgments());
          assertEquals("a masked text", discretion.name(given.id()));
          assertEquals("o", discretion.name("o"));
        });
  }
}
