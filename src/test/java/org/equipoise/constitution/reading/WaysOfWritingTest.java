package org.equipoise.constitution.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.audit.replay.internal.ReadableFacts;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.coverage.AttributeComparison;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.warning.KnownAttributes;
import org.equipoise.constitution.internal.warning.Warnings;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/**
 * However an attribute is written, all who ask what rules read are told its name as the compiled
 * rule has it. The engine itself is the judge: each rule here forbids an output just where its
 * attribute is true.
 */
class WaysOfWritingTest {

  /**
   * A way of writing a rule that reads one attribute.
   *
   * @param name the attribute's
   * @param rule what stands after the rule's annotations
   * @param isTest whether a condition compares the attribute of its own fact with a literal
   */
  private record Way(String name, String rule, boolean isTest) {
    static Way condition(String name, String tests) {
      return new Way(
          name, "when $o : Output( " + tests + " ) then forbid( $o, \"why\" ); end", true);
    }

    static Way code(String name, String rule) {
      return new Way(name, rule, false);
    }
  }

  private static final List<Way> WAYS =
      List.of(
          Way.condition("plain", "attr(\"plain\") == true"),
          Way.condition("blanks", "attr  ( \n \"blanks\" \n )\n==\ntrue"),
          Way.condition(
              "comments", "/* attr(\"no\") */ attr( /* ) */ \"comments\" ) // attr(\n== true"),
          Way.condition("this", "this.attr(\"this\") == true"),
          Way.condition("this too", "this . attr( \"this too\" ) == true"),
          Way.condition("single", "attr('single') == true"),
          Way.condition("x", "attr('x') == true"),
          Way.condition("it's", "attr('it\\'s') == true"),
          Way.condition("say \"x\"", "attr(\"say \\\"x\\\"\") == true"),
          Way.condition("tab\tstop", "attr(\"tab\\tstop\") == true"),
          Way.condition("oAe", "attr(\"o\\101e\") == true"),
          Way.condition("café", "attr(\"caf\\u00e9\") == true"),
          Way.condition("b\\u0061s", "attr(\"b\\\\u0061s\") == true"),
          Way.condition("a//b", "attr(\"a//b\") == true"),
          Way.condition("a) == (b", "attr(\"a) == (b\") == true"),
          Way.condition("second", "id != null, attr(\"second\") == true"),
          Way.condition("either", "text == \"attr('no')\" || attr(\"either\") == true"),
          Way.condition("among", "attr(\"among\") in ( true )"),
          Way.code(
              "bound",
              "when $o : Output( $b : attr(\"bound\"), $b == true ) then forbid( $o ); end"),
          Way.code(
              "eval",
              "when $o : Output() eval( $o.attr(\"eval\") == (Object) true ) then forbid( $o ); end"),
          Way.code(
              "dotted",
              "when $o : Output() Case( $o.attr(\"dotted\") == true ) then forbid( $o ); end"),
          Way.code(
              "consequence",
              "when $o : Output() then if (Boolean.TRUE.equals( $o . attr( \"consequence\" ))) forbid( $o ); end"),
          Way.code(
              "naïve",
              "when $o : Output() then if (Boolean.TRUE.equals($o.attr(\"na\\u00efve\"))) forbid( $o ); end"),
          Way.code("no when", "when $o : Output() then if (isNo($o)) forbid( $o ); end"),
          Way.code("asked", "when $o : Output() isAsked( $o; ) then forbid( $o ); end"));

  private static final Constitution ALL = constitution();

  private static Constitution constitution() {
    StringBuilder rules = new StringBuilder("package ways\n// attr(\"in.a.comment\")\n");
    rules.append("query isAsked( Output $o ) $o := Output( attr(\"asked\") == true ) end\n");
    rules.append(
        "function boolean isNo(Output o) { return Boolean.TRUE.equals(o.attr(\"no when\")); }\n");
    for (Way way : WAYS) {
      rules
          .append("rule \"")
          .append(id(way))
          .append("\" @Principle @Says( \"attr('in.a.heading')\" )\n")
          .append(way.rule())
          .append("\n");
    }
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"ways\", \"version\": \"1\"}",
            "ways.drl",
            rules.toString()));
  }

  private static String id(Way way) {
    return "way " + WAYS.indexOf(way);
  }

  private static DefinedRule rule(Way way) {
    return ALL.rules().get(id(way));
  }

  private static Case given(Way way) {
    return Case.of("C", Output.of("a", Attributes.of(Map.of(way.name(), true))));
  }

  private static String pointer(String name) {
    return "/case/outputs/0/attributes/" + name.replace("~", "~0").replace("/", "~1");
  }

  @Test
  void theEngineReadsWhatTheRuleIsSaidToRead() {
    Decider decider = new Decider(ALL);
    for (Way way : WAYS) {
      assertEquals(
          List.of("principle:" + id(way)),
          decider.decide(given(way), List.of()).outputs().get(0).claims().stream()
              .map(it -> it.claim().claimant().toString())
              .toList(),
          way.rule());
    }
  }

  @Test
  void theNamesThatAConstitutionKnowsAreAllOfThem() {
    assertFalse(ALL.names().readsAny());
    assertEquals(
        WAYS.stream().map(Way::name).collect(Collectors.toCollection(TreeSet::new)),
        ALL.names().of(KnownNames.Subject.OUTPUT));
    TreeSet<String> ofNobodyKnown = new TreeSet<>(List.of("no when"));
    WAYS.stream()
        .filter(it -> !it.isTest() && !List.of("bound", "asked").contains(it.name()))
        .forEach(it -> ofNobodyKnown.add(it.name()));
    assertEquals(ofNobodyKnown, ALL.names().of(KnownNames.Subject.CASE));
  }

  @Test
  void replayKnowsThatRulesCanLookAtEachOfThemAndAtNothingElse() {
    ReadableFacts readable = ReadableFacts.of(ALL);
    for (Way way : WAYS) {
      List<String> one = List.of(pointer(way.name()));
      assertEquals(one, readable.within(one), way.rule());
    }
    for (String other : List.of("in.a.comment", "in.a.heading", "no", "other")) {
      assertEquals(List.of(), readable.within(List.of(pointer(other))), other);
    }
  }

  @Test
  void coverageAndExplanationsKnowWhatTheyAreComparedWith() {
    for (Way way : WAYS) {
      assertEquals(
          way.isTest() ? List.of("OUTPUT " + way.name() + " == true") : List.of(),
          AttributeComparison.of(rule(way).reads()).stream()
              .map(it -> it.subject() + " " + it.attribute() + " " + it.sign() + " " + it.literal())
              .toList(),
          way.rule());
    }
    CoverageBuilder coverage = new CoverageBuilder(ALL);
    coverage.add(given(WAYS.get(0)), List.of());
    assertEquals(WAYS.stream().filter(Way::isTest).count(), coverage.coverage().untested().size());
  }

  @Test
  void warningsFindEachOfThemWhereItIsWritten() {
    KnownAttributes none = KnownAttributes.all();
    none.add(
        Case.of("C", Output.of("a", Attributes.none()))
            .withMessages(List.of(Message.of(Message.Role.USER, "hello"))),
        List.of(Judgment.of("J", "C", new Judgment.OnOutput("a", DeonticStatus.PERMITTED), 1)));
    List<Problem> found =
        Warnings.of(Path.of("ways"), ALL.rules().values(), none).stream()
            .filter(it -> it.code().equals("unknown-attribute"))
            .toList();
    for (Way way : WAYS) {
      boolean isRead =
          rule(way).reads().attributes().anyMatch(it -> it.part() == ValueRead.Part.CONDITION);
      assertEquals(
          isRead ? 1 : 0,
          found.stream().filter(it -> it.message().endsWith("`" + way.name() + "`")).count(),
          way.rule());
    }
  }

  @Test
  void thePartsOfARuleHoldTheSameComparisons() {
    for (Way way : WAYS) {
      List<String> names =
          Anatomy.of(rule(way))
              .patterns()
              .flatMap(it -> it.tests().stream())
              .filter(it -> it.comparison() != null && it.comparison().isAttribute())
              .map(it -> it.comparison().name())
              .toList();
      boolean isAlone = way.isTest() && !List.of("either", "among").contains(way.name());
      assertEquals(isAlone ? List.of(way.name()) : List.of(), names, way.rule());
    }
  }

  @Test
  void checkRefusesMembershipInAnAttributeHoweverItIsWrittenButNotInAComment() {
    String rules =
        """
        rule "a" @Principle when $o : Output( attr('x') contains "y" ) then forbid( $o ); end
        rule "b" @Principle when $o : Output( this.attr( "x" ) /* so */ not contains id )
        then forbid( $o ); end
        rule "c" @Principle when $o : Output( id == "a" /* attr("x") contains "y" */ )
        then forbid( $o ); end
        """;
    InvalidInputException refused =
        assertThrows(
            InvalidInputException.class,
            () ->
                Constitution.of(
                    Map.of(
                        "constitution.json",
                        "{\"name\": \"x\", \"version\": \"1\"}",
                        "r.drl",
                        rules)));
    assertEquals(
        List.of("1:49 wrong-condition a", "2:69 wrong-condition b"),
        refused.problems().stream()
            .map(it -> it.line() + ":" + it.column() + " " + it.code() + " " + it.subject())
            .toList());
  }

  @Test
  void anAttributesNameIsNoNameOfARule() {
    Map<String, String> files = new TreeMap<>(ALL.files());
    files.put("ways.drl", files.get("ways.drl").replace("\"" + id(WAYS.get(0)) + "\"", "\"café\""));
    assertEquals(
        List.of(), ConstitutionDifference.between(ALL, Constitution.of(files)).changesOfMeaning());
  }

  @Test
  void whereANameIsNotWrittenOutARuleMayReadAny() {
    List<String> any = new ArrayList<>();
    for (String read :
        List.of(
            "attr( id )",
            "attr( \"a\" + \"b\" )",
            "this.attr( $x )",
            "attr( (\"a\") )",
            "attr(\"\\q\")")) {
      any.add("rule \"r\" when Output( " + read + " == true ) then end");
    }
    any.add("rule \"r\" when $o : Output() then List.of(\"a\").forEach($o::attr); end");
    any.add("function Object f(Output o, String s) { return o.attr(s); }");
    any.add("query q( String $s ) Output( attr( $s ) == true ) end");
    any.add("import static host.Helper.score");
    any.add("import function host.Helper.score;");
    for (String text : any) {
      assertTrue(RuleReads.of(text).mayReadAnyAttribute(), text);
    }
  }

  @Test
  void codeOfTheHostThatGetsAFactMayReadAny() {
    assertFalse(
        mayReadAny(
            "import host.Order", "when Order( total > 3 ) $o : Output() then forbid( $o ); end"));
    assertFalse(
        mayReadAny("import java.util.List", "when $o : Output() then List.copyOf( $o ); end"));
    assertFalse(mayReadAny("", "when $l : Output() then String.valueOf( $l ); end"));
    assertFalse(
        mayReadAny(
            "import host.Order",
            "when $x : Order( $n : name ) $o : Output( id.equals( $n ) ) then end"));
    assertTrue(
        mayReadAny("import host.Helper", "when $o : Output( Helper.score( this ) > 3 ) then end"));
    assertTrue(
        mayReadAny("import host.Helper", "when $o : Output() then new Helper( 1, $o ); end"));
    assertTrue(mayReadAny("import host.*", "when $o : Output() then Helper.score( $o ); end"));
    assertTrue(mayReadAny("", "when $o : Output() then host.Helper.score( $o ); end"));
    assertTrue(
        mayReadAny("import host.Order", "when $x : Order() $o : Output() then $x.take( $o ); end"));
    assertTrue(
        mayReadAny("", "when $x : host.Order() $o : Output() eval( $x.fits( $o ) ) then end"));
  }

  private static boolean mayReadAny(String imported, String rule) {
    return new ConstitutionReads(
            List.of(RuleReads.of(imported), RuleReads.of("rule \"r\" @Principle " + rule)))
        .mayReadAnyAttribute();
  }
}
