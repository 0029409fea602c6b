package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.equipoise.decision.Decider;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/** A number of a rule is worth what it reads as, or it is refused with what to write. */
class NumberLiteralsTest {
  private static final int FORMS = 60;
  private static final Pattern WRITE = Pattern.compile("write `([^`]+)`");

  private static String rule(String name, String condition) {
    return "rule \"%s\" @Principle when %s then forbid( $o, \"x\" ); end\n"
        .formatted(name, condition);
  }

  private static Map<String, String> files(String rules) {
    return Map.of(
        "constitution.json",
        "{\"name\": \"n\", \"version\": \"1\"}",
        "r.drl",
        "package n\n" + rules);
  }

  private static List<Problem> problems(String rules) {
    try {
      Constitution.of(files(rules));
      return List.of();
    } catch (InvalidInputException e) {
      return e.problems();
    }
  }

  /** A number, and how it may be written. */
  private record Written(String literal, BigDecimal value) {
    static Written random(Random dice) {
      BigInteger whole = new BigInteger(1 + dice.nextInt(33), dice);
      BigDecimal fraction = new BigDecimal(whole).movePointLeft(dice.nextInt(4));
      return switch (dice.nextInt(9)) {
        case 0 -> new Written("0".repeat(1 + dice.nextInt(3)) + whole, new BigDecimal(whole));
        case 1 -> new Written("0" + fraction.toPlainString(), fraction);
        case 2 -> new Written("0x" + whole.toString(16), new BigDecimal(whole));
        case 3 -> new Written("0X" + whole.toString(16) + "L", new BigDecimal(whole));
        case 4 -> new Written("0" + whole + "L", new BigDecimal(whole));
        case 5 -> new Written(whole + "e0", new BigDecimal(whole));
        case 6 -> new Written(whole + "B", new BigDecimal(whole));
        case 7 -> new Written(fraction.toPlainString(), fraction);
        default -> new Written(whole.toString(), new BigDecimal(whole));
      };
    }
  }

  @Test
  void aNumberIsWorthWhatItReadsAsOrItIsRefusedWithThatNumber() {
    Random dice = new Random(7);
    Map<String, Written> byRule = new TreeMap<>();
    for (int i = 0; i < FORMS; i++) {
      byRule.put("r" + i, Written.random(dice));
    }
    Map<String, String> literals = new TreeMap<>();
    byRule.forEach((name, it) -> literals.put(name, it.literal()));
    int refused = 0;
    for (Problem problem : problems(rules(literals))) {
      Matcher hint = WRITE.matcher(String.valueOf(problem.hint()));
      assertTrue(hint.find(), problem::toString);
      literals.put(String.valueOf(problem.subject()), hint.group(1));
      refused++;
    }
    assertTrue(refused > FORMS / 4, refused + " were refused");
    Decider decider = new Decider(Constitution.of(files(rules(literals))));
    byRule.forEach(
        (name, it) ->
            assertTrue(
                fired(decider, it.value()).contains(name), () -> name + ": " + it + literals));
  }

  private static String rules(Map<String, String> literals) {
    return literals.entrySet().stream()
        .map(it -> rule(it.getKey(), "$o : Output( attr(\"n\") == " + it.getValue() + " )"))
        .collect(Collectors.joining());
  }

  private static Set<String> fired(Decider decider, BigDecimal value) {
    Output output =
        new Output("o", null, null, Attributes.of(Map.of("n", value)), Attributes.none());
    Case given =
        new Case("c", null, Attributes.none(), List.of(output), List.of(), Attributes.none());
    Set<String> fired = new TreeSet<>();
    for (OutputDecision it : decider.decide(given, List.of()).outputs()) {
      it.claims().forEach(found -> fired.add(found.claim().claimant().name()));
    }
    return fired;
  }

  /** What is written, and what the hint says to write. */
  private static final List<String> FORMS_AND_HINTS =
      List.of(
          "attr(\"n\") == 010#10",
          "attr(\"n\") in ( 1, 020 )#20",
          "010 == attr(\"n\")#10",
          "num(\"n\") * 08 > 3#8",
          "$n : attr(\"n\"), $n == 007#7",
          "index == 00#0",
          "attr(\"n\") > 0xFFFFFFFF#4294967295L",
          "attr(\"n\") == 0b11#3",
          "attr(\"n\") == 0o17#15",
          "attr(\"n\") > 1_000#> 1000",
          "attr(\"n\") > 1,000,000#> 1000000",
          "attr(\"n\") > 1.000.000#> 1000000",
          "attr(\"n\") > 1e#1",
          "attr(\"n\") > 1.5e+#1.5",
          "attr(\"n\") > 3px#> 3",
          "attr(\"n\") == 1/2#1.0/2",
          "num(\"n\") + 3/2 > 1#3.0/2",
          "num(\"n\") > 3000000 * 1000#3000000.0 * 1000",
          "num(\"n\") > 2147483647 + 1#2147483647.0 + 1");

  @Test
  void whatToWriteIsAccepted() {
    Map<String, String> wrong = new TreeMap<>();
    Map<String, String> right = new TreeMap<>();
    for (String form : FORMS_AND_HINTS) {
      String[] sides = form.split("#", 2);
      String name = "r" + wrong.size();
      wrong.put(name, rule(name, "$o : Output( " + sides[0] + " )"));
      String sign = sides[1].startsWith(">") ? "" : "== ";
      right.put(name, rule(name, "$o : Output( attr(\"n\") " + sign + sides[1] + " )"));
    }
    Map<String, String> hints = new TreeMap<>();
    for (Problem problem : problems(String.join("", wrong.values()))) {
      Matcher write = WRITE.matcher(String.valueOf(problem.hint()));
      assertTrue(write.find(), problem::toString);
      hints.putIfAbsent(String.valueOf(problem.subject()), write.group(1));
    }
    for (int i = 0; i < FORMS_AND_HINTS.size(); i++) {
      assertEquals(
          FORMS_AND_HINTS.get(i).split("#", 2)[1], hints.get("r" + i), FORMS_AND_HINTS.get(i));
    }
    assertEquals(List.of(), problems(String.join("", right.values())));
  }

  @Test
  void numbersThatReadAsWhatTheyAreAreFine() {
    List<String> fine =
        List.of(
            "0", "0.5", "0L", "4/2", "10 - 3", "1.0/2", "1/2.0", "0.0e3", "1e3", "365 * 2", "-3");
    List<String> rules = new ArrayList<>();
    for (String it : fine) {
      rules.add(rule("r" + rules.size(), "$o : Output( num(\"n\") == " + it + " )"));
    }
    rules.add(rule("text", "$o : Output( attr(\"code\") == \"010\", attr(\"0x1F\") == 1 )"));
    rules.add(rule("division", "$o : Output( num(\"n\") / 2 > 1 / num(\"m\") )"));
    assertEquals(List.of(), problems(String.join("", rules)));
  }

  @Test
  void soItIsInQueriesFunctionsDeclarationsAndConsequences() {
    List<Problem> told =
        problems(
            """
            query q() Output( attr("n") == 010 ) end
            function int f() { return 011; }
            function int mask() { return 0xFF; }
            declare T
              a : int = 012
            end
            rule "r" @Principle when $o : Output() then forbid( $o, "x" + 013 ); end
            """);
    assertEquals(
        List.of("write `10`", "write `11`", "write `12`", "write `13`"),
        told.stream().map(Problem::hint).toList());
  }
}
