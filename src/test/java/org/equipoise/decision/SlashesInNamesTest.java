package org.equipoise.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

class SlashesInNamesTest {
  private static final String RULES =
      """
      rule "inner" @Principle when $o : Output( attr("b/c") == true ) then forbid( $o ); end
      rule "last" @Principle when $o : Output( attr("c") == true ) then forbid( $o ); end
      rule "own" @Principle when Case( attr("a/b/c") == true ) $o : Output( id == "x" )
      then forbid( $o ); end
      """;

  private static Attributes disputed(String name, double credence) {
    return Attributes.of(Map.of(name, new Disputed(true, credence)));
  }

  @Test
  void disputedAttributesOnBothSidesOfASlashAreToldApart() {
    Constitution constitution =
        Constitution.of(
            Map.of("constitution.json", "{\"name\": \"s\", \"version\": \"1\"}", "r.drl", RULES));
    Case given =
        new Case(
            "C",
            null,
            disputed("a/b/c", 0.125),
            List.of(
                Output.of("a", disputed("b/c", 0.5)),
                Output.of("a/b", disputed("c", 0.25)),
                Output.of("x", Attributes.none())),
            List.of(),
            Attributes.none());
    Decision decision = new Decider(constitution).decide(given);
    TreeSet<String> found = new TreeSet<>();
    for (OutputDecision output : decision.outputs()) {
      output.claims().stream()
          .flatMap(it -> it.label().environments().stream())
          .flatMap(List::stream)
          .filter(it -> !it.isRule())
          .forEach(it -> found.add(output.output() + ": " + it + " " + output.allowing().cost()));
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                "a: attribute:a/b~1c 0.5",
                "a/b: attribute:a/b/c 0.25",
                "x: attribute:/a~1b~1c 0.125")),
        found);
  }
}
