package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No text of a case, a judgment or a rule steers the terminal of who reads it. */
class ControlCharactersTest {
  private static final String RAW = "\u001b[2J\u009b1m\u202eabc\rfine: allow\nfine: allow";
  private static final String IN_JSON = "\\u001b[2J\\u009b1m\\u202eabc\\rfine: allow\\nfine: allow";

  /** What may not reach a terminal: all but the end of a line and the tab. */
  private static final Pattern STEERS =
      Pattern.compile("[\\p{Cc}\u2028-\u202e\u2066-\u2069&&[^\n\t]]");

  @TempDir private Path folder;
  private Path rules;
  private Path other;
  private Path cases;
  private Path judgments;
  private Path structure;
  private Path ledger;

  @BeforeEach
  void write() throws IOException {
    rules = rules("rules", 1);
    other = rules("other", 0.01);
    cases =
        write(
            "cases.jsonl",
            """
            {"case":"C\\u202e","context":"@","outputs":[{"output":"a\\u202e","text":"@",\
            "attributes":{"note":"@"}}]}
            {"case":"D","outputs":[{"output":"a","text":"@","attributes":{"note":"@"}}]}
            """);
    judgments =
        write(
            "judgments.jsonl",
            """
            {"judgment":"J\\u202e","case":"C\\u202e","output":"a\\u202e","status":"obligatory",\
            "stakeholder":"S\\u202e","confidence":0.5}
            """);
    structure =
        write(
            "structure.json",
            """
            {"sentences":["@","b","c@"],"arguments":[[1,2,3]],"commitments":[1,2,-3]}
            """);
    ledger = folder.resolve("ledger");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text.replace("@", IN_JSON));
  }

  private Path rules(String name, double weight) throws IOException {
    Path at = Files.createDirectory(folder.resolve(name));
    Files.writeString(at.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        at.resolve("rules.drl"),
        """
        package notes

        rule "refuse"
            @Principle( weight = %s )
            @Says( "%s" )
        when
            $o : Output( attr("note") != null, $note : attr("note") )
        then
            forbid( $o, "it notes " + $note );
        end
        """
            .formatted(weight, "no notes \u009b1m\u202e"));
    Path fixtures = Files.createDirectory(at.resolve("fixtures"));
    Files.writeString(
        fixtures.resolve("first.json"),
        """
        {"name":"N@","given":{"case":"C","outputs":[{"output":"a",\
        "attributes":{"note":"@"}}]},"expect":{"a":"allow"}}
        """
            .replace("@", IN_JSON));
    return at;
  }

  private Object[][] commands() {
    return new Object[][] {
      {
        "decide",
        rules,
        "--cases",
        cases,
        "--judgments",
        judgments,
        "--ledger",
        ledger,
        "--format",
        "text"
      },
      {"decide", other, "--cases", cases, "--format", "text"},
      {"advise", rules, "--cases", cases, "--judgments", judgments},
      {"test", rules},
      {"explain", rules, "refuse", "--cases", cases},
      {"cover", rules, "--cases", cases, "--judgments", judgments},
      {"check", rules, "--cases", cases, "--judgments", judgments},
      {"diff", rules, other, "--cases", cases, "--judgments", judgments},
      {"replay", "--ledger", ledger},
      {"replay", "--ledger", ledger, "--against", other},
      {"verify", "--ledger", ledger},
      {"equilibrate", structure},
      {"why", "--ledger", ledger, "--entry", "1"},
      {"why", "--ledger", ledger, "--entry", "1", "--not"},
      {"advise", rules, "--cases", cases, "--judgments", judgments, "--all"},
      {"equilibria", rules, "--cases", cases, "--judgments", judgments},
      {"amend", rules, "--cases", cases, "--judgments", judgments},
      {"plural", rules, other, "--cases", cases},
      {"coherence", rules, "--cases", cases, "--judgments", judgments},
      {"log", "--ledger", ledger},
      {"card", rules, "--ledger", ledger},
      {"attributes", rules},
      {"explain", rules, RAW},
      {"check", "--explain", RAW},
      {"decide", folder.resolve("no\u001b"), "--cases", cases},
      {RAW},
    };
  }

  @Test
  void noCommandWritesThemToATerminal() {
    int escaped = 0;
    for (Object[] command : commands()) {
      Ran ran = Ran.of(command);
      String said = ran.out() + ran.err();
      assertFalse(said.isEmpty(), List.of(command).toString());
      assertFalse(STEERS.matcher(said).find(), List.of(command) + ":\n" + said);
      escaped += said.contains("\\u001b") || said.contains("\\u009b") ? 1 : 0;
    }
    assertTrue(escaped >= 8, "commands that quote a text: " + escaped);
  }

  @Test
  void aTextWithAnEndOfALineMakesNoLineOfItsOwn() {
    for (Object[] command : commands()) {
      Ran ran = Ran.of(command);
      if (!List.of(command).contains(RAW)) { // what one types, one may see
        assertTrue(
            Stream.of(ran.out(), ran.err())
                .flatMap(String::lines)
                .noneMatch(it -> it.startsWith("fine: allow")),
            List.of(command) + ":\n" + ran);
      }
    }
  }

  @Test
  void jsonIsAsItWas() {
    Ran ran = Ran.of("decide", rules, "--cases", cases);
    assertTrue(ran.out().contains("\u009b1m\u202eabc\\rfine"), ran.out());
    assertEquals(2, ran.lines().size(), ran.out());
  }
}
