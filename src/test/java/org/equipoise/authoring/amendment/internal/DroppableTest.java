package org.equipoise.authoring.amendment.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.authoring.amendment.internal.Option.Dropped;
import org.equipoise.constitution.Constitution;
import org.junit.jupiter.api.Test;

class DroppableTest {
  private static final String MANIFEST = "{\"name\": \"t\", \"version\": \"1\"}";

  private static final Constitution RULES =
      Constitution.of(
          Map.of(
              "constitution.json",
              MANIFEST,
              "rules.drl",
              """
              package t
              rule "lines" @Principle( weight = 0.8 )
              when
                  $o : Output( attr("dose") == true, // it names a dose
                               attr("child") == true ) // to a child
                  Case( attr("ward") == "icu" )
                  // unless it is cited
                  not Output( id == $o.id, attr("cited") == true )
              then
                  forbid( $o, "so" );
              end

              rule "one line" @Principle( weight = 0.8 )
              when $o : Output( attr("a") == true && attr("b") > 1, $n : attr("n"), attr("c") == $n ) exists Output( attr("d") == true ) then permit( $o, "so" ); end

              rule "alternatives" @Principle( weight = 0.8 )
              when
                  $o : Output( attr("a") == true || attr("b") == true )
                  Case( $w : attr("ward") ) and Case( $w memberOf attr("wards") )
              then
                  forbid( $o, "so" );
              end

              rule "not a list" @Principle( weight = 0.8 )
              when
                  $o : Output( attr("a") == true )
                  ( Case( attr("b") == true ) or Case( attr("c") == true ) )
              then
                  forbid( $o, "so" );
              end

              rule "preference" @Principle( weight = 0.8 )
              when
                  $o : Output( attr("a") == true )
                  $p : Output( id != $o.id )
              then
                  prefer( $o, $p );
              end
              """));

  private static Droppable rule(String name) {
    return Droppable.of(Objects.requireNonNull(RULES.rules().get(name))).orElseThrow();
  }

  private static List<String> conditions(String name) {
    return rule(name).conditions().stream().map(Dropped::text).toList();
  }

  private static String without(String name, Integer... numbers) {
    Droppable rule = rule(name);
    return rule.renamed(
        name,
        rule.conditions().stream().filter(it -> List.of(numbers).contains(it.number())).toList());
  }

  @Test
  void eachTestAndEachOtherConditionCanBeDroppedWhoseVariablesNothingElseUses() {
    assertEquals(
        List.of(
            "attr(\"dose\") == true",
            "attr(\"child\") == true",
            "attr(\"ward\") == \"icu\"",
            "not Output( id == $o.id, attr(\"cited\") == true )"),
        conditions("lines"));
    assertEquals(
        List.of(
            "attr(\"a\") == true", "attr(\"b\") > 1", "attr(\"c\") == $n", "attr(\"d\") == true"),
        conditions("one line"));
    assertEquals(
        List.of("attr(\"a\") == true || attr(\"b\") == true", "$w memberOf attr(\"wards\")"),
        conditions("alternatives"));
    assertTrue(Droppable.of(Objects.requireNonNull(RULES.rules().get("preference"))).isEmpty());
  }

  @Test
  void whatIsLeftOfARuleStaysAsItsAuthorWroteIt() {
    assertEquals(
        """
        rule "lines" @Principle( weight = 0.8 )
        when
            $o : Output(  // it names a dose
                         attr("child") == true ) // to a child
            Case( attr("ward") == "icu" )
            // unless it is cited
        then
            forbid( $o, "so" );
        end""",
        without("lines", 0, 3));
    assertEquals(
        """
        rule "lines" @Principle( weight = 0.8 )
        when
            $o : Output( attr("dose") == true // it names a dose
                          ) // to a child
            Case()
            // unless it is cited
            not Output( id == $o.id, attr("cited") == true )
        then
            forbid( $o, "so" );
        end""",
        without("lines", 1, 2));
    assertEquals(
        "rule \"one line\" @Principle( weight = 0.8 )\n"
            + "when $o : Output( attr(\"b\") > 1, $n : attr(\"n\") ) exists Output()"
            + " then permit( $o, \"so\" ); end",
        without("one line", 0, 2, 3));
  }

  @Test
  void aRuleWithoutAnyOfItsConditionsIsARule() {
    StringBuilder rules = new StringBuilder("package t\n");
    int number = 0;
    for (String name : List.of("lines", "one line", "alternatives", "not a list")) {
      Droppable rule = rule(name);
      for (int set = 0; set < 1 << rule.conditions().size(); set++) {
        List<Dropped> dropped = new ArrayList<>();
        for (Dropped each : rule.conditions()) {
          if ((set >> each.number() & 1) == 1) {
            dropped.add(each);
          }
        }
        rules.append(rule.renamed("r" + number++, dropped)).append("\n\n");
      }
    }
    Constitution all =
        Constitution.of(Map.of("constitution.json", MANIFEST, "rules.drl", rules.toString()));
    assertEquals(number, all.rules().size());
  }
}
