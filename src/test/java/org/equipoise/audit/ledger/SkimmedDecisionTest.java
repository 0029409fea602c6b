package org.equipoise.audit.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.formats.CanonicalCaseReader;
import org.junit.jupiter.api.Test;

/** Where a glance at an entry finds a decision the same, a closer look finds nothing else. */
class SkimmedDecisionTest {
  private static final int ALTERATIONS = 60_000;
  private static final List<String> SNIPPETS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          "\\",
          "0",
          "1",
          "-",
          "x",
          "\u0001",
          "}}",
          "]}}",
          "{}",
          "\"a\":1,",
          ",\"a\":{}",
          ",\"facts\":{\"case\":",
          ",\"judgments\":[]",
          ",\"masked\":[\"/case/context\"]",
          ",\"objects\":[\"a.B\"]",
          "},\"kind\":\"decision\"");

  private final long seed = Long.getLong("equipoise.seed", ThreadLocalRandom.current().nextLong());
  private final Random random = new Random(seed);
  private final CanonicalCaseReader cases = new CanonicalCaseReader();

  /**
   * A decision of a kind that a glance suffices for: nothing is disputed, nothing carried along.
   */
  private static LedgerEvent.DecisionEvent decided(long i) {
    LedgerEvent.DecisionEvent full = Specimen.decided(3 * i);
    Case given = full.given();
    Case plain =
        new Case(
            given.id(),
            given.context(),
            given.attributes(),
            given.outputs(),
            List.of(),
            Attributes.none());
    return new LedgerEvent.DecisionEvent(full.at(), plain, full.judgments(), full.decision());
  }

  private static byte[] line(LedgerEvent.DecisionEvent decided, Masking masking) {
    return UnchainedEntry.of(decided, masking).entry(Hash.EMPTY, 7);
  }

  @Test
  void whateverIsAlteredAGlanceNeverFindsMoreThanACloserLook() {
    System.out.println("SkimmedDecisionTest seed " + seed);
    List<Masking> maskings = List.of(Masking.NONE, Masking.of("client.name"), Masking.of("text"));
    int same = 0;
    int left = 0;
    for (int i = 0; i < 30; i++) {
      LedgerEvent.DecisionEvent decided = decided(i);
      byte[] line = line(decided, maskings.get(i % 3));
      Entry.parse(line, 7).decision().given(cases);
      for (int j = 0; j < ALTERATIONS / 30; j++) {
        boolean isSame = isSame(altered(line), decided.decision());
        same += isSame ? 1 : 0;
        left += isSame ? 0 : 1;
      }
    }
    assertTrue(same > ALTERATIONS / 20, same + " altered entries were found the same");
    assertTrue(left > ALTERATIONS / 5, left + " altered entries were not");
  }

  /** Whether a glance finds a decision in a line; if so, a closer look does. */
  private boolean isSame(byte[] line, Decision decision) {
    Entry entry;
    try {
      entry = Entry.skim(line, 7);
    } catch (DamagedLedgerException e) {
      return false;
    }
    RecordedDecision skimmed = entry.skim(cases);
    if (skimmed == null || !skimmed.isSame(decision)) {
      return false;
    }
    String text = "seed " + seed + ": " + new String(line, UTF_8);
    RecordedDecision closer = Entry.parse(line, 7).decision();
    assertTrue(closer.isSame(decision), text);
    assertEquals(closer.given(), skimmed.given(), text);
    assertEquals(closer.masked(), skimmed.masked(), text);
    assertEquals(closer.objects(), skimmed.objects(), text);
    assertEquals(closer.json(), skimmed.json(), text);
    assertEquals(closer.entry().body(), skimmed.entry().body(), text);
    return true;
  }

  private byte[] altered(byte[] line) {
    // In the middle of a character, it may come to be read otherwise.
    String text = new String(line, random.nextBoolean() ? UTF_8 : ISO_8859_1);
    boolean isLatin = text.length() == line.length;
    for (int i = 0; i <= random.nextInt(3); i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(4));
      String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
      text = text.substring(0, at) + (random.nextInt(4) == 0 ? "" : snippet) + text.substring(to);
    }
    return text.getBytes(isLatin ? ISO_8859_1 : UTF_8);
  }

  @Test
  void whatIsWrittenIsReadAtAGlanceOnceItsFormIsKnown() {
    for (int i = 0; i < 30; i++) {
      LedgerEvent.DecisionEvent decided = decided(i);
      Masking masking = i % 2 == 0 ? Masking.NONE : Masking.of("client.name");
      Entry entry = Entry.skim(line(decided, masking), 7);
      if (i < 2) {
        entry.decision().given(cases);
      } else {
        RecordedDecision skimmed = entry.skim(cases);
        assertNotNull(skimmed, entry::json);
        assertTrue(skimmed.isSame(decided.decision()));
        assertEquals(i % 2 == 0 ? 0 : 1, skimmed.masked().size());
      }
    }
  }
}
