package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One letter in single quotes is a text, and what is absent fails no condition. */
class TextsAndAbsencesTest {
  private static Constitution texts;
  private static Constitution absences;
  private static Constitution failures;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    texts =
        constitution(
            folder.resolve("texts"),
            """
            declare Named name : String letter : char end
            query named( String $n ) $i : Output( id == $n, attr('k') == 'a' ) end
            query found( String $n, Integer $p ) Output( $n := id, $p := index ) end
            rule "make" @Principle when Case() then insert( new Named( "a", 'a' ) ); end
            """,
            "attr-name: $o : Output( attr('k') == \"a\" )",
            "equal: $o : Output( attr(\"k\") == 'a' )",
            "in: $o : Output( attr(\"k\") in ( 'a', 'b' ) )",
            "not-in: $o : Output( attr(\"k\") not in ( 'x' ) )",
            "matches: $o : Output( attr(\"k\") matches 'a' )",
            "starts: $o : Output( attr(\"k\") str[startsWith] 'a' )",
            "property: $o : Output( id == 'o' )",
            "method: $o : Output( id.startsWith('o'), id.equals('o'), id.indexOf('o') == 0 )",
            "letter: $o : Output( id.charAt(0) == 'o' )",
            "eval: $o : Output( $k : attr(\"k\") ) eval( $k == 'a' )",
            "exists: $o : Output() exists Output( attr(\"k\") == 'a' || attr(\"k\") == 'b' )",
            "from: $o : Output() String( this == 'a' ) from $o.attr('list')",
            "member: $o : Output( attr(\"k\") memberOf $o.attr('list') )",
            "declared: $o : Output() Named( name == 'a', letter == 'a', letter == \"a\" )",
            "query: $o : Output() named( 'o'; )",
            "query-finds: found( $x, 0; ) $o : Output( id == $x )",
            "query-names: found( $x; $p : $p ) $o : Output( id == $x, index == $p )",
            "counted: $o : Output() accumulate( Output( attr(\"k\") == 'a' ); $n : count(); $n =="
                + " 1.0 )");
    absences =
        constitution(
            folder.resolve("absences"),
            "",
            "tags: $o : Output( $k : attr(\"no\") ) Principle( tags contains $k )",
            "not-tags: $o : Output( $k : attr(\"no\") ) Principle( id == \"tags\", tags not"
                + " contains $k )",
            "member: $o : Output( attr(\"no\") memberOf $o.attr(\"list\") )",
            "member-of-none: $o : Output( attr(\"k\") memberOf $o.attr(\"no\") )",
            "not-member: $o : Output( attr(\"no\") not memberOf $o.attr(\"list\") )",
            "matches: $o : Output( attr(\"no\") matches \"a\" )",
            "not-matches: $o : Output( attr(\"no\") not matches \"a\" )",
            "matches-none: $o : Output( attr(\"k\") matches $o.attr(\"no\") )",
            "starts: $o : Output( attr(\"no\") str[startsWith] \"a\" )",
            "ends: $o : Output( attr(\"no\") str[endsWith] \"a\" )",
            "length: $o : Output( attr(\"no\") str[length] 1 )",
            "in: $o : Output( attr(\"no\") in ( 1, \"a\" ) )",
            "less: $o : Output( attr(\"no\") < 3 )",
            "less-than-none: $o : Output( attr(\"n\") < attr(\"no\") )",
            "sum: $o : Output() accumulate( Output( $n : attr(\"n\") ); $s : sum( $n ); $s == 0.3"
                + " )",
            "sum-of-none: $o : Output() accumulate( Output( $n : attr(\"no\") ); $s : sum( $n ); $s"
                + " == 0 )",
            "average: $o : Output() accumulate( Output( $n : attr(\"n\") ); $s : average( $n ); $s"
                + " == 0.15 )",
            "average-of-none: $o : Output() accumulate( Output( $n : attr(\"no\") ); $s : average("
                + " $n ) )",
            "min: $o : Output() accumulate( Output( $n : attr(\"n\") ); $s : min( $n ); $s == 0.1"
                + " )",
            "max: $o : Output() accumulate( Output( $n : attr(\"n\") ); $s : max( $n ); $s == 0.2"
                + " )",
            "least-of-mixed: $o : Output() accumulate( Output( $n : attr(\"mixed\") ); $s : min( $n"
                + " ); $s == 0.5 )",
            "average-against: $o : Output() accumulate( Output( $n : attr(\"mixed\") ); $s :"
                + " average( $n ) ) Output( attr(\"mean\") == $s )",
            "count-against: $o : Output() accumulate( $e : Output(); $c : count( $e ) ) Output("
                + " attr(\"three\") == $c )",
            "forall: $o : Output() forall( $x : Output( attr(\"no\") == 1 ) Output( this == $x,"
                + " attr(\"k\") == \"z\" ) )");
    failures =
        constitution(
            folder.resolve("failures"),
            "",
            "order: $o : Output( attr(\"n\") > 3 )",
            "join: $o : Output() Output( attr(\"m\") < $o.attr(\"m2\") )",
            "sum: $o : Output() accumulate( Output( $n : attr(\"s\") ); sum( $n ) )",
            "pattern: $o : Output( attr(\"p\") matches \"a\" )");
  }

  /** Rules of which each says something where its condition holds. */
  private static Constitution constitution(Path folder, String declared, String... conditions)
      throws IOException {
    StringBuilder drl = new StringBuilder("package some\n").append(declared);
    for (String condition : conditions) {
      String[] parts = condition.split(": ", 2);
      drl.append("rule \"" + parts[0] + "\" @Principle @Tags( \"t\" ) when " + parts[1])
          .append(" then permit( $o, \"" + parts[0] + "\" ); end\n");
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl.toString());
    return Constitution.load(folder);
  }

  private static Set<String> spoke(Constitution constitution, List<Output> outputs) {
    Case given = new Case("C", null, Attributes.none(), outputs, List.of(), Attributes.none());
    Set<String> names = new TreeSet<>();
    new Findings(
            new CaseElements(constitution.ruleBase(), given, List.of()),
            constitution.settings().limits())
        .claims().stream()
            .filter(it -> it.claim().output().equals("o"))
            .forEach(it -> names.add(it.claim().claimant().name()));
    return names;
  }

  private static Output output(String id, Map<String, Object> attributes) {
    return Output.of(id, Attributes.of(attributes));
  }

  @Test
  void oneLetterInSingleQuotesIsATextWhereverATextIs() {
    Set<String> all = new TreeSet<>(texts.rules().keySet());
    all.remove("make");
    assertEquals(
        all, spoke(texts, List.of(output("o", Map.of("k", "a", "list", List.of("a", "c"))))));
  }

  @Test
  void whatIsAbsentFailsNoConditionAndCountsInNoAggregate() {
    List<Output> outputs =
        List.of(
            output(
                "o",
                Map.of(
                    "k",
                    "a",
                    "list",
                    List.of("a"),
                    "n",
                    0.1,
                    "mixed",
                    1,
                    "mean",
                    0.75,
                    "three",
                    3)),
            output("p", Map.of("n", 0.2, "mixed", 0.5)),
            output("q", Map.of()));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "not-tags",
                "not-member",
                "not-matches",
                "sum",
                "sum-of-none",
                "average",
                "min",
                "max",
                "least-of-mixed",
                "average-against",
                "count-against",
                "forall")),
        spoke(absences, outputs));
  }

  @Test
  void whatCannotBeComparedIsAnErrorThatNamesRuleConditionAndValue() {
    Map<String, String> said =
        Map.of(
            "n",
            "in rule `order`: `attr(\"n\") > 3`: the text `x` and the number 3 have no order",
            "s",
            "in rule `sum`: `sum( $n )` is asked of numbers, and the text `x` is none");
    said.forEach(
        (attribute, message) -> {
          InferenceException failure =
              assertThrows(
                  InferenceException.class,
                  () -> spoke(failures, List.of(output("o", Map.of(attribute, "x")))));
          assertTrue(failure.getMessage().endsWith(message), failure::getMessage);
        });
    InferenceException joined =
        assertThrows(
            InferenceException.class,
            () -> spoke(failures, List.of(output("o", Map.of("m", "x", "m2", 1)))));
    assertTrue(
        joined
            .getMessage()
            .endsWith(
                "in rule `join`: `attr(\"m\") < $o.attr(\"m2\")`: the text `x` and the number 1"
                    + " have no order"),
        joined::getMessage);
    InferenceException matched =
        assertThrows(
            InferenceException.class, () -> spoke(failures, List.of(output("o", Map.of("p", 7)))));
    assertTrue(
        matched.getMessage().contains("`matches` is asked of texts, and the number 7 is none"),
        matched::getMessage);
  }
}
