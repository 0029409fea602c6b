package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * A condition that compares values holds just where the values compare so, however its literal is
 * spelt, by whatever way it is answered, and wherever it stands. What is right is worked out here
 * from decimals.
 */
class ValuesInConditionsTest {
  /** How a literal may be spelt, and what it is worth; texts worth nothing stand for texts. */
  private static final Map<String, Object> LITERALS = new LinkedHashMap<>();

  static {
    for (String one : List.of("1", "1.0", "1L", "1e0", "1.00", "1d", "1B", "1I")) {
      LITERALS.put(one, new BigDecimal("1"));
    }
    for (String thousand : List.of("1000", "1e3", "1000.0", "1000L")) {
      LITERALS.put(thousand, new BigDecimal("1000"));
    }
    for (String tenth : List.of("0.1", "1e-1", "0.10", "0.1B")) {
      LITERALS.put(tenth, new BigDecimal("0.1"));
    }
    LITERALS.put("-2.5", new BigDecimal("-2.5"));
    LITERALS.put("9007199254740993L", new BigDecimal("9007199254740993"));
    LITERALS.put("\"a\"", "a");
    LITERALS.put("'a'", "a");
    LITERALS.put("'ab'", "ab");
    LITERALS.put("\"1\"", "1");
    LITERALS.put("\"true\"", "true");
    LITERALS.put("true", true);
    LITERALS.put("false", false);
  }

  /** Values as a host or a data file gives them. */
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          null,
          1,
          1L,
          1.0,
          (short) 1,
          (byte) 1,
          1.0f,
          new BigDecimal("1.000"),
          new java.math.BigInteger("1"),
          1000,
          1e3,
          0.1,
          new BigDecimal("0.10"),
          0.2,
          -2.5,
          -2.5f,
          0,
          -0.0,
          9_007_199_254_740_992L,
          9_007_199_254_740_993L,
          1e300,
          "a",
          "ab",
          "b",
          "1",
          "",
          "true",
          true,
          false);

  private static final List<String> SIGNS = List.of("==", "!=", "<", "<=", ">", ">=");

  /** The ways to write one test of the attribute {@code x} against a literal. */
  private static final List<String> PLACES =
      List.of(
          "$o : Output( attr(\"x\") %s %s )",
          "$o : Output( !( attr(\"y\") == 1 ) && ( attr(\"x\") %s %s ) )",
          "$o : Output( attr(\"no\") == \"such\" || attr(\"x\") %s %s )",
          "$o : Output() exists Output( id == $o.id, attr(\"x\") %s %s )",
          "Case( attr(\"x\") %s %s ) $o : Output()",
          "$o : Output( $x : attr(\"x\") ) Output( id == $o.id, $x %s %s )");

  /** The same where only the engine answers. */
  private static final List<String> ENGINES =
      List.of(
          "$o : Output( $x : attr(\"x\") ) eval( $x %s %s )",
          "$o : Output() accumulate( Output( id == $o.id, attr(\"x\") %s %s ); $n : count(); $n =="
              + " 1.0 )",
          "$o : Output() $l : List( size == 1.0 ) from collect( Output( id == $o.id, attr(\"x\") %s"
              + " %s ) )",
          "$o : Output( attr(\"list\") != null ) Object( this %s %s ) from $o.attr(\"list\")");

  private record Rule(String name, String sign, String literal, boolean isOfList) {}

  private static final List<Rule> RULES = new ArrayList<>();

  /** Equalities, and what asks for the order of numbers, and of texts: no case fails them all. */
  private static final List<String> GROUPS = List.of("equal", "numbers", "texts");

  private static final List<Constitution> CONSTITUTIONS = new ArrayList<>();

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    for (String group : GROUPS) {
      Constitution direct = compiled(folder.resolve("direct-" + group), group, PLACES);
      assertTrue(direct.ruleBase().compiled().isDirect());
      CONSTITUTIONS.add(direct);
      CONSTITUTIONS.add(compiled(folder.resolve("engine-" + group), group, ENGINES));
    }
  }

  /** Each sign with each literal, in one place after the other, so that every pair is tried. */
  private static Constitution compiled(Path folder, String group, List<String> places)
      throws IOException {
    StringBuilder drl = new StringBuilder("package some\n");
    int next = 0;
    for (String sign : SIGNS) {
      for (String literal : LITERALS.keySet()) {
        boolean isOrder = sign.matches("[<>]=?");
        boolean isOfGroup =
            switch (group) {
              case "numbers" -> isOrder && LITERALS.get(literal) instanceof BigDecimal;
              case "texts" -> isOrder && LITERALS.get(literal) instanceof String;
              default -> !isOrder;
            };
        if (!isOfGroup) {
          continue;
        }
        String place = places.get(next++ % places.size());
        if (place.contains("from") && literal.matches(".*[BI]")) {
          place = places.get(0); // the engine wants no such literal of what may be anything
        }
        String name = folder.getFileName() + "-" + next;
        RULES.add(new Rule(name, sign, literal, place.contains("from $o.attr")));
        drl.append("rule \"").append(name).append("\" @Principle when ");
        drl.append(String.format(java.util.Locale.ROOT, place, sign, literal));
        drl.append(" then permit( $o ); end\n");
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl.toString());
    return Constitution.load(folder);
  }

  /** Whether a condition holds of a value; null if that is an error. */
  private static @Nullable Boolean holds(@Nullable Object value, Rule rule) {
    Object literal = LITERALS.get(rule.literal());
    boolean isOrder = !rule.sign().equals("==") && !rule.sign().equals("!=");
    if (value == null) {
      return rule.sign().equals("!=");
    }
    Integer order = null;
    if (value instanceof Number && literal instanceof BigDecimal bound) {
      order = new BigDecimal(value.toString()).compareTo(bound);
    } else if (value instanceof String text && literal instanceof String other) {
      order = text.compareTo(other);
    } else if (isOrder) {
      return null;
    } else {
      return value.equals(literal) == rule.sign().equals("==");
    }
    return switch (rule.sign()) {
      case "==" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  @Test
  void holdWhereTheValuesCompareSoByEveryWay() {
    int told = 0;
    for (Object value : VALUES) {
      for (Constitution constitution : CONSTITUTIONS) {
        Set<String> expected = new TreeSet<>();
        boolean fails = false;
        for (Rule rule : RULES) {
          if (constitution.rules().containsKey(rule.name())) {
            boolean isAbsent = value == null && rule.isOfList();
            Boolean holds = isAbsent ? Boolean.FALSE : holds(value, rule);
            fails |= holds == null;
            if (Boolean.TRUE.equals(holds)) {
              expected.add(rule.name());
            }
          }
        }
        told += compare(constitution, value, expected, fails) ? 1 : 0;
      }
    }
    assertTrue(told > 3 * VALUES.size(), "few values were decided: " + told);
  }

  /** Whether the case was decided; each rule alone where some fail. */
  private static boolean compare(
      Constitution constitution, @Nullable Object value, Set<String> expected, boolean fails) {
    Map<String, Object> named = new HashMap<>();
    named.put("x", value);
    named.put("list", value == null ? null : List.of(value));
    Attributes attributes = Attributes.of(named);
    Case given =
        new Case(
            "C",
            null,
            attributes,
            List.of(Output.of("o", attributes)),
            List.of(),
            Attributes.none());
    String shown = value == null ? "nothing" : value.getClass().getSimpleName() + " " + value;
    for (var rules : List.of(constitution.ruleBase(), constitution.ruleBase().inEngine())) {
      Object found;
      try {
        found =
            new TreeSet<>(
                new Findings(
                        new CaseElements(rules, given, List.of()), constitution.settings().limits())
                    .claims().stream().map(it -> it.claim().claimant().name()).toList());
      } catch (InferenceException e) {
        assertTrue(e.getMessage().contains("have no order"), e::getMessage);
        found = "fails";
      }
      assertEquals(fails ? "fails" : expected, found, shown);
    }
    return !fails;
  }
}
