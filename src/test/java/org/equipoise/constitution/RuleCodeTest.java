package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.constitution.RuleCode.Form;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile code in every place and disguise is refused, and honest code in the same places decides.
 * Many forms stand in one constitution, since to compile takes a second; those that are refused by
 * reading alone are taken out, and the rest is checked again.
 */
class RuleCodeTest {
  private static final int FORMS = 2 * Integer.getInteger("equipoise.seeds", 40);
  private static final int TOGETHER = 80;
  private static final Set<String> REFUSALS =
      Set.of(
          "not-allowed",
          "not-repeatable",
          "lasting-state",
          "wide-catch",
          "runs-at-load",
          "changes-fact",
          "reserved-name");

  @TempDir Path folder;

  @Test
  void hostileCodeIsRefusedInEveryPlaceAndDisguise() throws IOException {
    List<Form> forms = RuleCode.hostile(FORMS, FORMS);
    for (int i = 0; i < forms.size(); i += TOGETHER) {
      refuses(forms.subList(i, Math.min(i + TOGETHER, forms.size())));
    }
    assertNull(System.getProperty("escaped"));
    assertFalse(Files.exists(Path.of("escaped")));
    System.out.println("hostile forms refused: " + forms.size());
  }

  /** To compile must not run it either: what is refused then has done its work already. */
  @Test
  void nothingRunsWhileItIsChecked() throws IOException {
    List<Form> forms = RuleCode.traced();
    for (int i = 0; i < forms.size(); i += TOGETHER) {
      refuses(forms.subList(i, Math.min(i + TOGETHER, forms.size())));
      assertNull(System.getProperty("escaped"));
    }
  }

  private void refuses(List<Form> forms) throws IOException {
    List<Form> open = new ArrayList<>(forms);
    while (!open.isEmpty()) {
      List<Problem> problems =
          check(open).stream().filter(it -> it.severity() == Problem.Severity.ERROR).toList();
      Set<String> refused = new HashSet<>();
      for (Problem problem : problems) {
        if (REFUSALS.contains(problem.code())) {
          refused.add(String.valueOf(problem.subject()));
        }
      }
      List<Form> left = open.stream().filter(it -> !refused.contains(it.subject())).toList();
      assertNotEquals(
          open.size(),
          left.size(),
          () -> "other problems " + problems + ", and nothing said of " + left);
      open = new ArrayList<>(left);
    }
  }

  private List<Problem> check(List<Form> forms) throws IOException {
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"t\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("rules.drl"), text(forms));
    return Constitution.check(folder).problems();
  }

  private static String text(List<Form> forms) {
    return "package tried\n\n"
        + RuleCode.imports()
        + forms.stream().map(Form::text).collect(Collectors.joining("\n"));
  }

  @Test
  void honestCodeDecidesInTheSamePlaces() {
    List<Form> forms = RuleCode.honest(FORMS, FORMS);
    for (int i = 0; i < forms.size(); i += TOGETHER) {
      decides(forms.subList(i, Math.min(i + TOGETHER, forms.size())));
    }
    System.out.println("honest forms decided: " + forms.size());
  }

  private static void decides(List<Form> forms) {
    Case given =
        Case.of(
            "c",
            Output.of("a", Attributes.of(Map.of("x", true))),
            Output.of("b", Attributes.none()));
    Map<String, String> files =
        Map.of(
            "constitution.json",
            "{\"name\":\"t\",\"version\":\"1\"}",
            "rules.drl",
            text(forms)
                + "rule \"first\"\n"
                + "    @Principle\n"
                + "when\n"
                + "    $o : Output()\n"
                + "then\n"
                + "    forbid( $o );\n"
                + "end\n");
    try {
      Decider decider = new Decider(Constitution.of(files));
      Decision decision = decider.decide(given);
      assertNotEquals(
          DecisionState.ERROR, decision.state(), () -> String.valueOf(decision.error()));
      assertEquals(decision, decider.decide(given));
    } catch (InvalidInputException e) {
      throw new AssertionError(
          e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")), e);
    }
  }
}
