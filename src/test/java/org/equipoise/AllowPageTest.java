package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.Test;

/** Holds {@code src/docs/allow.md}, and what no other test holds of it. */
class AllowPageTest {
  private static final Path TESTS = Path.of("src", "test", "java");

  @Test
  void everyTestThatThePageNamesIsThere() throws IOException {
    List<MatchResult> named =
        Pattern.compile("`(\\w+Test)(?:#(\\w+))?`")
            .matcher(Files.readString(Path.of("src", "docs", "allow.md")))
            .results()
            .toList();
    assertTrue(named.size() > 20, "only " + named.size());
    for (MatchResult test : named) {
      try (Stream<Path> files = Files.walk(TESTS)) {
        List<Path> all =
            files
                .filter(it -> it.getFileName().toString().equals(test.group(1) + ".java"))
                .toList();
        boolean isThere = false;
        for (Path file : all) {
          String method = test.group(2) == null ? "class " : "void " + test.group(2) + "(";
          isThere |= Files.readString(file).contains(method);
        }
        assertTrue(isThere, "there is no " + test.group());
      }
    }
  }

  private static Constitution constitution(String settings, String annotation) {
    String rules =
        """
        package allow
        rule "against" @Principle%1$s
        when $o : Output( attr("x") == true ) then forbid( $o, "against" ); end
        rule "for" @Principle%1$s
        when $o : Output( attr("x") == true ) then permit( $o, "for" ); end
        """
            .formatted(annotation);
    String manifest = "{\"name\": \"a\", \"version\": \"1\", \"settings\": %s}".formatted(settings);
    return Constitution.of(Map.of("constitution.json", manifest, "r.drl", rules));
  }

  private static OutputDecision decide(Constitution constitution, String attribute) {
    Case given = Case.of("C-1", Output.of("a", Attributes.of(Map.of(attribute, true))));
    return new Decider(constitution).decide(given).outputs().get(0);
  }

  @Test
  void equalWeightsNeverAllow() {
    for (String annotation : List.of("", " @Entrenched")) {
      for (String settings : List.of("{}", "{\"escalationMargin\": 0}")) {
        OutputDecision decided = decide(constitution(settings, annotation), "x");
        assertEquals(Verdict.ESCALATE, decided.verdict(), settings + annotation);
        assertEquals(Action.ESCALATE, decided.action());
      }
    }
  }

  @Test
  void silenceIsAllowedOnlyWhereTheConstitutionSaysSo() {
    assertEquals(Action.ESCALATE, decide(constitution("{}", ""), "y").action());
    for (Action course : Action.values()) {
      OutputDecision decided =
          decide(constitution("{\"onGap\": \"" + course.word() + "\"}", ""), "y");
      assertEquals(Verdict.ABSTAIN, decided.verdict());
      assertEquals(course, decided.action());
    }
  }

  @Test
  void aSilencedRuleLeavesTheConstitutionAsItIs() {
    Constitution whole = constitution("{}", "");
    assertEquals(Verdict.ALLOW, decide(whole.withoutRules(Set.of("against")), "x").verdict());
    assertEquals(Verdict.ESCALATE, decide(whole, "x").verdict());
  }
}
