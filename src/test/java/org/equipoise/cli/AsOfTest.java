package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --as-of} of the commands that read a ledger, or look for changes of the rules. */
class AsOfTest {
  private static final String IN_FORCE = "2026-06-30";
  private static final String LATER = "2027-01-01";

  @TempDir static Path folder;
  private static Path rules;
  private static Path cases;
  private static Path judgments;
  private static Path ledger;

  @BeforeAll
  static void record() throws IOException {
    rules = rules("rules", "2026-12-31");
    cases = folder.resolve("cases.jsonl");
    Files.writeString(
        cases,
        "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\",\"attributes\":{\"noMask\":true}}]}\n");
    judgments = folder.resolve("judgments.jsonl");
    Files.writeString(
        judgments,
        "{\"judgment\":\"J\",\"case\":\"C\",\"output\":\"a\",\"status\":\"permitted\","
            + "\"confidence\":1}\n");
    ledger = folder.resolve("ledger");
    Ran.of("decide", rules, "--cases", cases, "--as-of", IN_FORCE, "--ledger", ledger);
  }

  private static Path rules(String name, String until) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    Files.writeString(to.resolve("constitution.json"), "{\"name\":\"masks\",\"version\":\"1\"}");
    Files.writeString(
        to.resolve("masks.drl"),
        "package masks\nrule \"masks-indoors\" @Principle( weight = 0.5 ) @Until( \""
            + until
            + "\" )\nwhen $o : Output( attr(\"noMask\") == true )\n"
            + "then forbid( $o, \"masks are required\" ); end\n");
    return to;
  }

  @Test
  void replayKeepsTheRecordedTimeUnlessAnotherIsAskedFor() {
    Ran same = Ran.of("replay", "--ledger", ledger);
    assertEquals(0, same.code(), same.toString());
    Ran later = Ran.of("replay", "--ledger", ledger, "--as-of", LATER);
    assertEquals(1, later.code(), later.toString());
    assertTrue(later.out().contains("as of 2027-01-01T00:00:00Z: 0 the same, 1 changed"));
    assertTrue(later.out().contains("answer: block → abstain"), later.out());
    Ran json = Ran.of("replay", "--ledger", ledger, "--as-of", LATER, "--format", "json");
    assertTrue(json.out().contains("\"asOf\":\"2027-01-01T00:00:00Z\""), json.out());
  }

  @Test
  void replayDecidesUnderAnotherConstitutionAsOfThatTime() throws IOException {
    Path shorter = rules("shorter", "2026-07-31");
    Ran now = Ran.of("replay", "--ledger", ledger, "--against", shorter);
    assertEquals(0, now.code(), now.toString());
    Ran then = Ran.of("replay", "--ledger", ledger, "--against", shorter, "--as-of", "2026-08-01");
    assertEquals(1, then.code(), then.toString());
    assertTrue(then.out().contains("0 the same, 1 changed"), then.out());
  }

  @Test
  void whyNotSearchesAsOfThatTime() {
    Ran then = Ran.of("why", "--ledger", ledger, "--entry", 1, "--not", "a");
    assertTrue(then.out().contains("were overridden"), then.out());
    Ran later = Ran.of("why", "--ledger", ledger, "--entry", 1, "--not", "a", "--as-of", LATER);
    assertEquals(0, later.code(), later.toString());
    assertTrue(later.out().contains("As of 2027-01-01T00:00:00Z, what would"), later.out());
    assertTrue(later.out().contains("there is no rule to override"), later.out());
    Ran alone = Ran.of("why", "--ledger", ledger, "--entry", 1, "--as-of", LATER);
    assertEquals(2, alone.code());
    assertTrue(alone.err().contains("`--as-of` says nothing without `--not`"), alone.err());
  }

  @Test
  void amendLooksForChangesAsOfThatTime() {
    Ran then = amend(IN_FORCE);
    assertTrue(then.out().contains("override principle:masks-indoors"), then.out());
    Ran later = amend(LATER);
    assertFalse(later.out().contains("masks-indoors"), later.out());
  }

  private static Ran amend(String time) {
    return Ran.of("amend", rules, "--cases", cases, "--judgments", judgments, "--as-of", time);
  }

  @Test
  void theRatchetComparesAsOfThatTime() throws IOException {
    Path shorter = rules("ends-earlier", "2026-11-30");
    Ran then = Ran.of("ratchet", rules, shorter, "--cases", cases, "--as-of", IN_FORCE);
    assertEquals(0, then.code(), then.toString());
    Ran later = Ran.of("ratchet", rules, shorter, "--cases", cases, "--as-of", "2026-12-15");
    assertEquals(1, later.code(), later.toString());
    assertTrue(later.out().contains("C: block → abstain"), later.out());
  }
}
