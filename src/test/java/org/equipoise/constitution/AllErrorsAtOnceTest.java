package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error that one step of reading a constitution finds hides none that another step finds. */
class AllErrorsAtOnceTest {
  private static final String HONEST =
      "rule \"honest\" @Principle when $o : Output() then permit( $o, \"x\" ); end\n";

  /** One error of each step, with its code, by what is wrong; each stands in lines of its own. */
  private static final Map<String, List<String>> FAULTS = faults();

  private static Map<String, List<String>> faults() {
    Map<String, List<String>> faults = new LinkedHashMap<>();
    faults.put(
        "syntax", List.of("rule \"s\" @Principle when $o : Output( ( ) then permit( $o ); end"));
    faults.put(
        "unknown-word",
        List.of("rule \"w\" @Principle when $o : Output() then frobnicate( $o ); end"));
    faults.put(
        "unknown-member",
        List.of("rule \"m\" @Principle when $o : Output() then forbid( $o, $o.getColour() ); end"));
    faults.put(
        "wrong-type",
        List.of(
            "rule \"t\" @Principle when $o : Output() then int i = \"a\"; forbid( $o, \"x\" ); end"));
    faults.put(
        "not-allowed",
        List.of(
            "rule \"n\" @Principle when $o : Output() then System.exit( 1 ); forbid( $o ); end"));
    faults.put("unknown-type", List.of("declare T", "  a : Strin", "end"));
    faults.put("unknown-variable", List.of("function int f() {", "  return undefined;", "}"));
    faults.put("unknown-property", List.of("query q()", "  Output( colour == 1 )", "end"));
    return faults;
  }

  private static List<Problem> problems(Map<String, String> files) {
    Map<String, String> all = new TreeMap<>(files);
    all.put("constitution.json", "{\"name\": \"a\", \"version\": \"1\"}");
    return Assertions.assertThrows(InvalidInputException.class, () -> Constitution.of(all))
        .problems();
  }

  @Test
  void ofOneFileAndOfAFileEachAllStepsReport() {
    StringBuilder one = new StringBuilder("package a\n" + HONEST);
    Map<String, String> each = new TreeMap<>();
    FAULTS.forEach(
        (code, lines) -> {
          String text = String.join("\n", lines) + "\n";
          one.append(text);
          each.put(code + ".drl", "package a\n" + text);
        });
    for (Map<String, String> files : List.of(Map.of("r.drl", one.toString()), each)) {
      List<Problem> told = problems(files);
      List<String> codes = new ArrayList<>(new TreeSet<>(FAULTS.keySet()));
      assertEquals(codes, told.stream().map(Problem::code).sorted().toList(), told::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "declare T\n  a : int = \"x\"\nend\n",
        "declare T\n  a int\nend\n",
        "declare T extends U\n  a : int\nend\n",
        "declare T\n  a : int\n",
        "import org.example.Nothing\n",
        "function int f( {\n}\n",
        "function int f() { return g(); }\n",
        "function int f() { return \"a\"; }\n",
        "query q( String s ) Output( id == s.colour() ) end\n",
        "query q( Output( ) end\n",
        "global java.util.List list\n",
        "some words\n",
      })
  void whatIsWrongBesideRulesHidesNothingInThem(String fault) {
    String rules =
        HONEST
            + "rule \"member\" @Principle when $o : Output() then forbid( $o, $o.getColour() ); end\n"
            + "rule \"type\" @Principle when $o : Output() then int i = \"a\"; forbid( $o ); end\n";
    Map<String, String> files =
        Map.of("a.drl", "package a\n" + fault, "r.drl", "package a\n" + rules);
    List<Problem> told = problems(files);
    List<String> inRules =
        told.stream().filter(it -> it.file().equals("r.drl")).map(Problem::code).sorted().toList();
    assertEquals(List.of("unknown-member", "wrong-type"), inRules, told::toString);
    Assertions.assertTrue(told.stream().anyMatch(it -> it.file().equals("a.drl")), told::toString);
    List<Problem> inOneFile = problems(Map.of("r.drl", "package a\n" + fault + rules));
    List<String> ofRules =
        inOneFile.stream()
            .filter(it -> List.of("member", "type").contains(String.valueOf(it.subject())))
            .map(Problem::code)
            .toList();
    if (!fault.startsWith("declare T\n  a : int\n") && !fault.startsWith("function int f( {")) {
      assertEquals(List.of("unknown-member", "wrong-type"), ofRules, inOneFile::toString);
    }
  }

  @Test
  void whatRestsOnSomethingWrongIsNotToldOfForThat() {
    String files =
        "package a\ndeclare T\n  a : int = \"x\"\nend\ndeclare U extends T\n  b : int\nend\n"
            + "rule \"r\" @Principle when $o : Output() $u : U( b == 1 ) then forbid( $o ); end\n"
            + HONEST;
    List<Problem> told = problems(Map.of("r.drl", files));
    assertEquals(1, told.size(), told::toString);
    assertEquals(3, told.get(0).line(), told::toString);
  }

  @Test
  void aCircleThroughAbsenceHidesNothingThatDoesNotCompile() {
    String files =
        """
        package a
        rule "a" @Principle
        when $o : Output() not Claim( status == "permitted" ) then permit( $o ); end
        rule "type" @Principle
        when $o : Output() then int i = "a"; forbid( $o ); end
        """;
    List<Problem> told = problems(Map.of("r.drl", files));
    assertEquals(
        List.of("cycle-through-absence", "wrong-type"),
        told.stream().map(Problem::code).sorted().toList(),
        told::toString);
  }
}
