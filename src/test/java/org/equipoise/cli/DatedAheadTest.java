package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerEvent.DecisionEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that go by the time of the last entry, or of now, and an entry that is dated ahead. */
class DatedAheadTest {
  private static final String AHEAD = "2999-01-01T00:00:00Z";
  private static final String LAST = "2026-03-04T00:00:00.250Z";

  @TempDir private Path folder;
  private Path rules;
  private int ledgers;

  @BeforeEach
  void writeRules() throws IOException {
    rules = Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\": \"clinic\", \"version\": \"1\", \"revision\": {\"overrides\": 5}}");
    Files.writeString(
        rules.resolve("rules.drl"),
        "package clinic\n"
            + "rule \"no-dose\" @Principle when $o : Output( attr(\"dose\") == true )"
            + " then forbid( $o, \"a dose\" ); end\n");
  }

  private Path ledger(String... times) {
    Constitution constitution = Constitution.load(rules);
    Path ledger = folder.resolve("ledger-" + ledgers++);
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      recorder.adopt(Instant.parse("2026-03-01T00:00:00Z"), constitution);
      for (String time : times) {
        Case given = Case.of("c" + time, Output.of("o", Attributes.of(Map.of("dose", true))));
        recorder.appendAndWait(
            new DecisionEvent(
                Instant.parse(time), given, List.of(), new Decider(constitution).decide(given)));
      }
    }
    return ledger;
  }

  private static String monitored(Ran ran) {
    return ran.out().lines().findFirst().orElse("");
  }

  @Test
  void monitorAndCardWarnOfAnEntryThatIsDatedAheadAndSayHowToLeaveItOut() {
    for (List<String> times :
        List.of(List.of("2026-03-02T00:00:00Z", AHEAD, LAST), List.of(LAST, AHEAD))) {
      Path ledger = ledger(times.toArray(String[]::new));
      int entry = 1 + times.indexOf(AHEAD);
      String place =
          "entry " + entry + " (segments/00000000000000000000.jsonl:" + (entry + 1) + ")";
      for (String command : List.of("monitor", "card")) {
        Ran ran = Ran.of(command, rules, "--ledger", ledger);
        assertTrue(ran.err().contains(place + " is dated " + AHEAD), ran.err());
        assertTrue(ran.err().contains("`--as-of " + LAST + "`"), ran.err());
        Ran before = Ran.of(command, rules, "--ledger", ledger, "--as-of", LAST);
        assertFalse(before.err().contains("dated"), before.err());
      }
      assertEquals(
          "1 decision after 2998-12-02T00:00:00Z, up to " + AHEAD,
          monitored(Ran.of("monitor", rules, "--ledger", ledger)));
      assertEquals(
          (times.size() - 1)
              + (times.size() == 2 ? " decision" : " decisions")
              + " after 2026-02-02T00:00:00.250Z, up to "
              + LAST,
          monitored(Ran.of("monitor", rules, "--ledger", ledger, "--as-of", LAST)));
    }
  }

  @Test
  void equalTimesAndTimesThatRunBackALittleAreNothingToWarnOf() {
    Path ledger = ledger("2026-03-02T00:00:09Z", "2026-03-02T00:00:00Z", "2026-03-02T00:00:00Z");
    for (String command : List.of("monitor", "card", "triggers")) {
      Ran ran = Ran.of(command, rules, "--ledger", ledger);
      assertFalse(ran.err().contains("dated"), ran.err());
    }
    assertTrue(
        Ran.of("monitor", rules, "--ledger", ledger("2026-03-02T00:00:11Z", "2026-03-02T00:00:00Z"))
            .err()
            .contains("is dated 2026-03-02T00:00:11Z"));
  }

  @Test
  void triggersTellOfAnEntryThatIsLaterThanNow() {
    Ran ran = Ran.of("triggers", rules, "--ledger", ledger(LAST, AHEAD, LAST));
    assertTrue(
        ran.err().contains("entry 2 (segments/00000000000000000000.jsonl:3) is dated " + AHEAD),
        ran.err());
    assertTrue(ran.err().contains("counts in no window"), ran.err());
    Ran back = Ran.of("triggers", rules, "--ledger", ledger(LAST, "2026-03-02T00:00:00Z"));
    assertFalse(back.err().contains("dated"), back.err());
  }
}
