package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules see of attributes that they read as a number, a text, a truth value or a list. */
class TypedAttributesTest {
  @TempDir Path folder;

  @Test
  void numbersCompareByValueWhateverTheirClass() throws IOException {
    String condition = "Case( $limit : num(\"limit\") ) $o : Output( num(\"risk\") > $limit )";
    assertEquals("[[principle:r]]", label(condition, Map.of("limit", 0.2), Map.of("risk", 1.0)));
    assertEquals("[[principle:r]]", label(condition, Map.of("limit", 0), Map.of("risk", 0.5)));
    assertEquals("absent", label(condition, Map.of("limit", 1), Map.of("risk", 1.0)));
    assertEquals("[[principle:r]]", label(condition, Map.of("limit", 0), Map.of("risk", 1L << 40)));
  }

  @Test
  void numbersAreReckonedWith() throws IOException {
    String condition = "$o : Output( num(\"p\") * num(\"severity\") > 0.5 )";
    assertEquals("[[principle:r]]", label(condition, Map.of("p", 0.3, "severity", 2)));
    assertEquals("absent", label(condition, Map.of("p", 0.25, "severity", 2)));
    assertEquals("absent", label(condition, Map.of("p", 1)));
    assertEquals("absent", label(condition, Map.of("p", 1, "severity", "2")));
  }

  @Test
  void aListIsLookedInto() throws IOException {
    String condition = "$o : Output( list(\"topics\") contains \"drugs\" )";
    assertEquals("[[principle:r]]", label(condition, Map.of("topics", List.of("a", "drugs"))));
    assertEquals("absent", label(condition, Map.of("topics", List.of("drugstore"))));
    assertEquals("absent", label(condition, Map.of("topics", "drugs")));
    assertEquals("absent", label(condition, Map.of()));
    assertEquals(
        "[[principle:r]]",
        label("$o : Output( list(\"topics\").size > 1 )", Map.of("topics", List.of("a", "b"))));
  }

  @Test
  void aTruthValueMayStandAlone() throws IOException {
    assertEquals("[[principle:r]]", label("$o : Output( flag(\"bad\") )", Map.of("bad", true)));
    assertEquals("absent", label("$o : Output( flag(\"bad\") )", Map.of("bad", false)));
    assertEquals("absent", label("$o : Output( flag(\"bad\") )", Map.of()));
    assertEquals("absent", label("$o : Output( flag(\"bad\") )", Map.of("bad", "true")));
    assertEquals("absent", label("$o : Output( flag(\"bad\") == false )", Map.of("bad", "no")));
  }

  @Test
  void aValueOfAnotherKindMeetsNoCondition() throws IOException {
    assertEquals("absent", label("$o : Output( num(\"risk\") > 0.5 )", Map.of("risk", "high")));
    assertEquals("absent", label("$o : Output( num(\"risk\") <= 0.5 )", Map.of("risk", "high")));
    assertEquals(
        "absent", label("$o : Output( text(\"lang\") matches \".*\" )", Map.of("lang", 3)));
    assertEquals(
        "absent", label("$o : Output( text(\"lang\") in ( \"en\", \"3\" ) )", Map.of("lang", 3)));
    assertEquals(
        "absent",
        label("Case( $l : attr(\"l\") ) $o : Output( num(\"risk\") > $l )", Map.of("risk", "x")));
  }

  @Test
  void aDisputedAttributeIsRestedOnHoweverItIsRead() throws IOException {
    assertEquals(
        "[[attribute:a/risk, principle:r]]",
        label("$o : Output( num(\"risk\") > 0.5 )", Map.of("risk", new Disputed(0.9, 0.5))));
    assertEquals(
        "[[attribute:a/bad, principle:r]]",
        label("$o : Output( flag(\"bad\") )", Map.of("bad", new Disputed(true, 0.5))));
    assertEquals(
        "[[attribute:a/l, principle:r]]",
        label(
            "$o : Output( list(\"l\") contains \"x\" )",
            Map.of("l", new Disputed(List.of("x"), 0.5))));
  }

  private String label(String conditions, Map<String, ?> ofOutput) throws IOException {
    return label(conditions, Map.of("l", 0.1), ofOutput);
  }

  /** The label of the claim of a rule, the same without the engine and in it. */
  private String label(String conditions, Map<String, ?> ofCase, Map<String, ?> ofOutput)
      throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\": \"n\", \"version\": \"1\"}");
    Files.writeString(
        folder.resolve("rules.drl"),
        "package typed\nrule \"r\" @Principle( weight = 0.5 ) when\n"
            + conditions
            + "\nthen forbid( $o, \"why\" ); end");
    Constitution constitution = Constitution.load(folder);
    Case plain = Case.of("C", Output.of("a", Attributes.of(ofOutput)));
    Case given =
        new Case("C", null, Attributes.of(ofCase), plain.outputs(), List.of(), Attributes.none());
    Findings direct = Inference.infer(constitution, given, List.of());
    Findings inEngine =
        new Findings(
            new CaseElements(constitution.ruleBase().inEngine(), given, List.of()),
            constitution.settings().limits());
    assertEquals(shown(direct), shown(inEngine));
    return shown(direct);
  }

  private static String shown(Findings findings) {
    return findings.claims().stream()
        .map(it -> it.label().environments().toString())
        .findFirst()
        .orElse("absent");
  }
}
