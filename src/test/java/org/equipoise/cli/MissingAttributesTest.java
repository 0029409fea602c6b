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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attributes that a case should have and has not, and that it should not have and has. */
class MissingAttributesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path rules;
  private static Path bare;

  @BeforeAll
  static void constitutions() throws IOException {
    bare = constitution("bare");
    rules = constitution("rules");
    Files.writeString(
        rules.resolve("attributes.json"),
        """
        {"deceives": {"of": "output", "type": "boolean", "missing": "unknown"},
         "helps": {"of": "output", "type": "boolean"},
         "audience": {"of": "case", "type": "text", "values": ["adult", "minor"],
                      "missing": "unknown"}}
        """);
  }

  private static Path constitution(String name) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    Files.writeString(to.resolve("constitution.json"), "{\"name\":\"c\",\"version\":\"1\"}");
    Files.writeString(
        to.resolve("rules.drl"),
        """
        package c

        rule "no-deception" @Principle( weight = 0.8 )
        when
            $o : Output( attr("deceives") == true )
        then
            forbid( $o, "it deceives" );
        end

        rule "help" @Principle( weight = 0.7 )
        when
            $o : Output( attr("helps") == true )
        then
            permit( $o, "it helps" );
        end

        rule "minors" @Principle( weight = 0.9 )
        when
            Case( attr("audience") == "minor" )
            $o : Output( attr("helps") != true )
        then
            forbid( $o, "minors need help" );
        end
        """);
    return to;
  }

  private static Path cases(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static String line(String id, String ofCase, String ofOutput) {
    return "{\"case\":\""
        + id
        + "\",\"attributes\":"
        + ofCase
        + ",\"outputs\":[{\"output\":\"a\",\"attributes\":"
        + ofOutput
        + "}]}";
  }

  @Test
  void coverAnswersAsTheDecisionDoes() throws IOException {
    Path cases = cases("open.jsonl", line("C", "{\"audience\":\"adult\"}", "{\"helps\":true}"));
    JsonNode decision = JSON.readTree(Ran.of("decide", rules, "--cases", cases).out());
    assertEquals("escalate", decision.at("/outputs/0/decision").asText());
    JsonNode cover =
        JSON.readTree(Ran.of("cover", rules, "--cases", cases, "--format", "json").out());
    assertEquals(0, cover.path("decided").asInt(), cover.toString());
    assertEquals(1, rule(cover, "no-deception").path("cases").asInt(), cover.toString());
    assertEquals(1, cover.path("guidance").size(), cover.toString());
  }

  private static JsonNode rule(JsonNode cover, String name) {
    for (JsonNode each : cover.path("rules")) {
      if (each.toString().contains("principle:" + name)) {
        return each;
      }
    }
    throw new AssertionError(cover.toString());
  }

  @Test
  void coverLooksAtEachOfTheDeclaredValues() throws IOException {
    Path cases = cases("audience.jsonl", line("C", "{}", "{\"deceives\":false,\"helps\":false}"));
    JsonNode cover =
        JSON.readTree(Ran.of("cover", rules, "--cases", cases, "--format", "json").out());
    assertEquals(1, rule(cover, "minors").path("cases").asInt(), cover.toString());
    assertEquals(0, cover.path("decided").asInt(), cover.toString());
  }

  @Test
  void explainShowsARuleThatSpeaksUnderSomeValue() throws IOException {
    Path cases = cases("explained.jsonl", line("C", "{\"audience\":\"adult\"}", "{}"));
    Ran ran = Ran.of("explain", rules, "no-deception", "--cases", cases);
    assertEquals(0, ran.code(), ran.toString());
    assertTrue(ran.out().contains("C: escalate, without it abstain"), ran.out());
    assertTrue(ran.out().contains("a is forbidden: it deceives"), ran.out());
  }

  @Test
  void adviceCountsAnUnknownTruthValueAsDisputed() throws IOException {
    Path cases = cases("advised.jsonl", line("C", "{}", "{\"helps\":true}"));
    Path none = cases("none.jsonl", "");
    Ran ran = Ran.of("advise", rules, "--cases", cases, "--judgments", none, "--format", "json");
    assertEquals(1, ran.code(), ran.toString());
    JsonNode advice = JSON.readTree(ran.out());
    assertTrue(
        advice.path("conflicts").toString().contains("attribute:a/deceives@C"), advice.toString());
    assertEquals(0.5, advice.at("/revisions/0/cost").asDouble(), advice.toString());
    assertEquals("settle", advice.at("/revisions/0/relaxations/0/kind").asText());
    assertTrue(ran.err().contains("`audience` may have any declared value"), ran.err());
  }

  @Test
  void theRatchetComparesWhatIsDecided() throws IOException {
    Path cases = cases("compared.jsonl", line("C", "{\"audience\":\"adult\"}", "{}"));
    Path without = constitution("without");
    Files.writeString(
        without.resolve("attributes.json"),
        Files.readString(rules.resolve("attributes.json"))
            .replace("boolean\", \"missing\": \"unknown\"", "boolean\""));
    Ran ran = Ran.of("ratchet", rules, without, "--cases", cases);
    assertEquals(1, ran.code(), ran.toString());
    assertTrue(ran.out().contains("C: escalate → abstain"), ran.out());
  }

  @Test
  void everyCommandThatReadsCasesTellsNamesThatAreNotKnown() throws IOException {
    Path cases = cases("typo.jsonl", line("C", "{}", "{\"deceivs\":true,\"helps\":\"yes\"}"));
    Path none = cases("no-judgments.jsonl", "");
    for (List<Object> command :
        List.<List<Object>>of(
            List.of("decide", rules),
            List.of("advise", rules, "--judgments", none),
            List.of("amend", rules, "--judgments", none),
            List.of("cover", rules),
            List.of("explain", rules, "help"),
            List.of("diff", rules, rules),
            List.of("ratchet", rules, rules),
            proposal())) {
      Object[] all = Stream.concat(command.stream(), Stream.of("--cases", cases)).toArray();
      Ran ran = Ran.of(all);
      assertTrue(
          ran.err().contains("does not declare the attribute `deceivs`")
              && ran.err().contains("did you mean `deceives`?"),
          ran.toString());
      assertTrue(ran.err().contains("`helps` of outputs has a value of another type"), ran.err());
    }
  }

  private List<Object> proposal() throws IOException {
    Path patch =
        Files.writeString(
            folder.resolve("why.patch"),
            """
            --- a/why.drl
            +++ b/why.drl
            @@ -0,0 +1,6 @@
            +package why
            +rule "why" @Principle
            +when
            +    $o : Output( attr("helps") == true )
            +then
            +    permit( $o, "it helps" ); end
            """);
    return List.of(
        "propose",
        rules,
        "--patch",
        patch,
        "--reason",
        "so",
        "--by",
        "ann",
        "--out",
        folder.resolve("a.json"));
  }

  @Test
  void testTellsNamesOfFixturesThatAreNotKnown() throws IOException {
    for (Path each : List.of(rules, bare)) {
      Path fixtures =
          Files.writeString(
              folder.resolve("fixtures-of-" + each.getFileName() + ".json"),
              "{\"given\":"
                  + line("C", "{}", "{\"deceivs\":true,\"helps\":true}")
                  + ",\"expect\":{\"a\":\"allow\"}}");
      Ran ran = Ran.of("test", each, "--fixtures", fixtures);
      assertTrue(ran.err().contains("the attribute `deceivs`"), ran.toString());
      assertTrue(ran.err().contains("did you mean `deceives`?"), ran.toString());
    }
  }

  @Test
  void thatNoCaseHasAnyOfTheNamesIsTold() throws IOException {
    Path cases = cases("others.jsonl", line("C", "{}", "{\"x\":1}"), line("D", "{}", "{}"));
    Ran ran = Ran.of("decide", bare, "--cases", cases);
    assertTrue(ran.err().contains("no case has any of the attributes that rules read"), ran.err());
    Path some = cases("some.jsonl", line("C", "{}", "{\"helps\":true}"), line("D", "{}", "{}"));
    Ran other = Ran.of("decide", bare, "--cases", some);
    assertFalse(other.err().contains("no case has"), other.err());
  }
}
