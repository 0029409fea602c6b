package org.equipoise.authoring.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.authoring.coverage.Coverage.Bearing;
import org.equipoise.authoring.coverage.Coverage.Guidance;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Inference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageBuilderTest {
  private static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "no-lies",
              rule("no-lies", "@Principle( weight = 0.8 )", "attr(\"lies\") == true", "forbid"),
              "no-lies-twin",
              rule(
                  "no-lies-twin", "@Principle( weight = 0.2 )", "attr(\"lies\") == true", "forbid"),
              "help",
              rule("help", "@Principle( weight = 0.7 )", "attr(\"helps\") > 2", "permit"),
              "unheard",
              rule("unheard", "@Principle", "attr(\"colour\") == \"red\"", "forbid"),
              "presumption",
              """
              rule "presumption"
                  @Principle( weight = 0.3 )
              when
                  $o : Output( attr("shy") == true )
                  not Claim( output == $o.id, status == "forbidden" )
              then
                  permit( $o, "nothing forbids it" );
              end
              """,
              "honesty-matters",
              """
              rule "honesty-matters"
                  @Theory( weight = 0.9 )
              when
                  $p : Principle( id == "no-lies" )
                  Case( attr("serious") == true )
              then
                  support( $p, 0.9, "it is serious" );
              end
              """));

  @TempDir static Path folder;

  private static Constitution whole;

  @BeforeAll
  static void load() throws IOException {
    whole = constitution("whole", RULES);
  }

  private static String rule(String name, String kind, String test, String word) {
    return """
        rule "%s"
            %s
        when
            $o : Output( %s )
        then
            %s( $o, "so it is" );
        end
        """
        .formatted(name, kind, test, word);
  }

  private static Constitution constitution(String name, Map<String, String> rules)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("constitution.json"), "{\"name\":\"t\",\"version\":\"1\"}");
    Files.writeString(home.resolve("r.drl"), "package t\n" + String.join("\n", rules.values()));
    return Constitution.load(home);
  }

  private record Given(Case given, List<Judgment> judgments) {}

  private static List<Given> cases(Random random, int count) {
    List<Given> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = String.format("C-%03d", i);
      List<Output> outputs = new ArrayList<>();
      for (int o = 0; o < 1 + random.nextInt(3); o++) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(
            "lies", random.nextInt(4) == 0 ? new Disputed(true, 0.6) : random.nextBoolean());
        attributes.put("helps", random.nextInt(5));
        if (random.nextBoolean()) {
          attributes.put("shy", random.nextBoolean());
        }
        outputs.add(Output.of("o" + o, Attributes.of(attributes)));
      }
      Case given =
          new Case(
              id,
              null,
              Attributes.of(Map.of("serious", random.nextBoolean())),
              outputs,
              List.of(),
              Attributes.none());
      List<Judgment> judgments =
          random.nextInt(3) > 0
              ? List.of()
              : List.of(
                  new Judgment(
                      "J-" + i,
                      id,
                      new Judgment.OnOutput("o0", DeonticStatus.PERMITTED),
                      "ward",
                      0.5,
                      null,
                      Attributes.none(),
                      Attributes.none()));
      cases.add(new Given(given, judgments));
    }
    return cases;
  }

  private static Coverage survey(Constitution constitution, List<Given> cases) {
    CoverageBuilder survey = new CoverageBuilder(constitution);
    cases.forEach(it -> survey.add(it.given(), it.judgments()));
    return survey.coverage();
  }

  private static List<CaseAnswer> answers(Constitution constitution, List<Given> cases) {
    Decider decider = new Decider(constitution);
    return cases.stream()
        .map(
            it ->
                decider.answerWithout(
                    Inference.infer(constitution, it.given(), it.judgments()), List.of()))
        .toList();
  }

  @Test
  void whatHangsOnARuleIsWhatComesOutOtherwiseUnderAConstitutionWithoutIt() throws IOException {
    List<Given> cases = cases(new Random(11), 120);
    Coverage coverage = survey(whole, cases);
    List<CaseAnswer> actual = answers(whole, cases);
    long hanging = 0;
    for (String left : RULES.keySet()) {
      Map<String, String> others = new TreeMap<>(RULES);
      others.remove(left);
      List<CaseAnswer> without = answers(constitution("without-" + left, others), cases);
      long otherwise = 0;
      for (int i = 0; i < actual.size(); i++) {
        otherwise += actual.get(i).equals(without.get(i)) ? 0 : 1;
      }
      RuleCoverage found =
          coverage.rules().stream()
              .filter(it -> it.rule().name().equals(left))
              .findFirst()
              .orElseThrow();
      assertEquals(otherwise, found.answers() + found.openings(), left);
      hanging += otherwise;
    }
    assertTrue(hanging > 20, "hardly anything hangs on any rule: " + hanging);
    assertEquals(
        List.of("unheard"),
        coverage.rules(Bearing.SILENT).stream().map(it -> it.rule().name()).toList());
  }

  @Test
  void theOrderOfCasesDoesNotMatter() throws IOException {
    List<Given> cases = cases(new Random(5), 60);
    String expected = CoverageWriter.toJson(survey(whole, cases));
    Collections.shuffle(cases, new Random(6));
    assertEquals(expected, CoverageWriter.toJson(survey(whole, cases)));
  }

  private static Given given(String id, Map<String, Object> attributes) {
    return new Given(Case.of(id, Output.of("o", Attributes.of(attributes))), List.of());
  }

  @Test
  void gapsContradictionsAndTestsNeverTriedAreNamed() throws IOException {
    List<Given> cases =
        List.of(
            given("A", Map.of("lies", true, "helps", 3, "topic", "law")),
            given("B", Map.of("lies", true, "topic", "law")),
            given("C", Map.of("lies", false, "topic", "tax")),
            given("D", Map.of("topic", "tax")));
    Coverage coverage = survey(whole, cases);
    assertEquals(2, coverage.gaps().count());
    assertEquals(2, coverage.spokenOf());
    assertEquals(0.5, coverage.share());
    assertTrue(
        coverage.gaps().groups().get(0).where().stream()
            .anyMatch(it -> it.toString().equals("output topic = \"tax\"")),
        coverage.gaps().toString());
    assertEquals(
        List.of(
            new Guidance("clash", List.of("principle:help", "principle:no-lies"), 1, List.of("A")),
            new Guidance(
                "clash", List.of("principle:help", "principle:no-lies-twin"), 1, List.of("A"))),
        coverage.guidance());
    Map<String, String> untried = new TreeMap<>();
    coverage
        .untested()
        .forEach(it -> untried.put(it.attribute() + " " + it.test(), it.lack().word()));
    assertEquals(
        Map.of(
            "colour == \"red\"", "attribute",
            "shy == true", "attribute",
            "serious == true", "attribute",
            "helps > 2", "failing"),
        untried);
  }

  @Test
  void aCaseThatCannotBeDecidedIsCountedAndNamed() throws IOException {
    Constitution failing =
        constitution(
            "failing",
            Map.of(
                "fails",
                """
                rule "fails"
                    @Principle
                when
                    $o : Output( attr("n") != null )
                then
                    forbid( $o, "" + 1 / (Integer) $o.attr("n") );
                end
                """));
    Coverage coverage =
        survey(failing, List.of(given("zero", Map.of("n", 0)), given("one", Map.of("n", 1))));
    assertEquals(1, coverage.failures().count());
    assertEquals(List.of("zero"), coverage.failures().examples());
    assertEquals(2, coverage.cases());
    assertEquals(1, coverage.outputs());
    assertTrue(coverage.hasFindings());
  }

  @Test
  void theJsonHoldsWhatTheRecordHolds() throws IOException {
    Coverage coverage = survey(whole, cases(new Random(2), 30));
    JsonNode json = new ObjectMapper().readTree(CoverageWriter.toJson(coverage));
    assertEquals(coverage.cases(), json.get("cases").asLong());
    assertEquals(coverage.rules().size(), json.get("rules").size());
    assertEquals(coverage.guidance().size(), json.get("guidance").size());
    assertEquals(coverage.untested().size(), json.get("untried").size());
    assertEquals(coverage.silences().count(), json.get("silences").get("count").asLong());
    for (int i = 0; i < coverage.rules().size(); i++) {
      JsonNode rule = json.get("rules").get(i);
      assertEquals(coverage.rules().get(i).rule().toString(), rule.get("rule").asText());
      assertEquals(coverage.rules().get(i).bearing().word(), rule.get("bearing").asText());
      assertEquals(coverage.rules().get(i).answers(), rule.get("answers").asLong());
    }
  }
}
