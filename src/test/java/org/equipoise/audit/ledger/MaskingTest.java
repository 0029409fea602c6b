package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.service.guard.ActTicket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {
  private static final int SEEDS = Integer.getInteger("equipoise.seeds", 40);

  /** Every reason and key tells a value. */
  private static final Constitution TELLTALE =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"telltale\",\"version\":\"1\"}\n",
              "telltale.drl",
              """
              package telltale

              rule "quotes"
                  @Principle( weight = 0.8 )
              when
                  $c : Case()
                  $o : Output( attr("said") != null )
              then
                  forbid( $o, "he said " + $o.attr("said") + " to " + $c.attr("people") );
                  alike( $o, "said " + $o.attr("said"), "they said " + $o.attr("said") );
              end

              rule "quotes-text"
                  @Principle( weight = 0.5 )
              when
                  $o : Output( text != null )
              then
                  permit( $o, "its text is " + $o.getText() + " by " + $o.getAuthor() );
              end

              rule "doubts"
                  @Theory
              when
                  $j : Judgment( attr("where") != null )
              then
                  discount( $j, 0.5, "it was made at " + $j.attr("where") );
              end

              rule "fails"
                  @Principle( weight = 0.1 )
              when
                  $o : Output( $n : attr("number") != null )
              then
                  forbid( $o, "number " + Integer.parseInt( (String) $n ) );
              end
              """));

  private static final Decider DECIDER = new Decider(TELLTALE);

  @TempDir Path folder;

  private static Case given(Attributes of, Output... outputs) {
    return new Case("C", null, of, List.of(outputs), List.of(), Attributes.none());
  }

  private static Output output(String text, String author, Map<String, ?> attributes) {
    return new Output("o", text, author, Attributes.of(attributes), Attributes.none());
  }

  private static LedgerEvent.DecisionEvent decided(Case given, Judgment... judgments) {
    return new LedgerEvent.DecisionEvent(
        Specimen.AT, given, List.of(judgments), DECIDER.decide(given, List.of(judgments)));
  }

  private static String entry(LedgerEvent event, Masking masking) {
    return written(UnchainedEntry.of(event, masking));
  }

  private static String written(UnchainedEntry entry) {
    return new String(entry.entry(Hash.EMPTY, 2), StandardCharsets.UTF_8);
  }

  private static void assertHidden(String value, String entry) {
    assertFalse(
        entry.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)),
        () -> "`" + value + "` stands in " + entry);
  }

  /** Values of all kinds that occur in nothing else. */
  private static final class Values {
    private final Random random;
    final List<String> made = new ArrayList<>();

    Values(long seed) {
      this.random = new Random(seed);
    }

    String text() {
      String text =
          switch (random.nextInt(5)) {
            case 0 -> "Zoë \"Q" + random.nextInt(1_000) + "\" Quux\n";
            case 1 -> "zq" + Long.toString(random.nextLong() >>> 20, 36);
            case 2 -> "王小明" + (char) ('一' + random.nextInt(1_000));
            case 3 -> "qz ".repeat(1 + random.nextInt(60)) + random.nextInt(1_000);
            default -> "ΞΩ" + random.nextInt(10_000);
          };
      made.add(text.strip().replace("\"", "\\\"").replace("\n", "\\n"));
      return text;
    }

    Object any(int depth) {
      return switch (random.nextInt(depth > 2 ? 2 : 5)) {
        case 0, 1 -> text();
        case 2 -> List.of(any(depth + 1), any(depth + 1));
        case 3 -> Map.of("deep", any(depth + 1), "other", any(depth + 1));
        default -> new Disputed(text(), 0.5);
      };
    }
  }

  @Test
  void anEntryOfALedgerNeverHoldsAMaskedValueAnywhere() {
    Masking masking =
        Masking.of("said", "people", "text", "author", "where", "number", "stakeholder", "x-who");
    for (int seed = 0; seed < SEEDS; seed++) {
      Values values = new Values(seed);
      String told = values.text();
      Object said = seed % 3 == 0 ? told : values.any(0);
      Case given =
          new Case(
              "C of " + told,
              "a question of " + told,
              Attributes.of(
                  Map.of("people", values.any(0), "copy", told, "list", List.of(1, "so " + told))),
              List.of(
                  new Output(
                      seed % 2 == 0 ? "o" : "o-" + told,
                      values.text(),
                      values.text(),
                      Attributes.of(Map.of("said", said, "deep", Map.of("copy", "as " + told))),
                      Attributes.of(Map.of("x-who", values.text(), "x-more", told)))),
              List.of(told),
              Attributes.of(Map.of("x-carried", Map.of("a", List.of(told)))));
      String output = given.outputs().get(0).id();
      Judgment judgment =
          new Judgment(
              "J " + told,
              given.id(),
              new Judgment.OnOutput(output, DeonticStatus.PERMITTED),
              values.text(),
              0.9,
              null,
              Attributes.of(Map.of("where", told, "note", "at " + told)),
              Attributes.of(Map.of("x-note", told)));
      LedgerEvent.DecisionEvent event = decided(given, judgment);
      if (seed % 4 == 1) {
        event =
            new LedgerEvent.DecisionEvent(
                event.at(),
                given,
                List.of(judgment),
                Decision.failed(
                    given,
                    Action.BLOCK,
                    TELLTALE.digest(),
                    DecisionError.ofHost("no `" + told + "`")));
      }
      String entry = entry(event, masking);
      values.made.forEach(it -> assertHidden(it, entry));
      assertTrue(entry.contains("\"masked\":["), entry);
      byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
      assertEquals(List.of(), Commitment.unlisted(Entry.parse(bytes, 2)), entry);
    }
  }

  @Test
  void errorsThatRulesRunIntoTellNoMaskedValue() {
    Case given = given(Attributes.none(), output(null, null, Map.of("number", "zq-17x4")));
    LedgerEvent.DecisionEvent event = decided(given);
    assertTrue(event.decision().error().sentence().contains("zq-17x4"));
    assertHidden("zq-17x4", entry(event, Masking.of("number")));
  }

  @ParameterizedTest
  @CsvSource({
    "people.name, true",
    "people[0].name, true",
    "people[1].name, false",
    "people[*].name, true",
    "people.*.name, true",
    "*.name, true",
    "*.*.name, true",
    "people, true",
    "people[0], true",
    "people.*, true",
    "name, false",
    "people.names, false",
    "people[0], true",
    "other.*.name, false"
  })
  void aNameWithinAListIsMaskedHoweverTheListIsSpelled(String name, boolean isMasked) {
    Case given =
        given(
            Attributes.of(Map.of("people", List.of(Map.of("name", "Zoë Quux", "age", 3)))),
            output(null, null, Map.of()));
    String entry = entry(decided(given), Masking.of(name));
    assertEquals(!isMasked, entry.contains("Zoë Quux"), entry);
    assertEquals(!name.matches("people(|\\[0]|\\.\\*)"), entry.contains("\"age\":3"));
  }

  @ParameterizedTest
  @CsvSource({
    "48213, income of 48213 is low, true",
    "48213, 'income of 48,213.00 is low', true",
    "48213, income of 48 213 is low, true",
    "48213, income is low, false",
    "48213.5, income of 48213.50 is low, true",
    "17, the age 17 is low, true",
    "17, the year 2017 is past, false",
    "a, grade a, true",
    "a, a grade, true",
    "b, a grade, false",
    "true, it is true, true",
    "true, the truest word, false",
    "Erika Mustermann, dear ERIKA MUSTERMANN, true",
    "Erika Mustermann, dear Erika, true",
    "Erika Mustermann, dear Eri, false",
    "An answer that goes on for many words and more, it answers that goes on for many words, true",
    "王明, 王明先生, true",
    "王, 张王李, true"
  })
  void textsThatTellAMaskedValueAreHiddenByTheStatedRule(
      String value, String reason, boolean isHidden) {
    Object masked =
        value.equals("true")
            ? (Object) true
            : value.matches("[0-9.]+") ? (Object) Double.valueOf(value) : value;
    Case given = given(Attributes.of(Map.of("secret", masked)), output(null, null, Map.of()));
    Decision failed =
        Decision.failed(given, Action.BLOCK, TELLTALE.digest(), DecisionError.ofHost(reason));
    String entry =
        entry(
            new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), failed),
            Masking.of("secret"));
    assertEquals(isHidden, !entry.contains("\"error\":\"" + reason), entry);
  }

  @Test
  void whatIsRecordedOfADecisionLaterTellsItsMaskedValuesNeither() {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(Masking.of("who", "income"));
    Case given =
        given(
            Attributes.of(Map.of("who", List.of("Zoë Quux", "Zed"), "income", 48213)),
            output(null, null, Map.of()));
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, options)) {
      recorder.adopt(Specimen.AT, TELLTALE);
      recorder.appendAndWait(decided(given));
      recorder.record(
          new LedgerEvent.OverrideEvent(
              Specimen.AT, 1, "o", Action.ALLOW, "Eve", "I know Zoë Quux well"));
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 1, "a letter went to Zoë Quux"));
      recorder.record(new LedgerEvent.ErrorEvent(Specimen.AT, "C", "no address of Zoë Quux"));
      recorder.record(new LedgerEvent.ErrorEvent(Specimen.AT, null, "no address of Zoë Quux"));
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 1, "a letter was sent"));
    }
    Case scalar = given(Attributes.of(Map.of("who", "Zoë Quux")), output(null, null, Map.of()));
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, options)) {
      recorder.adopt(Specimen.AT, TELLTALE);
      recorder.appendAndWait(decided(scalar));
    }
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder, options)) { // which remembers nothing
      recorder.record(
          new LedgerEvent.OutcomeEvent(Specimen.AT, 8, "the letter to Zoë Quux went out"));
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 1, "income was 48213 then"));
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 8, "all went well"));
    }
    StringBuilder all = new StringBuilder();
    Ledger.in(folder).entries().forEachRemaining(it -> all.append(it.json()).append('\n'));
    assertHidden("Quux", all.toString());
    assertHidden("48213", all.toString());
    assertTrue(all.toString().contains("a letter was sent"), all.toString());
    assertTrue(all.toString().contains("all went well"), all.toString());
    assertEquals(
        List.of(),
        LedgerVerification.of(Ledger.in(folder), LedgerVerification.Known.NOTHING, any -> {})
            .findings());
  }

  /** Every act about a decision, or about none, that says a text. */
  private static List<LedgerEvent> acts(long entry, String told) {
    String said = "I know that it is " + told + ", they said";
    ActTicket ticket = new ActTicket("t", "act", TELLTALE.digest(), Specimen.AT.plusSeconds(60));
    Judgment judged =
        new Judgment(
            "J2 " + told,
            "C",
            new Judgment.OnOutput("o", DeonticStatus.FORBIDDEN),
            "Eve, who knows " + told,
            0.9,
            null,
            Attributes.of(Map.of("note", said, "list", List.of(Map.of("deep", said)))),
            Attributes.of(Map.of("x-note", said)));
    LedgerEvent.Review review =
        new LedgerEvent.Review(List.of(judged), true, Duration.ofSeconds(3), Map.of(), null);
    Trigger gaps = new Trigger(Trigger.Kind.GAPS, said, 3, List.of(3.0), List.of("C"), null);
    return List.of(
        new LedgerEvent.OverrideEvent(Specimen.AT, entry, "o", Action.ALLOW, "Eve", said),
        new LedgerEvent.OverrideEvent(Specimen.AT, entry, null, Action.BLOCK, said, "so"),
        new LedgerEvent.OutcomeEvent(Specimen.AT, entry, said),
        new LedgerEvent.AnswerEvent(Specimen.AT, entry, true, said, said, review),
        new LedgerEvent.AnswerEvent(Specimen.AT, entry, false, null, said),
        new LedgerEvent.TicketEvent(Specimen.AT, entry, ticket, "{\"to\":\"" + told + "\"}"),
        new LedgerEvent.RedemptionEvent(Specimen.AT, entry, "t", "act", said),
        new LedgerEvent.ErasureEvent(Specimen.AT, entry, said, said),
        new LedgerEvent.ErrorEvent(Specimen.AT, "C", said),
        new LedgerEvent.ErrorEvent(Specimen.AT, null, said),
        new LedgerEvent.RefusalEvent(Specimen.AT, TELLTALE.digest(), said),
        new LedgerEvent.LossEvent(Specimen.AT, 1, said),
        new LedgerEvent.TriggerEvent(
            Specimen.AT, TELLTALE.digest(), Duration.ofDays(7), gaps, "1:00"));
  }

  @Test
  void noActOfAnyKindTellsAMaskedValue() {
    for (int seed = 0; seed < SEEDS; seed++) {
      String told = new Values(seed).text();
      Masking masking = Masking.of("said");
      Case given =
          given(Attributes.none(), output(null, null, Map.of(seed % 2 == 0 ? "said" : "x", told)));
      UnchainedEntryWriter writer = new UnchainedEntryWriter(masking, any -> null);
      writer.kept(1, writer.draft(decided(given)));
      for (LedgerEvent act : acts(1, told)) {
        String entry = written(writer.draft(act));
        String value = told.strip().replace("\"", "\\\"").replace("\n", "\\n");
        assertEquals(seed % 2 == 0, !entry.contains(value), entry);
      }
    }
  }

  @Test
  void aTicketKeepsItsDigestsAndItsTermWhateverNumbersAreMasked() {
    String digest = "ab1234cd".repeat(4);
    Case given =
        given(Attributes.of(Map.of("year", 2026, "n", 1234)), output(null, null, Map.of()));
    ActTicket ticket = new ActTicket(digest, digest, digest, Instant.parse("2026-01-01T00:00:00Z"));
    UnchainedEntryWriter writer = new UnchainedEntryWriter(Masking.of("year", "n"), any -> null);
    writer.kept(1, writer.draft(decided(given)));
    String entry =
        written(writer.draft(new LedgerEvent.TicketEvent(Specimen.AT, 1, ticket, "of 1234")));
    assertTrue(
        entry.contains(
            "\"ticket\":{\"act\":\"%s\",\"constitution\":\"%s\",\"expires\":\"2026-01-01T00:00:00Z\",\"id\":\"%s\"}"
                .formatted(digest, digest, digest)),
        entry);
    assertHidden("of 1234", entry);
  }

  @Test
  void aRecorderThatMasksNothingHidesWhatAnEarlierOneMasked() {
    Case given = given(Attributes.of(Map.of("who", "Zoë Quux")), output(null, null, Map.of()));
    try (LedgerRecorder recorder =
        LedgerRecorder.open(folder, LedgerOptions.DEFAULT.withMasking(Masking.of("who")))) {
      recorder.adopt(Specimen.AT, TELLTALE);
      recorder.appendAndWait(decided(given));
    }
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      acts(1, "Zoë Quux").stream()
          .filter(LedgerEvent.AboutEntry.class::isInstance)
          .forEach(recorder::appendAndWait);
    }
    StringBuilder all = new StringBuilder();
    Ledger.in(folder).entries().forEachRemaining(it -> all.append(it.json()).append('\n'));
    assertHidden("Quux", all.toString());
  }

  @Test
  void namesOfRulesAndOrdinaryTextsStayAsTheyAre() {
    Case given =
        given(
            Attributes.of(Map.of("people", "Zoë Quux", "urgent", true)),
            output("Hello", "model-1", Map.of("said", "nothing of note")));
    LedgerEvent.DecisionEvent event = decided(given);
    String entry = entry(event, Masking.of("urgent"));
    assertTrue(entry.contains("principle:quotes"), entry);
    assertTrue(entry.contains("he said nothing of note to Zoë Quux"), entry);
  }

  @ParameterizedTest
  @CsvSource({
    "Bartholomew Krumm, ask Bartholomew, true",
    "Bartholomew Krumm, ASK KRUMM NOW, true",
    "Bartholomew Krumm, ask&#32;Bartholomew, true",
    "Bartholomew Krumm, ask bart or the krumms, false",
    "Bartholomew Krumm, a crumb, false",
    "Erika van Dam, the Dam is near, false",
    "Thomas Brück, Herr Brück ruft an, true",
    "Dear Diana, Dear customer, false",
    "7, grade 7 of 10, false"
  })
  void proseThatNamesAMaskedPersonByOneWordIsHidden(String name, String said, boolean isHidden) {
    Attributes extensions = Attributes.of(Map.of("x-note", List.of(Map.of("deep", said))));
    Case given =
        new Case(
                "C",
                said,
                Attributes.of(Map.of("people", List.of(Map.of("name", name)))),
                List.of(new Output("o", said, null, Attributes.none(), extensions)),
                List.of(),
                extensions)
            .withMessages(List.of(Message.of(Message.Role.USER, said)));
    Judgment judged =
        new Judgment(
            "j",
            "C",
            new Judgment.OnOutput("o", DeonticStatus.PERMITTED),
            null,
            0.9,
            null,
            Attributes.none(),
            extensions);
    String entry = entry(decided(given, judged), Masking.of("people.name"));
    int times = entry.split(Pattern.quote("\"" + said + "\""), -1).length - 1;
    assertEquals(isHidden ? 0 : 6, times, entry);
  }
}
