package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/**
 * What a hint says to write compiles in the author's own rule. Each line: the file with what is
 * wrong between signs, and what the hint writes in its place.
 */
class OwnNamesInHintsTest {
  private static final String IN_A_RULE =
      "rule \"%s\" @Principle when $answer : Output() %s then %s end\n";

  /** Consequences with what is wrong within, and what is right. */
  private static final List<String[]> CONSEQUENCES =
      List.of(
          new String[] {"«deny( $o, \"x\" )»;", "forbid( $answer, \"x\" )"},
          new String[] {"«deny( $answer, \"x\" )»;", "forbid( $answer, \"x\" )"},
          new String[] {"forbid( «$output», \"x\" );", "$answer"},
          new String[] {"permit( «$reply», \"x\" );", "$answer"},
          new String[] {"«forbid( output, \"why\" )»;", "forbid( $answer, \"why\" )"},
          new String[] {"«return false;»", "forbid( $answer, \"why\" );"},
          new String[] {"«block»", "forbid( $answer, \"why\" );"},
          new String[] {"«allow;»", "permit( $answer, \"why\" );"},
          new String[] {"«forbid;»", "forbid( $answer, \"why\" );"});

  private static final List<String[]> FILES =
      List.of(
          new String[] {
            "query q() Output() end\nrule \"a\" @Principle when $o : Output() «q» then forbid( $o ); end\n",
            "q()"
          },
          new String[] {
            "query q( String $id ) Output( id == $id ) end "
                + "rule \"a\" @Principle when $o : Output() «q $o.id» then forbid( $o ); end\n",
            "q( $o.id; )"
          },
          new String[] {
            "query q( String $id ) Output( id == $id ) end "
                + "rule \"a\" @Principle when $o : Output() q( «$o.id» ) then forbid( $o ); end\n",
            "$o.id;"
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output() Judgment( at > «\"2026-02-30\"» ) then forbid( $o ); end\n",
            "\"2026-02-28\""
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output() Judgment( (at) > «\"28.02.2026\"» ) then forbid( $o ); end\n",
            "\"2026-02-28\""
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output() Judgment( at < «\"2026-02-28T10:00:00+02:00\"» )"
                + " then forbid( $o ); end\n",
            "\"2026-02-28T08:00:00Z\""
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output() Judgment( at < «\"2026-02-28 10:00\"» ) then forbid( $o ); end\n",
            "\"2026-02-28T10:00:00Z\""
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output( «text(\"n\") > num(\"m\")» ) then forbid( $o ); end\n",
            "num(\"n\") > num(\"m\")"
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output( «flag(\"n\") > flag(\"m\")» ) then forbid( $o ); end\n",
            "flag(\"n\") == true"
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output( «list(\"n\") > list(\"m\")» ) then forbid( $o ); end\n",
            "list(\"n\").size() > 3"
          },
          new String[] {
            "rule \"a\" @Principle when $o : Output( attr(\"n\") == «tru» ) then forbid( $o ); end\n",
            "true"
          });

  private static List<Problem> problems(String rules) {
    try {
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\": \"n\", \"version\": \"1\"}",
              "r.drl",
              "package n\n" + rules));
      return List.of();
    } catch (InvalidInputException e) {
      return e.problems();
    }
  }

  private static String wrong(String text) {
    return text.replaceAll("[«»]", "");
  }

  @Test
  void theHintNamesTheVariableOfTheRule() {
    StringBuilder wrong = new StringBuilder();
    StringBuilder right = new StringBuilder();
    List<String> hints = new ArrayList<>();
    for (String[] form : CONSEQUENCES) {
      String name = "r" + hints.size();
      wrong.append(IN_A_RULE.formatted(name, "", wrong(form[0])));
      right.append(
          IN_A_RULE.formatted(name, "", form[0].replaceAll("«.*»", form[1].replace("$", "\\$"))));
      hints.add("`" + form[1] + "`");
    }
    List<Problem> told = problems(wrong.toString());
    for (int i = 0; i < hints.size(); i++) {
      String name = "r" + i;
      String hint = hints.get(i);
      assertTrue(
          told.stream()
              .anyMatch(
                  it -> name.equals(it.subject()) && String.valueOf(it.hint()).contains(hint)),
          () -> name + " " + hint + ": " + told);
    }
    assertEquals(List.of(), problems(right.toString()));
  }

  @Test
  void whatToWriteInPlaceCompiles() {
    for (String[] form : FILES) {
      List<Problem> told = problems(wrong(form[0]));
      assertFalse(told.isEmpty(), form[0]);
      assertTrue(String.valueOf(told.get(0).hint()).contains("`" + form[1] + "`"), told::toString);
    }
    List<String> right = new ArrayList<>();
    for (String[] form : FILES) {
      String name = "f" + right.size();
      right.add(
          form[0]
              .replaceAll("«.*»", form[1].replace("$", "\\$"))
              .replace("\"a\"", "\"" + name + "\"")
              .replaceAll("\\bq\\(", name + "q("));
    }
    assertEquals(List.of(), problems(String.join("", right)));
  }

  @Test
  void whatADeclarationGetsWrongIsToldInItsWords() {
    String rule = "rule \"a\" @Principle when $o : Output() T() then forbid( $o ); end\n";
    List<Problem> told =
        problems(
            "declare T\n  a : String\n  a : int\nend\ndeclare U extends String\n  a : int\nend\n"
                + "declare V\nend\nrule \"v\" @Principle when $o : Output() V( x == 1 ) then forbid( $o ); end\n"
                + rule);
    assertEquals(
        List.of("duplicate-field 4:3", "not-allowed 6:19", "unknown-property 11:43"),
        told.stream().map(it -> it.code() + " " + it.line() + ":" + it.column()).toList(),
        told::toString);
    assertTrue(String.valueOf(told.get(2).hint()).contains("`x : String`"), told::toString);
  }
}
