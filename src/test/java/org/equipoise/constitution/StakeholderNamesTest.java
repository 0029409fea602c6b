package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stakeholders in rules that the settings do not name. */
class StakeholderNamesTest {
  private static final String CLOSED =
      "\"board\": 0.5, \"physician\": 1, \"ward-1\": 1, \"ward-2\": 1";

  /** What is misspelt in each is `borad`, in each form in which a status is told too. */
  private static final List<String> MISSPELT =
      List.of(
          "Judgment( stakeholder == \"borad\" )",
          "Judgment( stakeholder == 'borad' )",
          "Judgment( stakeholder != \"borad\" )",
          "Judgment( \"borad\" == stakeholder )",
          "Judgment( stakeholder in ( \"physician\", \"borad\" ) )",
          "Judgment( stakeholder not in ( \"borad\" ) )",
          "Judgment( stakeholder == \"physician\" || == \"borad\" )",
          "Judgment( stakeholder == \"physician\" || stakeholder == \"borad\" )",
          "Judgment( this.stakeholder == \"borad\" )",
          "Judgment( output == \"a\" && stakeholder == \"borad\" )",
          "Judgment( ( stakeholder == \"borad\" ) )",
          "Judgment( (stakeholder) == \"borad\" )",
          "Judgment( $s : stakeholder == \"borad\" )",
          "Judgment( $s : stakeholder, $s == \"borad\" )",
          "Judgment( $s : stakeholder ) Judgment( stakeholder != $s, $s == \"borad\" )",
          "Judgment( stakeholder.equals( \"borad\" ) )",
          "Judgment( stakeholder matches \"borad\" )",
          "Judgment( stakeholder str[startsWith] \"borad\" )",
          "$j : Judgment() eval( \"borad\".equals( $j.getStakeholder() ) )",
          "$j : Judgment() eval( f( $j ) )",
          "not Judgment( stakeholder == \"borad\" )",
          "exists( Judgment( stakeholder == \"borad\" ) )",
          "forall( Judgment( stakeholder == \"borad\" ) )",
          "accumulate( Judgment( stakeholder == \"borad\" ); $n : count(); $n > 1 )",
          "accumulate( Judgment( $s : stakeholder ); $x : collectSet( $s ) ) eval( $x contains \"borad\" )",
          "accumulate( Judgment( $s : stakeholder ); $x : collectList( $s ) ) eval( $x.contains( \"borad\" ) )",
          "of( \"borad\"; )");

  private static final List<String> FINE =
      List.of(
          "Judgment( stakeholder == \"board\" )",
          "Judgment( stakeholder in ( \"board\", \"ward-2\" ) )",
          "Judgment( stakeholder == null )",
          "Judgment( stakeholder matches \"ward-.*\" )",
          "Judgment( output == \"borad\", stakeholder == \"board\" )",
          "Judgment( attr(\"by\") == \"borad\" )",
          "Output( author == \"borad\" )",
          "of( \"board\"; )");

  @TempDir Path folder;

  private List<Problem> problems(List<String> conditions, String stakeholders) throws IOException {
    Files.writeString(
        folder.resolve("constitution.json"),
        "{\"name\": \"s\", \"version\": \"1\", \"settings\": {\"stakeholders\": {%s}}}"
            .formatted(stakeholders));
    StringBuilder rules = new StringBuilder("package some\n");
    for (String it : conditions) {
      rules.append(
          "rule \"r%d\" @Principle when %s $o : Output() then forbid( $o, \"the borad\" ); end\n"
              .formatted(rules.toString().lines().count() + 1, it));
    }
    rules.append("query of( String s ) Judgment( stakeholder == s ) end\n");
    boolean isAsked = conditions.stream().anyMatch(it -> it.contains("f( $j )"));
    rules.append(
        "function boolean f( Judgment j ) { return \"%s\".equals( j.getStakeholder() ); }\n"
            .formatted(isAsked ? "borad" : "board"));
    Files.writeString(folder.resolve("r.drl"), rules.toString());
    return Constitution.check(folder).problems();
  }

  @Test
  void aMisspeltOneIsToldInEveryForm() throws IOException {
    for (String others : List.of("", ", \"*\": 0.1")) {
      List<Problem> told = problems(MISSPELT, CLOSED + others);
      for (int i = 0; i < MISSPELT.size(); i++) {
        int line = MISSPELT.get(i).contains("f( $j )") ? MISSPELT.size() + 3 : i + 2;
        List<Problem> here = told.stream().filter(it -> it.line() == line).toList();
        boolean isMatched = MISSPELT.get(i).contains("matches");
        if (isMatched && !others.isEmpty()) {
          continue; // somebody else may be meant by an expression
        }
        assertEquals(1, here.size(), MISSPELT.get(i) + " " + told);
        assertEquals("unknown-stakeholder", here.get(0).code());
        assertEquals(Problem.Severity.WARNING, here.get(0).severity());
        assertEquals("did you mean `board`?", here.get(0).hint());
      }
    }
  }

  @Test
  void oneWhomNobodyNamesIsToldUnlessEverybodyElseIsWeighed() throws IOException {
    List<String> stranger = List.of("Judgment( stakeholder == \"nurse\" )");
    List<Problem> told = problems(stranger, CLOSED);
    assertEquals(1, told.size(), told::toString);
    assertTrue(String.valueOf(told.get(0).hint()).contains("`physician`"), told::toString);
    assertEquals(List.of(), problems(stranger, CLOSED + ", \"*\": 0.1"));
    assertEquals(List.of(), problems(MISSPELT, ""));
  }

  @Test
  void namesAndWhatIsNoStakeholderAreFine() throws IOException {
    assertEquals(List.of(), problems(FINE, CLOSED));
    assertEquals(
        List.of(),
        problems(List.of("Judgment( stakeholder == \"ward-3\" )"), CLOSED + ", \"*\": 1"),
        "one of a family is no misspelling");
  }
}
