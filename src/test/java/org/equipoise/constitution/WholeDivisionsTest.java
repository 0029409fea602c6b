package org.equipoise.constitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/** A division of whole numbers whose fraction is dropped is told, and what to write is accepted. */
class WholeDivisionsTest {
  private static final Pattern WRITE = Pattern.compile("write `([^`]+)`");
  private static final Pattern SHOWN = Pattern.compile("`([^`]+)` is worked out");
  private static final Pattern MEANT = Pattern.compile("`(Math.floorDiv[^`]+)`");

  private static final List<String> DROPPED =
      List.of(
          "$o : Output( index / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output( this.index / 2 == 1 )#forbid( $o, \"x\" );",
          "$o : Output( text.length() / 80 > 1.5 )#forbid( $o, \"x\" );",
          "$o : Output( list(\"n\").size() / 2 == 1 )#forbid( $o, \"x\" );",
          "Case( outputs.size() / 2 > 1 ) $o : Output()#forbid( $o, \"x\" );",
          "$o : Output( num(\"n\") > index / ( 2 + 1 ) )#forbid( $o, \"x\" );",
          "$o : Output( 1 / ( 1 + index ) > 0.3 )#forbid( $o, \"x\" );",
          "$o : Output( index / 4 * 100 > 50 )#forbid( $o, \"x\" );",
          "$i : Integer() from 3 $o : Output( $n : index, $n / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output() T( k / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output() T( $k : k ) eval( $k / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output() $p : Output() eval( $p.index / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output() accumulate( Output(); $c : count(); $c / 2 > 1.5 )#forbid( $o, \"x\" );",
          "$o : Output( $i : index )#forbid( $o, weight( $i / 2 ), \"x\" );",
          "$o : Output()#forbid( $o, weight( $o.getIndex() / 3 ), \"x\" );",
          "$o : Output()#forbid( $o, weight( 1 / $o.getText().length() ), \"x\" );",
          "$o : Output()#int n = 1; forbid( $o, weight( n / 2 ), \"x\" );",
          "$o : Output( $i : index )#double w = $i / 2; forbid( $o, weight( w ), \"x\" );",
          "$o : Output( $i : index )#encourage( $o, $i / 2, \"x\" );");

  /** What rounding changes nothing of, and what means to round. */
  private static final List<String> HONEST =
      List.of(
          "$o : Output( index > text.length() / 2 )#forbid( $o, \"x\" );",
          "$o : Output( index <= text.length() / 2 )#forbid( $o, \"x\" );",
          "$o : Output( text.length() / 2 < index )#forbid( $o, \"x\" );",
          "$o : Output( text.length() / 2 >= index )#forbid( $o, \"x\" );",
          "$o : Output( index / 3 < 1, 1 > index / 3 )#forbid( $o, \"x\" );",
          "$o : Output( index / 2 * 2 == index )#forbid( $o, \"x\" );",
          "$o : Output( index % 2 == 0, index / 1 > 0 )#forbid( $o, \"x\" );",
          "$o : Output( index / 2.0 > 0.5, 1.0 * index / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output( num(\"n\") / 2 > 0.5, $n : num(\"m\"), $n / 2 > 0.5 )#forbid( $o, \"x\" );",
          "$o : Output( text == \"1 / 2\" /* 1 / 2 */ )#forbid( $o, \"1 / 2\" ); // 1 / 2",
          "$o : Output( $i : index )#int half = $i / 2; forbid( $o, \"half of it is \" + half );",
          "$o : Output( $i : index )#forbid( $o, weight( (double) $i / 2 ), \"x\" );",
          "$o : Output( $i : index )#forbid( $o, weight( 1d / 2 ), \"x\" );",
          "$o : Output( $i : index )#forbid( $o, weight( 4 / 2 / 2 ), \"x\" );");

  private static final List<String> LITERALS =
      List.of(
          "$o : Output()#forbid( $o, weight( 1 / 2 ), \"x\" );",
          "$o : Output()#forbid( $o, weight( 1/3 ), \"x\" );",
          "$o : Output()#forbid( $o, weight( ( 1 + 2 ) / 4 ), \"x\" );",
          "$o : Output()#forbid( $o, weight( 1L / 2L ), \"x\" );",
          "$o : Output()#forbid( $o, weight( Math.min( 1, 1 / 2 ) ), \"x\" );",
          "$o : Output()#double w = 1 / 2; forbid( $o, weight( w ), \"x\" );",
          "$o : Output()#discourage( $o, 1 / 2, \"x\" );",
          "$o : Output( num(\"n\") > 3 * ( 1 / 2 ) )#forbid( $o, \"x\" );",
          "$o : Output( num(\"n\") > ( 1 ) / 2 )#forbid( $o, \"x\" );",
          "$o : Output( num(\"n\") > 1L/2 )#forbid( $o, \"x\" );",
          "$o : Output( num(\"n\") > 2 / 2 / 3 )#forbid( $o, \"x\" );");

  private static Map<String, String> files(List<String> forms) {
    StringBuilder rules = new StringBuilder("package n\ndeclare T\n  k : int\nend\n");
    for (int i = 0; i < forms.size(); i++) {
      String[] sides = forms.get(i).split("#", 2);
      rules.append(
          "rule \"r%d\" @Principle when %s then %s\nend\n".formatted(i, sides[0], sides[1]));
    }
    return Map.of(
        "constitution.json", "{\"name\": \"n\", \"version\": \"1\"}", "r.drl", rules.toString());
  }

  private static List<Problem> problems(List<String> forms) {
    return ConstitutionLoader.check(
            problems -> Folder.of(files(forms), problems),
            "n",
            WholeDivisionsTest.class.getClassLoader(),
            Permissions.none())
        .problems();
  }

  private static List<String> corrected(List<String> forms, Pattern hint) {
    Map<String, Problem> told = new TreeMap<>();
    problems(forms).forEach(it -> told.putIfAbsent(String.valueOf(it.subject()), it));
    List<String> corrected = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      Problem problem = told.get("r" + i);
      assertTrue(problem != null, forms.get(i));
      Matcher shown = SHOWN.matcher(problem.message());
      Matcher write = hint.matcher(String.valueOf(problem.hint()));
      assertTrue(shown.find() && write.find(), problem::toString);
      corrected.add(forms.get(i).replace(shown.group(1), write.group(1)));
    }
    return corrected;
  }

  @Test
  void aFractionThatIsDroppedIsToldWithWhatToWriteForEitherMeaning() {
    List<Problem> told = problems(DROPPED);
    assertEquals(
        List.of("whole-division"),
        told.stream().map(Problem::code).distinct().toList(),
        told::toString);
    assertTrue(told.stream().allMatch(it -> it.severity() == Problem.Severity.WARNING));
    assertEquals(List.of(), problems(corrected(DROPPED, WRITE)));
    List<String> ofNoCount = DROPPED.stream().filter(it -> !it.contains("count()")).toList();
    assertEquals(List.of(), problems(corrected(ofNoCount, MEANT)));
  }

  @Test
  void literalsThatComeToSomethingElseAreRefusedWithWhatToWrite() {
    List<Problem> told = problems(LITERALS);
    assertEquals(
        List.of("wrong-number"),
        told.stream().map(Problem::code).distinct().toList(),
        told::toString);
    assertEquals(List.of(), problems(corrected(LITERALS, WRITE)));
  }

  @Test
  void roundingThatIsMeantOrChangesNothingIsFine() {
    assertEquals(List.of(), problems(HONEST));
  }

  @Test
  void whereNothingIsToldTheFractionChangesNoDecision() {
    List<String> orders = HONEST.subList(0, 5);
    List<String> exact =
        orders.stream().map(it -> it.replace("/ 2", "/ 2.0").replace("/ 3", "/ 3.0")).toList();
    Decider rounded = new Decider(Constitution.of(files(orders)));
    Decider precise = new Decider(Constitution.of(files(exact)));
    TreeSet<String> seen = new TreeSet<>();
    for (int length = 0; length < 12; length++) {
      Case given = given(length);
      assertEquals(claims(precise, given), claims(rounded, given), length + " signs");
      seen.addAll(claims(rounded, given));
    }
    assertTrue(seen.size() > 20, seen::toString);
  }

  private static Case given(int length) {
    List<Output> outputs =
        IntStream.range(0, 8)
            .mapToObj(
                it ->
                    new Output(
                        "o" + it, "a".repeat(length), null, Attributes.none(), Attributes.none()))
            .toList();
    return new Case("c", null, Attributes.none(), outputs, List.of(), Attributes.none());
  }

  private static List<String> claims(Decider decider, Case given) {
    return decider.decide(given, List.of()).outputs().stream()
        .flatMap(
            it ->
                it.claims().stream()
                    .map(found -> it.output() + " " + found.claim().claimant().name()))
        .sorted()
        .toList();
  }

  @Test
  void soItIsInFunctionsAndDeclarations() {
    List<Problem> told =
        ConstitutionLoader.check(
                problems ->
                    Folder.of(
                        Map.of(
                            "constitution.json",
                            "{\"name\": \"n\", \"version\": \"1\"}",
                            "r.drl",
                            """
                            package n
                            declare T
                              d : double = 1 / 2
                            end
                            function double half( int a ) { return a / 2; }
                            function int whole( int a ) { return a / 2; }
                            function double third() { return 1 / 3; }
                            query q() Output( num("n") > 1 / 4 ) end
                            rule "r" @Principle when $o : Output() then forbid( $o, "x" ); end
                            """),
                        problems),
                "n",
                WholeDivisionsTest.class.getClassLoader(),
                Permissions.none())
            .problems();
    assertEquals(
        List.of("3 wrong-number", "5 whole-division", "7 wrong-number", "8 wrong-number"),
        told.stream().map(it -> it.line() + " " + it.code()).toList(),
        told::toString);
  }
}
