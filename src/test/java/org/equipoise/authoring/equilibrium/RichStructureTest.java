package org.equipoise.authoring.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Constitution;
import org.equipoise.equilibrium.Position;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.revision.CountedJudgments;
import org.junit.jupiter.api.Test;

/** What rules imply follows in the structure, and what people hold is where it begins. */
class RichStructureTest {
  private static final Constitution HARM =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"harm\",\"version\":\"1.0.0\"}",
              "rules.drl",
              """
              rule "no-harm"
                  @Principle( weight = 0.7 )
              when $o : Output( attr("harms") == true )
              then forbid( $o, "it harms" );
              end

              rule "help"
                  @Principle( weight = 0.4 )
              when $o : Output( attr("helps") == true )
              then permit( $o, "it helps" );
              end

              rule "harms-are-alike"
                  @Theory
              when $o : Output( attr("harms") == true )
              then alike( $o, "harm", "both harm" );
              end

              rule "duty"
                  @Principle
              when $o : Output( attr("duty") == true )
              then oblige( $o, "it is a duty" );
              end
              """));

  private static Output output(String id, Map<String, Object> attributes) {
    return Output.of(id, Attributes.of(attributes));
  }

  private static Judgment judgment(String id, String in, DeonticStatus status, String holder) {
    return new Judgment(
        id,
        in,
        new Judgment.OnOutput("o", status),
        holder,
        0.5,
        null,
        Attributes.none(),
        Attributes.none());
  }

  private static RichStructure structure() {
    List<Findings> found = new ArrayList<>();
    found.add(
        CountedJudgments.infer(
            HARM,
            Case.of("c", output("o", Map.of("harms", true))),
            List.of(
                judgment("j", "c", DeonticStatus.PERMITTED, "ann"),
                judgment("k", "c", DeonticStatus.FORBIDDEN, "bob"))));
    found.add(
        CountedJudgments.infer(HARM, Case.of("d", output("o", Map.of("harms", true))), List.of()));
    found.add(
        CountedJudgments.infer(
            HARM,
            Case.of("e", output("a", Map.of("duty", true)), output("b", Map.of("duty", true))),
            List.of()));
    return RichStructure.of(HARM, found);
  }

  private static Position position(RichStructure rich, String... names) {
    return Position.of(
        List.of(names).stream().map(it -> rich.sentences().indexOf(it) + 1).toList());
  }

  @Test
  void aRuleThatHoldsAndCountsInACaseImpliesWhatItClaims() {
    RichStructure rich = structure();
    Position stands = position(rich, "principle:no-harm", "principle:no-harm@c");
    Position forbidden = position(rich, "c/o is forbidden");
    assertTrue(rich.structure().entails(stands, forbidden));
    assertFalse(
        rich.structure().entails(position(rich, "principle:no-harm"), forbidden),
        "it may be overridden in the case");
  }

  @Test
  void alikeOutputsAreForbiddenTogether() {
    RichStructure rich = structure();
    Position one = position(rich, "c/o is forbidden", "theory:harms-are-alike");
    assertTrue(rich.structure().entails(one, position(rich, "d/o is forbidden")));
  }

  @Test
  void twoDutiesOfOneCaseAreNotBothMet() {
    RichStructure rich = structure();
    assertFalse(
        rich.structure().isConsistent(position(rich, "e/a is obligatory", "e/b is obligatory")));
    assertTrue(
        rich.structure()
            .entails(
                position(rich, "e/a is obligatory"),
                Position.of(-1 - rich.sentences().indexOf("e/a is forbidden"))));
  }

  @Test
  void eachBeginsWithOwnJudgmentsAndAllWithTheMajority() {
    RichStructure rich = structure();
    int forbidden = rich.sentences().indexOf("c/o is forbidden") + 1;
    assertEquals(Set.of("ann", "bob"), rich.commitmentsByStakeholder().keySet());
    Map<String, Position> each = rich.commitmentsByStakeholder();
    assertTrue(each.getOrDefault("ann", Position.EMPTY).literals().contains(-forbidden));
    assertTrue(each.getOrDefault("bob", Position.EMPTY).literals().contains(forbidden));
    List<Integer> all = rich.commitments().literals();
    assertFalse(all.contains(forbidden) || all.contains(-forbidden), "they weigh the same");
    assertTrue(all.contains(rich.sentences().indexOf("principle:no-harm") + 1));
  }

  @Test
  void whatNobodyClaimsHasNoStructure() {
    assertThrows(IllegalArgumentException.class, () -> RichStructure.of(HARM, List.of()));
  }
}
