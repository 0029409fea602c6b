package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts say first what a reader needs first, and fit a screen. */
class ReadingTest {
  private static final int SCREEN_LINES = 50;

  @TempDir private Path folder;
  private Path rules;

  @BeforeEach
  void writeRules() throws IOException {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(
        rules.resolve("rules.drl"),
        """
        package reading

        rule "no-lies"
            @Principle( weight = 0.3 )
            @Says( "Do not lie." )
        when
            $o : Output( attr("lies") == true )
        then
            forbid( $o, "it lies" );
        end

        rule "answer-harmless"
            @Principle( weight = 0.9 )
        when
            $o : Output( attr("harmful") == true )
        then
            forbid( $o, "it harms" );
        end

        rule "no-crash"
            @Principle
        when
            $o : Output( attr("fails") != null, $n : attr("fails") )
        then
            int i = 1 / (((Number) $n).intValue());
            forbid( $o, "never" );
        end
        """);
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static String output(String id, String attributes) {
    return "{\"output\":\"%s\",\"attributes\":{%s}}".formatted(id, attributes);
  }

  private static String situation(String id, String... outputs) {
    return "{\"case\":\"%s\",\"outputs\":[%s]}".formatted(id, String.join(",", outputs));
  }

  private static String demand(String id, String situation, String output) {
    return ("{\"judgment\":\"%s\",\"case\":\"%s\",\"output\":\"%s\",\"status\":\"obligatory\","
            + "\"stakeholder\":\"ward\",\"confidence\":0.8}")
        .formatted(id, situation, output);
  }

  /** Forty cases in which a principle is overridden, and nine with a disputed attribute. */
  private Ran advise(String format) throws IOException {
    Path cases =
        write(
            "cases.jsonl",
            IntStream.range(0, 49)
                .mapToObj(
                    i ->
                        situation(
                            "C" + i,
                            output(
                                "a",
                                i < 40
                                    ? "\"lies\":true"
                                    : "\"harmful\":{\"value\":true,\"credence\":0.7}")))
                .toList());
    Path judgments =
        write(
            "judgments.jsonl",
            IntStream.range(0, 49).mapToObj(i -> demand("J" + i, "C" + i, "a")).toList());
    return Ran.of(
        "advise",
        rules,
        "--cases",
        cases,
        "--judgments",
        judgments,
        "--suspension-factor",
        "infinite",
        "--format",
        format);
  }

  @Test
  void adviceGroupsWhatIsAlikeWithTheDearestFirst() throws IOException {
    Ran ran = advise("text");
    assertEquals(1, ran.code(), ran.err());
    List<String> lines = ran.lines();
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "Of 49 cases and 49 judgments under n 1, 49 cases are in 49 conflicts; the"
                    + " cheapest revision gives up 49 things and costs 18.3 of "),
        ran.out());
    int heading = lines.indexOf("What to give up, the dearest first:");
    assertEquals(
        "  override the principle no-lies in 40 cases (C0, C1, C10, …), cost 12",
        lines.get(heading + 1));
    List<String> groups = lines.stream().filter(it -> it.matches("  \\S.*, cost .*")).toList();
    assertEquals(
        "  settle `harmful` the other way in 9 cases (C40, C41, C42, …), cost 6.3", groups.get(1));
    assertEquals(2, groups.size(), ran.out());
    assertTrue(lines.size() <= SCREEN_LINES, ran.out());
    assertTrue(ran.out().indexOf("What to give up") < ran.out().indexOf("49 conflicts:"));
  }

  @Test
  void theShownAdviceStandsForMostOfTheCost() throws IOException {
    for (String rules : List.of("assistant-conduct", "common-morality")) {
      Path fixtures = Path.of("test-fixtures", rules);
      Object[] command = {
        "advise",
        Path.of("rules", rules),
        "--cases",
        fixtures.resolve("cases.jsonl"),
        "--judgments",
        fixtures.resolve("judgments.jsonl"),
        "--format",
        "text"
      };
      Ran ran = Ran.of(command);
      command[command.length - 1] = "json";
      JsonNode best = new ObjectMapper().readTree(Ran.of(command).out()).at("/revisions/0");
      double shown =
          ran.lines().stream()
              .takeWhile(it -> !it.contains("would be decided differently"))
              .filter(it -> it.matches("  (?!and )\\S.*, cost [0-9.]+"))
              .mapToDouble(it -> Double.parseDouble(it.replaceFirst(".*, cost ", "")))
              .sum();
      double all = best.get("cost").asDouble();
      assertTrue(shown >= 0.7 * all && shown <= 1.001 * all, shown + " of " + all + ran.out());
      assertTrue(ran.lines().size() <= SCREEN_LINES, ran.out());
    }
  }

  @Test
  void decisionsEndWithTheirTotals() throws IOException {
    Path cases =
        write(
            "cases.jsonl",
            List.of(
                situation("A", output("a", "\"lies\":true")),
                situation("B", output("a", "\"lies\":true"), output("b", "\"lies\":false")),
                situation("C", output("a", "\"fails\":0")),
                situation("D", output("a", "\"lies\":false"))));
    Path judgments = write("judgments.jsonl", List.of(demand("J", "D", "a")));
    Ran ran =
        Ran.of("decide", rules, "--cases", cases, "--judgments", judgments, "--format", "text");
    List<String> lines = ran.lines();
    assertEquals(
        "4 cases: 4 outputs (1 allowed, 2 blocked, 1 left to a person), 1 error; conflicts in 0"
            + " cases; no principle speaks in 1 case",
        lines.get(lines.size() - 1));
    Ran json = Ran.of("decide", rules, "--cases", cases);
    assertEquals(4, json.lines().size(), "JSON has no totals");
  }

  @Test
  void whyOfManyOutputsFitsAScreenAndHasAllOnDemand() throws IOException {
    Path cases =
        write(
            "cases.jsonl",
            List.of(
                situation(
                    "A",
                    IntStream.range(0, 200)
                        .mapToObj(i -> output("o" + i, "\"lies\":" + (i % 2 == 0)))
                        .toArray(String[]::new))));
    Path ledger = folder.resolve("ledger");
    Ran.of("decide", rules, "--cases", cases, "--ledger", ledger);
    Ran brief = Ran.of("why", "--ledger", ledger, "--entry", "1");
    assertEquals(0, brief.code(), brief.err());
    assertTrue(brief.lines().size() <= SCREEN_LINES, brief.out());
    assertTrue(brief.out().contains("; `--details` shows all"), brief.out());
    assertTrue(brief.lines().stream().allMatch(it -> it.length() <= 120), brief.out());
    Ran all = Ran.of("why", "--ledger", ledger, "--entry", "1", "--details");
    for (int i = 0; i < 200; i++) {
      assertTrue(all.out().contains("  output `o" + i + "`: "), "o" + i);
    }
  }

  @Test
  void whyNotSaysWhatItTriesAndEndsWhenItsTimeIsOver() throws IOException {
    Path cases = write("cases.jsonl", List.of(situation("A", output("a", "\"lies\":true"))));
    Path ledger = folder.resolve("ledger");
    Ran.of("decide", rules, "--cases", cases, "--ledger", ledger);
    Ran ran = Ran.of("why", "--ledger", ledger, "--entry", "1", "--not", "--seconds", "0.000001");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(
        ran.err().startsWith("trying changes of facts, of judgments and of rules"), ran.err());
    assertTrue(ran.err().contains("the search was cut"), ran.err());
    assertTrue(ran.out().contains("then the search was cut"), ran.out());
    Ran whole = Ran.of("why", "--ledger", ledger, "--entry", "1", "--not");
    assertFalse(whole.err().contains("the search was cut"), whole.err());
    assertTrue(whole.out().contains("`a` is allowed"), whole.out());
  }
}
