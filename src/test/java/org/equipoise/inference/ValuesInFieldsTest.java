package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * Fields of declared types, whatever their Java class, compare by value with literals, with
 * attributes and with each other. What is right is worked out here from decimals.
 */
class ValuesInFieldsTest {
  /** The fields of the declared type, with their classes. */
  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    for (String field :
        List.of(
            "i int",
            "l long",
            "s short",
            "y byte",
            "d double",
            "f float",
            "oi Integer",
            "ol Long",
            "od Double",
            "of Float",
            "os Short",
            "bd java.math.BigDecimal",
            "bi java.math.BigInteger",
            "c char",
            "w String",
            "t boolean",
            "ot Boolean",
            "a Object")) {
      FIELDS.put(field.split(" ", 2)[0], field.split(" ", 2)[1]);
    }
  }

  /** Facts of the declared type: how each field is written in Java, and what it is worth. */
  private static final List<Map<String, Map.Entry<String, Object>>> FACTS =
      List.of(
          fact("1", "1", "1.0", "1.0f", "1.00", "a", "true", "1L"),
          fact("0", "0", "-0.0", "0f", "0", "b", "false", "\"a\""),
          fact("2", "3", "0.1", "0.1f", "0.10", "z", "true", "0.1"),
          fact("100", "2", "2.5", "-2.5f", "2.50", "1", "false", "true"));

  private static Map<String, Map.Entry<String, Object>> fact(
      String whole,
      String other,
      String broken,
      String single,
      String decimal,
      String letter,
      String truth,
      String any) {
    Map<String, Map.Entry<String, Object>> fact = new LinkedHashMap<>();
    fact.put("i", number(whole, whole));
    fact.put("l", number(whole + "L", whole));
    fact.put("s", number("(short) " + whole, whole));
    fact.put("y", number("(byte) " + whole, whole));
    fact.put("d", number(broken, broken));
    fact.put("f", number(single, single.replace("f", "")));
    fact.put("oi", number(other, other));
    fact.put("ol", number(other + "L", other));
    fact.put("od", number(broken, broken));
    fact.put("of", number(single, single.replace("f", "")));
    fact.put("os", number("(short) " + other, other));
    fact.put("bd", number("new java.math.BigDecimal( \"" + decimal + "\" )", decimal));
    fact.put("bi", number("java.math.BigInteger.valueOf( " + other + "L )", other));
    fact.put("c", Map.entry("'" + letter + "'", letter));
    fact.put("w", Map.entry("\"" + letter + "\"", letter));
    fact.put("t", Map.entry(truth, Boolean.valueOf(truth)));
    fact.put("ot", Map.entry(truth, Boolean.valueOf(truth)));
    Object worth =
        any.startsWith("\"")
            ? any.replace("\"", "")
            : any.equals("true") ? (Object) true : new BigDecimal(any.replace("L", ""));
    fact.put("a", Map.entry(any, worth));
    return fact;
  }

  private static Map.Entry<String, Object> number(String written, String worth) {
    return Map.entry(written, new BigDecimal(worth));
  }

  private static final List<String> NUMBERS =
      List.of("1", "1.0", "1e0", "0.1", "2.5", "-2.5", "0", "100", "2", "3.0", "0.10");

  private static final List<String> TEXTS = List.of("\"a\"", "'b'", "\"ab\"", "\"1\"", "'z'");

  /** What the attribute {@code x} is in one case after the other. */
  private static final List<Object> VALUES =
      List.of(1, 1.0, 1L, 0.1, 0.1f, new BigDecimal("2.50"), 100, -2.5, 0, "a", "z", "1", true);

  /** Comparisons of a field with a literal, with {@code x}, or with a field of another fact. */
  private record Rule(String field, String sign, @Nullable Object literal, @Nullable String other) {
    boolean isOfAttribute() {
      return literal == null && other == null;
    }
  }

  private static final Map<String, Rule> RULES = new LinkedHashMap<>();
  private static final List<Constitution> CONSTITUTIONS = new ArrayList<>();
  private static final List<String> GROUPS = List.of("equal", "numbers", "texts");

  private static String kind(String field) {
    return switch (field) {
      case "c", "w" -> "texts";
      case "t", "ot" -> "truths";
      case "a" -> "any";
      default -> "numbers";
    };
  }

  private static Object worth(String literal) {
    return literal.matches("[\"'].*")
        ? literal.substring(1, literal.length() - 1)
        : new BigDecimal(literal.replace("L", ""));
  }

  @BeforeAll
  static void compile(@TempDir Path folder) throws IOException {
    for (String group : GROUPS) {
      StringBuilder drl = new StringBuilder("package some\ndeclare V\n  n : String\n");
      FIELDS.forEach((name, type) -> drl.append("  " + name + " : " + type + "\n"));
      drl.append("end\n");
      for (int i = 0; i < FACTS.size(); i++) {
        List<String> written = new ArrayList<>(List.of("\"" + i + "\""));
        FACTS.get(i).values().forEach(it -> written.add(it.getKey()));
        drl.append("rule \"make" + i + "\" @Principle when Case() then insert( new V( ")
            .append(String.join(", ", written))
            .append(" ) ); end\n");
      }
      RULES.clear();
      ofGroup(group, folder.resolve(group), drl);
    }
  }

  private static final Map<String, Map<String, Rule>> OF_GROUPS = new HashMap<>();

  private static void ofGroup(String group, Path folder, StringBuilder drl) throws IOException {
    List<String> signs =
        group.equals("equal") ? List.of("==", "!=") : List.of("<", "<=", ">", ">=");
    int next = 0;
    List<String> fields = List.copyOf(FIELDS.keySet());
    for (String field : fields) {
      String kind = kind(field);
      if (!group.equals("equal") && !kind.equals(group)) {
        continue;
      }
      for (String sign : signs) {
        for (int i = 0; i < 3; i++) {
          List<String> literals =
              kind.equals("texts")
                  ? TEXTS
                  : kind.equals("truths") ? List.of("true", "false") : NUMBERS;
          String literal = literals.get(next++ % literals.size());
          Object worth = kind.equals("truths") ? (Object) Boolean.valueOf(literal) : worth(literal);
          rule(drl, new Rule(field, sign, worth, null), "V( %s )", literal);
        }
        rule(drl, new Rule(field, sign, null, null), "V( %s )", "$x");
        for (int i = 0; i < 4; i++) {
          String other = fields.get(next++ % fields.size());
          if (kind(other).equals(kind)) {
            rule(
                drl,
                new Rule(field, sign, null, other),
                "V( $y : " + other + ", n == \"1\" ) V( %s )",
                "$y");
          }
        }
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("constitution.json"), "{\"name\":\"n\",\"version\":\"1\"}");
    Files.writeString(folder.resolve("some.drl"), drl.toString());
    CONSTITUTIONS.add(Constitution.load(folder));
    OF_GROUPS.put(group, Map.copyOf(RULES));
  }

  /** A rule that speaks of the output which is called as a fact that it matches. */
  private static void rule(StringBuilder drl, Rule rule, String place, String right) {
    String name = "r" + RULES.size();
    RULES.put(name, rule);
    String test = "n == $n, " + rule.field() + " " + rule.sign() + " " + right;
    drl.append("rule \"" + name + "\" @Principle when $o : Output( $n : id, $x : attr(\"x\") ) ")
        .append(String.format(Locale.ROOT, place, test))
        .append(" then permit( $o ); end\n");
  }

  private static boolean holds(Object value, String sign, Object other) {
    Integer order = null;
    if (value instanceof BigDecimal number && other instanceof BigDecimal it) {
      order = number.compareTo(it);
    } else if (value instanceof String text && other instanceof String it) {
      order = text.compareTo(it);
    }
    return switch (sign) {
      case "==" -> order == null ? value.equals(other) : order == 0;
      case "!=" -> order == null ? !value.equals(other) : order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  @Test
  void compareByValueWhateverTheirClass() {
    int held = 0;
    for (int i = 0; i < GROUPS.size(); i++) {
      String group = GROUPS.get(i);
      for (Object x : VALUES) {
        Object worth = x instanceof Number ? new BigDecimal(x.toString()) : x;
        boolean isOfGroup =
            switch (group) {
              case "numbers" -> worth instanceof BigDecimal;
              case "texts" -> worth instanceof String;
              default -> true;
            };
        if (!isOfGroup) {
          continue;
        }
        Set<String> expected = new TreeSet<>();
        OF_GROUPS
            .get(group)
            .forEach(
                (name, rule) -> {
                  Object other =
                      rule.isOfAttribute()
                          ? worth
                          : rule.literal() != null
                              ? rule.literal()
                              : FACTS.get(1).get(rule.other()).getValue();
                  for (int n = 0; n < FACTS.size(); n++) {
                    Object value = FACTS.get(n).get(rule.field()).getValue();
                    if (holds(value, rule.sign(), other)) {
                      expected.add(name + " of " + n);
                    }
                  }
                });
        Set<String> found = found(CONSTITUTIONS.get(i), x);
        Set<String> wrong = new TreeSet<>(expected);
        wrong.addAll(found);
        wrong.removeIf(it -> expected.contains(it) && found.contains(it));
        assertEquals(
            List.of(),
            wrong.stream()
                .map(it -> it + " " + OF_GROUPS.get(group).get(it.split(" ", 2)[0]) + ", x " + x)
                .toList());
        held += expected.size();
      }
    }
    assertTrue(held > 1_000, "only " + held + " comparisons hold");
  }

  private static Set<String> found(Constitution constitution, Object x) {
    Attributes attributes = Attributes.of(Map.of("x", x));
    List<Output> outputs = new ArrayList<>();
    for (int n = 0; n < FACTS.size(); n++) {
      outputs.add(Output.of("" + n, attributes));
    }
    Case given = new Case("C", null, Attributes.none(), outputs, List.of(), Attributes.none());
    Set<String> names = new TreeSet<>();
    new Findings(
            new CaseElements(constitution.ruleBase(), given, List.of()),
            constitution.settings().limits())
        .claims()
        .forEach(it -> names.add(it.claim().claimant().name() + " of " + it.claim().output()));
    return names;
  }
}
