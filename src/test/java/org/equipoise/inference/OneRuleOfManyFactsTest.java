package org.equipoise.inference;

import static org.equipoise.inference.LabelExamples.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that look at many facts at once, without the engine and in it. */
class OneRuleOfManyFactsTest {
  private static final List<DeonticStatus> STATUSES =
      List.of(DeonticStatus.FORBIDDEN, DeonticStatus.PERMITTED, DeonticStatus.OBLIGATORY);

  @TempDir static Path folder;
  private static Constitution constitution;

  @BeforeAll
  static void load() throws IOException {
    String rules =
        rule("flat", "$o : Output( num(\"n\") > 2 )", "permit( $o );")
            + rule(
                "counted",
                "$o : Output() accumulate( $c : Claim( output == $o.id, status == \"permitted\" );"
                    + " $n : count( $c ), $m : max( $c.by ); $n >= 1, $m != \"x\" )",
                "forbid( $o, $n + \" \" + $m );")
            + rule(
                "summed",
                "$n : Number( doubleValue > 4, $d : doubleValue ) from accumulate("
                    + " Output( $r : num(\"n\") ), sum( $r ) ) $o : Output( attr(\"x\") == true )",
                "forbid( $o, \"\" + $d );")
            + rule(
                "collected",
                "$o : Output() $l : List( size > 1 ) from collect( Output( id != $o.id ) )",
                "permit( $o, \"\" + $l );")
            + rule("all", "$o : Output() forall( Output( num(\"n\") > 0 ) )", "oblige( $o );")
            + rule(
                "bounded",
                "$o : Output( id == \"a\" ) forall( Output( attr(\"m\") > 1, id != \"z\" ) )",
                "forbid( $o, \"m\" );")
            + rule(
                "paired",
                "$o : Output() forall( $j : Judgment( output == $o.id )"
                    + " Judgment( id != $j.id, output == $o.id, status == $j.status ) )",
                "forbid( $o );")
            + rule(
                "joined",
                "accumulate( $p : Output( num(\"n\") > 1 ) and Judgment( output == $p.id )"
                    + " and not Judgment( output == $p.id, status == \"obligatory\" );"
                    + " $n : count(); $n > 1 ) $o : Output()",
                "permit( $o, \"\" + $n );");
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package p\n\n" + rules);
    constitution = Constitution.load(folder);
  }

  @Test
  void theEngineIsNotNeeded() {
    assertTrue(constitution.ruleBase().compiled().isDirect());
  }

  @Test
  void theSameFollowsAsInTheEngine() {
    for (int seed = 0; seed < Integer.getInteger("equipoise.seeds", 60); seed++) {
      Random random = new Random(seed);
      List<Output> outputs = new ArrayList<>();
      List<Judgment> judgments = new ArrayList<>();
      for (String id : List.of("a", "b", "c").subList(0, 1 + random.nextInt(3))) {
        outputs.add(
            Output.of(
                id,
                Attributes.of(Map.of("n", random.nextInt(4), "m", 2, "x", random.nextBoolean()))));
        for (int i = random.nextInt(3); i > 0; i--) {
          DeonticStatus status = STATUSES.get(random.nextInt(3));
          judgments.add(LabelExamples.judgment("J" + judgments.size(), id, status));
        }
      }
      Case given = Case.of("C", outputs.toArray(Output[]::new));
      RuleBase rules = constitution.ruleBase(given);
      Findings direct = findings(rules, given, judgments);
      Findings engine = findings(rules.inEngine(), given, judgments);
      assertEquals(engine.claims(), direct.claims(), "seed " + seed);
      assertEquals(engine.conflicts(), direct.conflicts(), "seed " + seed);
    }
  }

  @Test
  void whatCannotBeComparedIsNamedWithItsRule() {
    Case given =
        Case.of("C", Output.of("a", Attributes.of(Map.of("n", 1, "m", "much", "x", true))));
    RuleBase rules = constitution.ruleBase(given);
    assertEquals(
        "deciding case `C` failed in rule `bounded`: `attr(\"m\") > 1`: the text `much` and the"
            + " number 1 have no order",
        assertThrows(InferenceException.class, () -> findings(rules, given, List.of()))
            .getMessage());
  }

  private static Findings findings(RuleBase rules, Case given, List<Judgment> judgments) {
    return new Findings(
        new CaseElements(rules, given, judgments, false), constitution.settings().limits());
  }
}
