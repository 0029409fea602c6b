package org.equipoise.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.language.Element;

/** Small constitutions, cases and judgments, and the labels that they give, as text. */
final class LabelExamples {
  /** A case of two outputs without attributes. */
  static final Case PLAIN = given(Map.of(), Map.of());

  private LabelExamples() {}

  private static final String RULE =
      """
      rule "%s"
          @%s( weight = 0.5 )
      when
          %s
      then
          %s
      end

      """;

  static String rule(String name, String conditions, String consequences) {
    return String.format(RULE, name, "Principle", conditions, consequences);
  }

  static String theory(String name, String conditions, String consequences) {
    return String.format(RULE, name, "Theory", conditions, consequences);
  }

  static String type(String name) {
    return "declare " + name + "\n    k : String @key\nend\n\n";
  }

  static Case given(Map<String, Object> ofA, Map<String, Object> ofB) {
    return Case.of("C", Output.of("a", Attributes.of(ofA)), Output.of("b", Attributes.of(ofB)));
  }

  static Judgment judgment(String id, String output, DeonticStatus status) {
    return Judgment.of(id, "C", new Judgment.OnOutput(output, status), 0.5);
  }

  static Judgment pressed(String id, String output, DeonticStatus status) {
    return new Judgment(
        id,
        "C",
        new Judgment.OnOutput(output, status),
        null,
        0.5,
        null,
        Attributes.of(Map.of("pressed", true)),
        Attributes.none());
  }

  static Findings infer(Path folder, Case given, String rules, Judgment... held)
      throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"), "{\"name\": \"labels\", \"version\": \"1\"}");
    Files.writeString(folder.resolve("rules.drl"), "package labels\n\n" + rules);
    return Inference.infer(Constitution.load(folder), given, List.of(held));
  }

  static String claim(Findings findings, String text) {
    return findings.claims().stream()
        .filter(
            it ->
                text.equals(
                    it.claim().output()
                        + " "
                        + it.claim().getStatus()
                        + " by "
                        + it.claim().getBy()))
        .findFirst()
        .map(it -> shown(it.label()))
        .orElse("absent");
  }

  static String conflict(Findings findings, String text) {
    return findings.conflicts().stream()
        .filter(it -> text.equals(it.conflict().kind() + " " + it.conflict().about()))
        .findFirst()
        .map(it -> shown(it.label()))
        .orElse("absent");
  }

  private static String shown(Label label) {
    return label.environments().stream()
        .map(it -> it.stream().map(Element::toString).toList().toString())
        .sorted()
        .toList()
        .toString();
  }
}
