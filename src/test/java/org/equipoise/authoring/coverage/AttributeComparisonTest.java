package org.equipoise.authoring.coverage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.equipoise.constitution.reading.RuleReads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeComparisonTest {

  private static Set<AttributeComparison> tests(String rule) {
    return AttributeComparison.of(RuleReads.of(rule));
  }

  private static String read(String conditions) {
    return tests("rule \"r\" @Principle when " + conditions + " then forbid( $o ); end").stream()
        .map(
            it -> it.subject().word() + " " + it.attribute() + " " + it.sign() + " " + it.literal())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "Output( attr(\"a.b\") == true )#output a.b == true",
        "$o : Output( attr(\"a\") >= 0.7, attr(\"b\") != \"x\" )#output a >= 0.7; output b != \"x\"",
        "Output( attr(\"a\") < -3 || attr('a') > 4 )#output a < -3; output a > 4",
        "Output( 3 < attr(\"a\") )#output a > 3",
        "Case( attr(\"k\") in (\"x\", \"y\") )#case k == \"x\"; case k == \"y\"",
        "Output( attr(\"k\") not in ( 1, 2 ) )#output k == 1; output k == 2",
        "Output( attr(\"tags\") contains \"x\" )#output tags contains \"x\"",
        "Output( attr(\"tags\") not contains \"x\" )#output tags contains \"x\"",
        "not Judgment( attr(\"underPressure\") == true )#judgment underPressure == true",
        "Output( attr(\"a\") == 1 + $x ) Output( attr(\"a\") == $y )#``",
        "Output( text == \"attr(\\\"a\\\") == 1\" )#``",
        "Output( /* attr(\"a\") == 1 */ attr(\"b\") == 2 )#output b == 2",
        "exists( Case( attr(\"a\") == 1 ) and Output( attr(\"b\") == 2 ) )#case a == 1; output b == 2",
        "accumulate( Output( attr(\"n\") > 1, $n : attr(\"m\") ); $s : count( $n ) )#output n > 1"
      })
  void testsAreReadOffConditions(String conditions, String expected) {
    assertEquals(expected, read(conditions));
  }

  @Test
  void theConsequenceTestsNothing() {
    assertEquals(
        0,
        tests("rule \"then\" when $o : Output() then if ($o.attr(\"a\") == 1) forbid( $o ); end")
            .size());
  }

  private static boolean passes(String test, Object value) {
    return tests("rule \"r\" when Output( attr(\"a\") " + test + " ) then end").stream()
        .findFirst()
        .orElseThrow()
        .passes(value);
  }

  @Test
  void valuesPassAsTheyDoInRules() {
    assertTrue(passes("== 3", 3));
    assertTrue(passes("== 3.0", 3));
    assertTrue(passes("> 0.5", 0.75));
    assertFalse(passes("> 0.5", 0.5));
    assertFalse(passes("> 0.5", "x"));
    assertTrue(passes("== \"a\\nb\"", "a\nb"));
    assertTrue(passes("!= null", false));
    assertTrue(passes("== null", null));
    assertTrue(passes("contains 2", List.of(1, 2)));
    assertFalse(passes("contains 2", 2));
    assertTrue(passes("matches \"a.*\"", "abc"));
    assertFalse(passes("matches \"(\"", "abc"));
  }
}
