package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A negated operator holds just where the operator does not, of what is absent too. */
class NegatedOperatorsTest {
  /** Each test with its opposite. */
  private static final List<List<String>> OPERATORS =
      List.of(
          List.of("== \"a\"", "!= \"a\""),
          List.of("== 'a'", "!= 'a'"),
          List.of("== null", "!= null"),
          List.of("matches \"a\"", "not matches \"a\""),
          List.of("matches 'a|ab'", "not matches 'a|ab'"),
          List.of("matches \"a.*\"", "not matches \"a.*\""),
          List.of("matches \".*\"", "not matches \".*\""),
          List.of("matches $all.attr(\"a\")", "not matches $all.attr(\"a\")"),
          List.of("matches $all.attr(\"no\")", "not matches $all.attr(\"no\")"),
          List.of("str[startsWith] \"a\"", "not str[startsWith] \"a\""),
          List.of("str[endsWith] \"a\"", "not str[endsWith] \"a\""),
          List.of("str[length] 1", "not str[length] 1"),
          List.of("in ( \"a\", \"b\" )", "not in ( \"a\", \"b\" )"),
          List.of("in ( \"a\", null )", "not in ( \"a\", null )"),
          List.of("memberOf $all.attr(\"list\")", "not memberOf $all.attr(\"list\")"),
          List.of("memberOf $all.attr(\"no\")", "not memberOf $all.attr(\"no\")"));

  private static final List<String> PLACES =
      List.of(
          "$o : Output( attr(\"x\") %s )",
          "$o : Output( author %s )",
          "$o : Output( attr(\"a\") != \"a\" || attr(\"x\") %s )",
          "$o : Output( attr(\"a\") == \"a\" && attr(\"x\") %s )",
          "$o : Output( !( !( attr(\"x\") %s ) ) )",
          "$o : Output( $x : attr(\"x\") ) Output( this == $o, $x %s )",
          "$o : Output() exists Output( this == $o, attr(\"x\") %s )");

  private static final List<String> RULES = new ArrayList<>();
  private static Constitution constitution;

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    StringBuilder drl = new StringBuilder("package some\n");
    for (List<String> pair : OPERATORS) {
      for (String place : PLACES) {
        String name = "r" + RULES.size();
        RULES.add(String.format(Locale.ROOT, place, pair.get(0)));
        for (int i = 0; i < 2; i++) {
          drl.append(
                  "rule \"" + name + (i == 0 ? "" : "-not") + "\" @Principle when $all : Case() ")
              .append(String.format(Locale.ROOT, place, pair.get(i)))
              .append(" then permit( $o ); end\n");
        }
      }
    }
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl.toString());
    constitution = Constitution.load(folder);
  }

  private static Set<String> spoke(@Nullable String x, boolean isInEngine) {
    Map<String, Object> attributes = new HashMap<>(Map.of("a", "a"));
    attributes.put("x", x);
    Map<String, Object> ofCase = Map.of("a", "a", "list", List.of("a"));
    Case given =
        new Case(
            "C",
            null,
            Attributes.of(ofCase),
            List.of(new Output("o", null, x, Attributes.of(attributes), Attributes.none())),
            List.of(),
            Attributes.none());
    var rules = constitution.ruleBase();
    Set<String> names = new TreeSet<>();
    new Findings(
            new CaseElements(isInEngine ? rules.inEngine() : rules, given, List.of()),
            constitution.settings().limits())
        .claims()
        .forEach(it -> names.add(it.claim().claimant().name()));
    return names;
  }

  @Test
  void oneOfTheTwoHoldsOfWhatIsAbsentAndOfEveryText() {
    int held = 0;
    for (boolean isInEngine : List.of(false, true)) {
      for (String x : Arrays.asList(null, "", "a", "b", "ab")) {
        Set<String> names = spoke(x, isInEngine);
        for (int i = 0; i < RULES.size(); i++) {
          boolean holds = names.contains("r" + i);
          assertEquals(!holds, names.contains("r" + i + "-not"), RULES.get(i) + " of " + x);
          boolean asksForNull = RULES.get(i).contains("null");
          assertTrue(x != null || !holds || asksForNull, RULES.get(i) + " holds of nothing");
          held += holds ? 1 : 0;
        }
      }
    }
    assertTrue(held > 200, "only " + held + " hold");
  }
}
