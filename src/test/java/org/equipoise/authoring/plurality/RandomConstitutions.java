package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/** Small random constitutions, each compiled once, and small random cases for them. */
final class RandomConstitutions {
  private static final List<String> ATTRIBUTES = List.of("a", "b", "c");
  private static final List<String> WEIGHTS = List.of("0.2", "0.3", "0.5", "0.7", "1");

  private final List<Constitution> all = new ArrayList<>();

  RandomConstitutions(int count, Random dice) {
    for (int i = 0; i < count; i++) {
      all.add(constitution(i, dice));
    }
  }

  private static Constitution constitution(int number, Random dice) {
    StringBuilder rules = new StringBuilder("package random\n");
    int count = 2 + dice.nextInt(2);
    for (int r = 0; r < count; r++) {
      String word = dice.nextInt(5) < 3 ? "forbid" : "permit";
      String test = "attr(\"" + pick(ATTRIBUTES, dice) + "\") == true";
      String more =
          dice.nextInt(4) == 0 ? ", attr(\"" + pick(ATTRIBUTES, dice) + "\") != true" : "";
      String absence =
          dice.nextInt(5) == 0 && r > 0
              ? "    not Judgment( output == $o.id, status == \"forbidden\" )\n"
              : "";
      rules.append(
          String.format(
              Locale.ROOT,
              """
              rule "r%d"
                  @Principle( weight = %s )%s
              when
                  $o : Output( %s%s )
              %sthen
                  %s( $o, "r%d says so" );
              end
              """,
              r,
              pick(WEIGHTS, dice),
              r > 0 && dice.nextInt(10) == 0 ? "\n    @Entrenched" : "",
              test,
              more,
              absence,
              word,
              r));
    }
    if (dice.nextInt(3) == 0) {
      rules.append(
          """
          rule "l"
              @Principle( weight = 0.4 )
          when
              $o : Output( attr("b") == true )
          then
              lift( "r0", $o, "b is there" );
          end
          """);
    }
    if (dice.nextInt(3) == 0) {
      rules.append(
          """
          rule "t"
              @Theory( weight = 0.6 )
          when
              $p : Principle( id == "r1" )
              Case( attr("urgent") == true )
          then
              undermine( $p, 0.8, "it is urgent" );
          end
          """);
    }
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"c" + number + "\",\"version\":\"1\"}",
            "rules.drl",
            rules.toString()));
  }

  private static <T> T pick(List<T> among, Random dice) {
    return among.get(dice.nextInt(among.size()));
  }

  /** Different ones. */
  List<NamedConstitution> some(int count, Random dice) {
    List<NamedConstitution> some = new ArrayList<>();
    while (some.size() < count) {
      Constitution next = pick(all, dice);
      NamedConstitution named = new NamedConstitution(next.name(), next);
      if (!some.contains(named)) {
        some.add(named);
      }
    }
    return some;
  }

  static List<Case> cases(int count, Random dice) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Output> outputs = new ArrayList<>();
      for (int o = 0; o <= dice.nextInt(2); o++) {
        Map<String, Object> values = new HashMap<>();
        for (String each : ATTRIBUTES) {
          int roll = dice.nextInt(12);
          values.put(each, roll == 0 ? new Disputed(true, 0.4) : (Object) (roll < 8));
        }
        outputs.add(Output.of("o" + o, Attributes.of(values)));
      }
      Case given = Case.of("case-" + i, outputs.toArray(Output[]::new));
      cases.add(
          dice.nextBoolean() ? given : given.withAttributes(Attributes.of(Map.of("urgent", true))));
    }
    return cases;
  }

  static Map<String, List<Judgment>> judgments(List<Case> cases, Random dice) {
    Map<String, List<Judgment>> judgments = new HashMap<>();
    for (Case each : cases) {
      List<Judgment> own = new ArrayList<>();
      for (int j = 0; j < dice.nextInt(3); j++) {
        DeonticStatus status =
            dice.nextBoolean() ? DeonticStatus.FORBIDDEN : DeonticStatus.PERMITTED;
        own.add(
            Judgment.of(
                "J" + each.id() + j,
                each.id(),
                new Judgment.OnOutput("o0", status),
                dice.nextBoolean() ? 0.4 : 0.6));
      }
      judgments.put(each.id(), own);
    }
    return judgments;
  }
}
