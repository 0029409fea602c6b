package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which rules, hosts and people write a masked value. */
class MaskedFormsTest {
  @TempDir private Path folder;

  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private static Case given(Map<String, ?> attributes) {
    return new Case(
        "C",
        null,
        Attributes.of(attributes),
        List.of(new Output("o", null, null, Attributes.none(), Attributes.none())),
        List.of(),
        Attributes.none());
  }

  private static String entry(Case given, String reason) {
    Decision failed = Decision.failed(given, Action.BLOCK, DIGEST, DecisionError.ofHost(reason));
    LedgerEvent event = new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), failed);
    return new String(
        UnchainedEntry.of(event, Masking.of("secret")).entry(Hash.EMPTY, 2),
        StandardCharsets.UTF_8);
  }

  private static boolean isHidden(Object secret, String reason) {
    return entry(given(Map.of("secret", secret)), reason).contains("\"error\":\"hmac-sha256:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "50000 | income of 50,000 is low | true",
        "50000 | income of 50.000,00 is low | true",
        "50000 | income of 50'000 is low | true",
        "50000 | income of 5.0E4 is low | true",
        "50000 | income of 50000.00 is low | true",
        "50000 | income of -50 000 is low | true",
        "50000 | income of 5e4 is low | true",
        "12000000 | it is 1.2E7 | true",
        "12000000 | it is 12,000,000 | true",
        "12000000 | it is 1,20,00,000 | true",
        "48213 | it is ٤٨٢١٣ | true",
        "48213 | it is ४८२१३ | true",
        "48213 | it is 48213 | true",
        "48213 | it is 4.8213E+4 | true",
        "48213.5 | it is 48214 or so | true",
        "48213.5 | it is 48213 or so | true",
        "48213.55 | it is 48213.6 or so | true",
        "0.1234 | it is 12.34 % | true",
        "1.0 | it is 1 | true",
        "1 | it is 1.0 | true",
        "1 | it is 1e0 | true",
        "1 | it is 1.00 | true",
        "2.5 | it is 2.50 | true",
        "2.5 | it is 2,5 | true",
        "-3 | it is 3 below | true",
        "0.05 | it is 5.0E-2 | true",
        "0.05 | it is 0.050 | true",
        "17 | it is 17.0 | true",
        "17 | it is seventeen | false",
        "17 | in the year 2017 | false",
        "17 | version 1.7 | false",
        "50000 | the year 2050 | false",
        "50000 | 5 of them | false"
      })
  void numbersAreFoundHoweverTheyAreWritten(String number, String reason, boolean isHidden) {
    Object secret =
        number.contains(".") ? (Object) Double.valueOf(number) : (Object) Integer.valueOf(number);
    assertEquals(isHidden, isHidden(secret, reason), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Gina Weißgruß | DEAR GINA WEISSGRUSS | true",
        "IŞIK KAYA | ışık kaya | true",
        "ışık kaya | IŞIK KAYA | true",
        "İrem Kaya | irem kaya | true",
        "Οδυσσεύς | ΟΔΥΣΣΕΎΣ | true",
        "Zoë Quux | dear Zoe Quux | true",
        "Zoe Quux | dear Zoë Quux | true",
        "Zoë Quux | dear Zo\\u00eb Quux | true",
        "Zoë Quux | {\"to\":\"Zo\\u00EB\\u0020Quux\"} | true",
        "Zoë Quux | {\"to\":\"\\\\u005aoë Quux\"} | true",
        "Zoë Quux | http://a.b/?q=Zo%C3%AB+Quux | true",
        "Zoë Quux | http://a.b/?q=Zo%c3%ab%20Quux | true",
        "Zoë Quux | <b>Zo&euml; Quux</b> | true",
        "Zoë Quux | <b>Zo&#235; Quux</b> | true",
        "Zoë Quux | <b>Zo&#xEB; Quux</b> | true",
        "O'Neil & Sons | of O&#39;Neil &amp; Sons | true",
        "Zoë Quux | Zoë-Quux | true",
        "Zoë Quux | ZoëQuux | true",
        "Zoë Quux | zoë_quux@example.org | true",
        "Zoë Quux | Quux, Zoë | true",
        "Zoë Quux | Mrs Quux | true",
        "Zoë Quux | Zoë   Quux | true",
        "Zoë Quux | Zoë\u00a0Quux | true",
        "Zoë Quux | Zo\u200bë Quux | true",
        "DE89 3704 0044 0532 0130 00 | account DE89370400440532013000 | true",
        "DE89370400440532013000 | account DE89 3704 0044 0532 0130 00 | true",
        "4111 1111 1111 1111 | card 4111-1111-1111-1111 | true",
        "4111111111111111 | card 4111 1111 1111 1111 | true",
        "+49 170 1234567 | call +491701234567 | true",
        "+491701234567 | call +49 (170) 123-4567 | true",
        "50000 | income 50,000.00 | true",
        "50000 | income 5.0E4 | true",
        "1980-05-17 | born 17.05.1980 | true",
        "1980-05-17 | born 5/17/1980 | true",
        "1980-05-17 | born 17.5.1980 | true",
        "1980-05-17 | born 19800517 | true",
        "1980-05-17 | born 1980-05-17T00:00:00Z | true",
        "1980-05-17T12:00:00Z | born 1980-05-17 | true",
        "1980-05-17 | born 17 May 1980 | true",
        "1980-05-17 | born May 17, 1980 | true",
        "1980-05-17 | on the 17th of a month | false",
        "a dog | hot dogs | false",
        "The Answer | an answer was given | false",
        "heart | the art of it | false"
      })
  void textsAreFoundHoweverTheyAreWritten(String secret, String reason, boolean isHidden) {
    assertEquals(isHidden, isHidden(secret, reason), reason);
  }

  @Test
  void otherFactsThatTellAMaskedValueInAnotherFormAreHidden() {
    Map<Object, Object> forms =
        Map.ofEntries(
            Map.entry(50000, 50000.0),
            Map.entry(50001, "50001"),
            Map.entry(50002, "50,002"),
            Map.entry("50003", 50003),
            Map.entry("50 004", 50004),
            Map.entry(50005, new Disputed(List.of(50005, 1), 0.5)),
            Map.entry("quux6 zed", new Disputed(List.of("a", "Quux6 Zed"), 0.5)),
            Map.entry("quux7 zed", Map.of("Quux7 Zed", 1)),
            Map.entry("quux8 zed", List.of(Map.of("a", Map.of("b", "QUUX8 ZED")))),
            Map.entry("quux9 zed", Map.of("a", Map.of("to Quux9 Zed", 1))),
            Map.entry(60000, 60000),
            Map.entry(-70000, 70000));
    forms.forEach(
        (secret, copy) -> {
          String entry = entry(given(Map.of("secret", secret, "copy", copy, "n", 3)), "no");
          String copied = entry.substring(entry.indexOf("\"copy\":"), entry.indexOf("\"n\":"));
          assertEquals(
              true,
              copied.startsWith("\"copy\":\"hmac-sha256:") || copied.contains("hmac-sha256:"),
              copied);
        });
  }

  @Test
  void keysOfMaskedObjectsAreFoundWhereTheyAreNoNames() {
    assertEquals(true, isHidden(Map.of("Zoë Quux", false), "she is zoë quux"));
    assertEquals(true, isHidden(Map.of("a", Map.of("+49 170 1", List.of())), "call +49 170 1"));
    assertEquals(false, isHidden(Map.of("street", "x1y2z3"), "the street is missing"));
  }

  private String later(Object secret, String said) {
    LedgerOptions options = LedgerOptions.DEFAULT.withMasking(Masking.of("secret"));
    Case given = given(Map.of("secret", secret));
    Path ledger = folder.resolve(Integer.toString(said.hashCode() ^ secret.hashCode()));
    Constitution rules =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"silent\",\"version\":\"1\"}\n",
                "silent.drl",
                """
                package silent

                rule "helps" @Principle
                when $o : Output()
                then permit( $o, "it helps" );
                end
                """));
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, options)) {
      recorder.adopt(Specimen.AT, rules);
      recorder.appendAndWait(
          new LedgerEvent.DecisionEvent(
              Specimen.AT, given, List.of(), new Decider(rules).decide(given, List.of())));
    }
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      recorder.appendAndWait(new LedgerEvent.OutcomeEvent(Specimen.AT, 1, said));
    }
    return Ledger.in(ledger).entry(2).json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Zoë Quux | a letter to Zoë Quux | true",
        "Zoë Quux | A LETTER TO ZOË QUUX | true",
        "zoë quux | A LETTER TO ZOË QUUX | true",
        "Zoë Quux | a letter to Zo\\u00eb Quux | true",
        "Zoë Quux | q=Zo%C3%AB%20Quux | true",
        "50000 | it was 50,000 | true",
        "50000 | it was 50.000,00 | true",
        "50000 | it was 5.0E4 | true",
        "48213.5 | it was 48,213.50 | true",
        "48213.5 | it was 48213.5 | true",
        "-12 | it was -12 | true",
        "50000 | it was low | false",
        "50000 | it was 1e999 or 5E400 | false"
      })
  void aRecorderThatRemembersNothingFindsOtherFormsToo(
      String secret, String said, boolean isHidden) {
    Object value =
        secret.matches("-?[0-9]+")
            ? (Object) Integer.valueOf(secret)
            : secret.matches("[0-9.]+") ? (Object) Double.valueOf(secret) : secret;
    String entry = later(value, said);
    assertEquals(isHidden, !entry.contains("\"what\":\"" + said.replace("\\", "\\\\")), entry);
  }

  @Test
  void aFailureThatIsToldBeforeTheDecisionIsWrittenTellsNoMaskedValue() {
    UnchainedEntryWriter writer = new UnchainedEntryWriter(Masking.of("secret"), any -> null);
    Case given = given(Map.of("secret", "Zoë Quux"));
    Decision failed = Decision.failed(given, Action.BLOCK, DIGEST, DecisionError.ofHost("no"));
    writer.draft(new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), failed));
    LedgerEvent.ErrorEvent error =
        new LedgerEvent.ErrorEvent(Specimen.AT, "C", "no address of Zoë Quux");
    String entry = new String(writer.draft(error).entry(Hash.EMPTY, 3), StandardCharsets.UTF_8);
    assertFalse(entry.contains("Quux"), entry);
  }

  @Test
  void namesWithinWhatADeskRecordsAreSearchedToo() {
    UnchainedEntryWriter writer = new UnchainedEntryWriter(Masking.of("secret"), any -> null);
    Case given = given(Map.of("secret", "Zoë Quux"));
    Decision failed = Decision.failed(given, Action.BLOCK, DIGEST, DecisionError.ofHost("no"));
    writer.kept(
        1, writer.draft(new LedgerEvent.DecisionEvent(Specimen.AT, given, List.of(), failed)));
    Judgment judged =
        new Judgment(
            "J",
            "C",
            new Judgment.OnOutput("o", DeonticStatus.FORBIDDEN),
            "Eve",
            0.9,
            null,
            Attributes.of(Map.of("met", Map.of("zoe quux", true, "a", 1))),
            Attributes.none());
    LedgerEvent.Review review =
        new LedgerEvent.Review(List.of(judged), true, Duration.ofSeconds(3), Map.of(), null);
    String entry =
        new String(
            writer
                .draft(new LedgerEvent.AnswerEvent(Specimen.AT, 1, true, "Eve", null, review))
                .entry(Hash.EMPTY, 3),
            StandardCharsets.UTF_8);
    assertFalse(entry.toLowerCase(Locale.ROOT).contains("quux"), entry);
  }
}
