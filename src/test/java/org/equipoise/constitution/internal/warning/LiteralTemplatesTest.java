package org.equipoise.constitution.internal.warning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.Constitution;
import org.equipoise.problem.Problem;
import org.junit.jupiter.api.Test;

/** A text that looks like a template is told with what to write, and that is accepted. */
class LiteralTemplatesTest {
  private static final Pattern WRITE = Pattern.compile("write `([^`]+)`");

  /** Conditions, what is claimed, and what should be. */
  private static final List<String> FORMS =
      List.of(
          "$o : Output( attr(\"n\") > 1 )#\"n is {n}\"#\"n is \" + $o.attr(\"n\")",
          "$o : Output( attr(\"n\") > 1 )#\"n is ${n} here\"#\"n is \" + $o.attr(\"n\") + \" here\"",
          "$o : Output( attr(\"n\") > 1 )#\"n is {{ n }}\"#\"n is \" + $o.attr(\"n\")",
          "$o : Output( attr(\"a.n\") > 1 )#\"n is #{a.n}\"#\"n is \" + $o.attr(\"a.n\")",
          "$o : Output( attr(\"n\") > 1 )#\"n is %s\"#\"n is \" + $o.attr(\"n\")",
          "$o : Output( attr(\"n\") > 1 )#\"n is %.2f\"#\"n is \" + $o.attr(\"n\")",
          "$o : Output( attr(\"n\") > 1 )#\"n is $o.n\"#\"n is \" + $o.attr(\"n\")",
          "$o : Output( attr(\"n\") > 1 )#\"{o.id} is it\"#\"\" + $o.getId() + \" is it\"",
          "$c : Case() $o : Output()#\"in $c\"#\"in \" + $c.getId()",
          "$o : Output( $m : num(\"n\") )#\"{m} is n\"#\"\" + $m + \" is n\"",
          "$o : Output( $m : num(\"n\") )#\"a\" + \" {m}\"#\" \" + $m",
          "$o : Output( $m : num(\"n\") )#weight( 0.5 ), \"it is $m\"#\"it is \" + $m");

  private static final List<String> HONEST =
      List.of(
          "$o : Output( attr(\"n\") > 1 )#\"a set {a, b}, $5, {x}, 50% sure, 100%d, {}\"",
          "$o : Output( attr(\"n\") > 1 )#\"a {n}\".replace( \"{n}\", \"b\" )",
          "$o : Output( attr(\"n\") > 1 )#\"n is \" + $o.attr(\"n\")");

  private static List<Problem> warnings(List<String> forms) {
    StringBuilder rules = new StringBuilder("package n\n");
    for (int i = 0; i < forms.size(); i++) {
      String[] sides = forms.get(i).split("#(?!\\{)", 3);
      rules.append(
          "rule \"r%d\" @Principle when %s then forbid( $o, %s ); end\n"
              .formatted(i, sides[0], sides[1]));
    }
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\": \"n\", \"version\": \"1\"}",
                "r.drl",
                rules.toString()));
    return Warnings.of(Path.of("n"), constitution.rules().values(), null).stream()
        .filter(it -> it.code().equals("taken-literally"))
        .toList();
  }

  @Test
  void aTemplateIsToldWithTheValueJoinedToTheText() {
    List<Problem> told = warnings(FORMS);
    List<String> corrected = new ArrayList<>();
    for (int i = 0; i < FORMS.size(); i++) {
      String[] sides = FORMS.get(i).split("#(?!\\{)", 3);
      String name = "r" + i;
      Optional<Problem> problem = told.stream().filter(it -> name.equals(it.subject())).findFirst();
      assertTrue(problem.isPresent(), FORMS.get(i));
      Matcher write = WRITE.matcher(String.valueOf(problem.get().hint()));
      assertTrue(write.find(), problem.get()::toString);
      assertEquals(sides[2], write.group(1));
      corrected.add(sides[0] + "#" + write.group(1));
    }
    assertEquals(List.of(), warnings(corrected));
  }

  @Test
  void whereNoVariableStandsForTheFactItIsSaidHowToBindOne() {
    List<Problem> told = warnings(List.of("Case( attr(\"n\") == 1 ) $o : Output()#\"n is {n}\""));
    assertEquals(
        List.of("bind it in the condition, `$n : attr(\"n\")`, and write `\"n is \" + $n`"),
        told.stream().map(Problem::hint).toList());
  }

  @Test
  void bracesAndSignsThatNameNothingAreFine() {
    assertEquals(List.of(), warnings(HONEST));
  }
}
