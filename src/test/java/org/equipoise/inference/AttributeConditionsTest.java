package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions on attributes hold of a value, whatever it is, exactly where the engine says so. */
class AttributeConditionsTest {
  private static final List<String> SIGNS = List.of("==", "!=", "<", "<=", ">", ">=");
  private static final List<String> NUMBERS =
      List.of("3", "3.0", "0", "-2", "2.5", "-0.5", "0.1", "999999999", "3L", "1e1");
  private static final List<String> OTHERS =
      List.of("true", "false", "null", "\"\"", "\"a\"", "\"3\"", "\"true\"", "\"b\\\"c\"", "'a'");
  private static final List<Object> VALUES =
      Arrays.asList(
          null,
          true,
          false,
          "",
          "a",
          "A",
          "3",
          "true",
          "b\"c",
          3,
          2,
          4,
          8,
          9,
          10,
          0,
          -2,
          -1,
          2.5,
          0.1,
          -0.5,
          2.4999999999999996,
          3.0000000000000004,
          999_999_999,
          4_000_000_000L,
          1e300,
          List.of("a"),
          List.of(),
          Map.of("inner", 3));

  private static Constitution equalities;

  /** Where a condition compares what cannot be compared, the whole decision fails. */
  private static Constitution orders;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    List<String> equal = new ArrayList<>();
    List<String> ordered = new ArrayList<>();
    for (String sign : SIGNS) {
      for (String number : NUMBERS) {
        List<String> some = sign.endsWith("=") && !sign.matches("[<>].*") ? equal : ordered;
        some.add("attr(\"x\") " + sign + " " + number);
        some.add("this.attr( \"x\" )" + sign + number);
      }
    }
    for (String sign : List.of("==", "!=")) {
      for (String other : OTHERS) {
        equal.add("attr(\"x\") " + sign + " " + other);
      }
    }
    ordered.add("attr(\"x\") != null, attr(\"x\") > 2");
    equal.add("attr(\"x\") == true && attr(\"y\") == true");
    equal.add("!(attr(\"x\") == true)");
    equal.add("attr(\"x\") == true, attr(\"y\") != false");
    equal.add("attr(\"x\") in (\"a\", \"3\")");
    equal.add("id == \"o0\"");
    equalities = constitution(folder.resolve("equalities"), equal);
    orders = constitution(folder.resolve("orders"), ordered);
  }

  private static Constitution constitution(Path folder, List<String> conditions) {
    StringBuilder drl = new StringBuilder("package some\n");
    int number = 0;
    for (String condition : conditions) {
      drl.append("rule \"r%d\" @Principle( weight = 0.5 )\n".formatted(number))
          .append("when $o : Output( %s ) then permit( $o ); end\n".formatted(condition))
          .append("rule \"c%d\" @Principle( weight = 0.5 )\n".formatted(number))
          .append("when Case( %s ) $o : Output() ".formatted(condition.replace("o0", "C")))
          .append("then forbid( $o ); end\n");
      number++;
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("constitution.json"),
          "{\"name\":\"" + folder.getFileName() + "\",\"version\":\"1\"}");
      Files.writeString(folder.resolve("some.drl"), drl.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Constitution.load(folder);
  }

  @Test
  void holdOfEveryKindOfValueWhereTheyDoInTheEngine() {
    Set<String> spoke = new TreeSet<>();
    for (Object value : VALUES) {
      Map<String, Object> named = new HashMap<>(Map.of("y", true));
      named.put("x", value);
      Attributes attributes = Attributes.of(named);
      spoke.addAll(assertAgree(attributes, attributes));
      spoke.addAll(assertAgree(Attributes.none(), attributes));
      if (!(value instanceof Map)) {
        Attributes disputed = Attributes.of(Map.of("x", new Disputed(value, 0.5), "y", true));
        spoke.addAll(assertAgree(disputed, attributes));
        spoke.addAll(assertAgree(attributes, disputed));
      }
    }
    int rules = equalities.rules().size() + orders.rules().size();
    assertTrue(spoke.size() * 10 > rules * 9, () -> "few of " + rules + " speak: " + spoke);
  }

  @Test
  void holdOfAttributesOfManyShapesWhereTheyDoInTheEngine() {
    long seed = Long.getLong("equipoise.seed", 7);
    System.out.println("AttributeConditionsTest: seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      List<Attributes> outputs = new ArrayList<>();
      for (int o = 0; o < 1 + random.nextInt(3); o++) {
        Map<String, Object> values = new HashMap<>();
        for (int more = random.nextInt(6); more > 0; more--) {
          values.put("z" + random.nextInt(40), more);
        }
        if (random.nextInt(5) > 0) {
          values.put("x", VALUES.get(random.nextInt(VALUES.size())));
        }
        if (random.nextBoolean()) {
          values.put("y", random.nextBoolean());
        }
        outputs.add(Attributes.of(values));
      }
      assertAgree(outputs.get(0), outputs.toArray(Attributes[]::new));
    }
  }

  /** The names of the rules that speak of a case, however they are matched. */
  private static Set<String> assertAgree(Attributes ofCase, Attributes... ofOutputs) {
    List<Output> outputs = new ArrayList<>();
    for (Attributes attributes : ofOutputs) {
      outputs.add(Output.of("o" + outputs.size(), attributes));
    }
    Case given = new Case("C", null, ofCase, outputs, List.of(), Attributes.none());
    Set<String> spoke = new TreeSet<>();
    for (Constitution constitution : List.of(equalities, orders)) {
      RuleBase rules = constitution.ruleBase();
      assertTrue(rules.compiled().isDirect(), "rules are matched by the engine");
      List<String> found = claims(rules, given);
      assertEquals(claims(rules.inEngine(), given), found, given::toString);
      found.forEach(it -> spoke.add(constitution.name() + " " + it));
    }
    return spoke;
  }

  /** Who says what of which output; one text if some condition fails. */
  private static List<String> claims(RuleBase rules, Case given) {
    CaseElements caseElements = new CaseElements(rules, given, List.of());
    try {
      return new Findings(caseElements, equalities.settings().limits())
          .claims().stream().map(it -> it.claim().claimant().name()).toList();
    } catch (InferenceException e) {
      return List.of("fails");
    }
  }
}
