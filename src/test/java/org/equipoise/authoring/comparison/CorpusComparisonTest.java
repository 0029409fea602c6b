package org.equipoise.authoring.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.equipoise.authoring.comparison.DecisionComparison.AnswerChange;
import org.equipoise.authoring.comparison.DecisionComparison.Condition;
import org.equipoise.authoring.comparison.DecisionComparison.Group;
import org.equipoise.authoring.comparison.DecisionComparison.NewCases;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.inference.Inference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CorpusComparisonTest {
  private static final String MANIFEST = "{\"name\":\"t\",\"version\":\"1\"}";

  private static Constitution before;
  private static Constitution after;
  private static ConstitutionDifference difference;
  private static DecisionComparison comparison;

  private static String rule(String name, double weight, String test, String word) {
    return """
        rule "%s"
            @Principle( weight = %s )
        when
            $o : Output( %s )
        then
            %s( $o, "so it is" );
        end
        """
        .formatted(name, weight, test, word);
  }

  /**
   * Twins are dropped, help weighs more, a rule with a type of its own is added, one is renamed.
   */
  @BeforeAll
  static void load() {
    String kept = rule("kept", 0.5, "attr(\"kept\") == true", "forbid");
    String lies = "attr(\"lies\") == true";
    before =
        constitution(
            rule("twin-1", 0.6, lies, "forbid"),
            rule("twin-2", 0.6, lies, "forbid"),
            rule("help", 0.2, "attr(\"helps\") == true", "permit"),
            kept);
    after =
        constitution(
            rule("help", 0.9, "attr(\"helps\") == true", "permit"),
            kept.replace("\"kept\"\n", "\"kept-on\"\n"),
            """
            declare Danger
              of : String
            end
            rule "danger"
                @Principle @Entrenched
            when
                $o : Output( attr("danger") == true )
            then
                insert( new Danger( $o.getId() ) );
                forbid( $o, "it is dangerous" );
            end
            """);
    difference = ConstitutionDifference.between(before, after);
    CorpusComparison rehearsal = new CorpusComparison(before, after, difference);
    Case dilemma =
        Case.of(
            "E",
            Output.of("a", Attributes.of(Map.of("danger", true))),
            Output.of("b", Attributes.of(Map.of("danger", true, "kept", true))));
    for (Case each :
        List.of(
            single("A", "lies"),
            single("B", "lies"),
            single("C", "kept", "helps"),
            single("D", "danger"),
            dilemma)) {
      rehearsal.add(each, List.of());
    }
    assertEquals(List.of(), rehearsal.notTriedAlone());
    comparison = rehearsal.comparison();
  }

  private static Constitution constitution(String... rules) {
    return Constitution.of(
        Map.of("constitution.json", MANIFEST, "r.drl", "package t\n" + String.join("\n", rules)));
  }

  private static Case single(String id, String... flags) {
    Map<String, Object> attributes = new HashMap<>();
    for (String flag : flags) {
      attributes.put(flag, true);
    }
    return Case.of(id, Output.of("o", Attributes.of(attributes)));
  }

  private static Group group(List<String> causes) {
    return comparison.groups().stream()
        .filter(it -> it.causes().equals(causes))
        .findFirst()
        .orElseThrow(() -> new AssertionError(comparison.groups().toString()));
  }

  @Test
  void aRenamedRuleChangesNoDecision() {
    CorpusComparison rehearsal = new CorpusComparison(before, after, difference);
    rehearsal.add(single("A", "kept"), List.of());
    assertEquals(0, rehearsal.comparison().differing());
  }

  @Test
  void whatTwoChangesDoOnlyTogetherIsSaidOfBoth() {
    Group together = group(List.of("principle twin-1", "principle twin-2"));
    assertTrue(together.together());
    assertEquals(List.of(new AnswerChange("block → abstain", 2)), together.answers());
    assertEquals(List.of("A", "B"), together.examples());
    assertTrue(
        comparison.newCases().contains(new NewCases(Condition.GAP, 2, List.of("A", "B"))),
        comparison.newCases().toString());
  }

  @Test
  void whatOneChangeDoesIsSaidOfIt() {
    Group help = group(List.of("principle help"));
    assertEquals(List.of(new AnswerChange("block → allow", 1)), help.answers());
    assertFalse(help.together());
    Group danger = group(List.of("principle danger with declarations"));
    assertTrue(
        danger.answers().contains(new AnswerChange("abstain → block", 1)), danger.toString());
  }

  @Test
  void aNewDilemmaIsTold() {
    assertTrue(
        comparison.newCases().contains(new NewCases(Condition.DILEMMA, 1, List.of("E"))),
        comparison.newCases().toString());
  }

  private static List<Case> random(Random random, int count) {
    List<String> flags = List.of("lies", "helps", "kept", "danger");
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Output> outputs = new ArrayList<>();
      for (int o = 0; o < 1 + random.nextInt(3); o++) {
        Map<String, Object> attributes = new HashMap<>();
        flags.forEach(it -> attributes.put(it, random.nextInt(3) == 0));
        outputs.add(Output.of("o" + o, Attributes.of(attributes)));
      }
      cases.add(Case.of("C-" + i, outputs.toArray(Output[]::new)));
    }
    return cases;
  }

  @Test
  void asManyAnswersDifferAsComeOutOtherwiseWhenDecidedTwice() {
    List<Case> cases = random(new Random(4), 150);
    Decider one = new Decider(before);
    Decider other = new Decider(after);
    long otherwise =
        cases.stream()
            .filter(
                it ->
                    !one.answerWithout(Inference.infer(before, it, List.of()), List.of())
                        .equals(
                            other.answerWithout(Inference.infer(after, it, List.of()), List.of())))
            .count();
    DifferenceCounter tally = new DifferenceCounter();
    cases.forEach(
        it -> tally.add(DecisionOutline.of(one.decide(it)), DecisionOutline.of(other.decide(it))));
    assertTrue(otherwise > 10, "only " + otherwise);
    assertEquals(otherwise, tally.comparison().differing(Aspect.ANSWER));
  }

  @Test
  void talliesOfPartsAddUpToTheTallyOfTheWhole() {
    Decider one = new Decider(before);
    Decider other = new Decider(after);
    Random random = new Random(9);
    DifferenceCounter whole = new DifferenceCounter();
    DifferenceCounter left = new DifferenceCounter();
    DifferenceCounter right = new DifferenceCounter();
    for (Case each : random(random, 60)) {
      DecisionOutline was = DecisionOutline.of(one.decide(each), difference.renamed());
      DecisionOutline is = DecisionOutline.of(other.decide(each), difference.renamed());
      whole.add(was, is);
      (random.nextBoolean() ? left : right).add(was, is, new TreeMap<>());
    }
    left.add(right);
    assertEquals(whole.comparison(), left.comparison());
  }

  @Test
  void theJsonHoldsChangesAndDecisions() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(DifferenceWriter.toJson(difference, comparison, List.of()));
    assertEquals(difference.changes().size(), json.get("changes").size());
    assertEquals(5, json.at("/decisions/cases").asInt());
    assertEquals(comparison.groups().size(), json.at("/decisions/groups").size());
    assertEquals(comparison.newCases().size(), json.at("/decisions/newly").size());
  }
}
