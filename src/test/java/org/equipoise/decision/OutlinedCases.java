package org.equipoise.decision;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.jspecify.annotations.Nullable;

/** Rules and random cases of which many have the same shape, and some what no outline holds. */
final class OutlinedCases {
  static final int RULES = 14;

  private static final List<String> WORDS = List.of("forbid", "permit", "oblige");
  private static final List<Optional<String>> HOLDERS =
      List.of(Optional.of("ann"), Optional.of("bob"), Optional.of("cid"), Optional.empty());
  private static final List<DeonticStatus> STATUSES = List.of(DeonticStatus.values());
  private static final List<String> CIRCUMSTANCES =
      List.of("forced", "partial", "rash", "costly", "sure", "wise", "seconded", "heard", "bare");

  /** Those that change what follows, not only what it costs. */
  private static final Set<String> RARE = Set.of("forced", "wise", "seconded", "heard", "bare");

  private static final Message DULL =
      new Message(Message.Role.USER, "x", Attributes.of(Map.of("dull", true)), Attributes.none());

  private OutlinedCases() {}

  static String rule(String name, String kind, String when, String then) {
    return "rule \""
        + name
        + "\"\n    "
        + kind
        + "\nwhen\n    "
        + when
        + "\nthen\n    "
        + then
        + "\nend\n\n";
  }

  /** Rules that say all kinds of things, of judgments too. */
  static Constitution constitution(boolean hasLevels) {
    return constitution(hasLevels, "each");
  }

  static Constitution constitution(boolean hasLevels, String voices) {
    StringBuilder text = new StringBuilder("package outlines\n\n");
    for (int i = 0; i < RULES; i++) {
      String level = hasLevels ? level(i) : "";
      String entrenched = i % 5 == 4 ? " @Entrenched" : "";
      text.append(
          rule(
              "r" + i,
              "@Principle( weight = 0." + (1 + (7 * i) % 9) + level + " )" + entrenched,
              "$o : Output( attr(\"f" + i + "\") == true )",
              WORDS.get(i % 3) + "( $o, \"as \" + $o.attr(\"why\") );"));
    }
    String weighs = "@Principle( weight = 0.35 )";
    text.append(
        rule(
            "dull",
            weighs,
            "$o : Output( attr(\"f0\") == true ) $m : Message( attr(\"dull\") == true )",
            "forbid( $o, \"of turn \" + $m.getTurn() );"));
    text.append(
        rule(
            "rather",
            weighs,
            "$a : Output( attr(\"p\") == true ) $b : Output( attr(\"q\") == true, id != $a.id )",
            "prefer( $a, $b, \"it is better\" ); permit( $a );"));
    text.append(
        rule(
            "graded",
            weighs,
            "$o : Output( num(\"part\") > 0 )",
            "forbid( $o, weight( $o.num(\"part\") ), \"in part\" );"));
    text.append(
        rule("look", weighs, "$o : Output( attr(\"g\") == true )", "escalate( $o, \"look\" );"));
    text.append(
        rule(
            "like", weighs, "$o : Output( attr(\"k\") == true )", "alike( $o, \"k\", \"like\" );"));
    text.append(
        rule(
            "kin",
            weighs,
            "$o : Output( attr(\"k\") != null )",
            "alike( $o, $o.attr(\"why\"), \"kin\" );"));
    text.append(reports());
    text.append(ofJudgments(hasLevels));
    text.append(
        rule(
            "backs",
            "@Theory( weight = 0.6 )",
            "Case( attr(\"t\") == true ) $p : Principle( id == \"r1\" )",
            "support( $p, 0.5, \"it is sound\" );"));
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\":\"n\",\"version\":\"1\""
                + (hasLevels ? ",\"levels\":[\"top\",\"high\",\"low\"]" : "")
                + ",\"settings\":{\"voices\":\""
                + voices
                + "\",\"stakeholders\":{\"ann\":"
                + (hasLevels ? "{\"weight\":0.9,\"level\":\"high\"}" : "0.9")
                + (hasLevels ? ",\"dan\":{\"weight\":1,\"level\":\"top\"}" : "")
                + ",\"bob\":0.7,\"*\":0.5}}}",
            "rules.drl",
            text.toString()));
  }

  /** Rules that look at judgments. */
  private static String ofJudgments(boolean hasLevels) {
    StringBuilder text = new StringBuilder();
    String[][] theories = {
      {"forced", "exclude( $j, \"forced\" );"},
      {"partial", "discount( $j, 0.4, \"partial\" ); discount( $j, 0.6, \"or less\" );"},
      {"rash", "discount( $j, 0.7, \"rash\" ); undermine( $j, 0.3, \"rash\" );"},
      {"costly", "support( $j, 0.6, \"costly\" ); support( $j, 0.2, \"or less\" );"},
      {"sure", "support( $j, 0.5, \"sure\" );"}
    };
    for (String[] each : theories) {
      String entrenched = each[0].equals("sure") ? " @Entrenched" : "";
      text.append(
          rule(
              each[0],
              "@Theory( weight = 0.5 )" + entrenched,
              "$j : Judgment( attr(\"" + each[0] + "\") == true )",
              each[1]));
    }
    text.append(
        rule(
            "rashness",
            "@Theory( weight = 0.4 )",
            "$j : Judgment( attr(\"rash\") == true, attr(\"partial\") == true )",
            "discount( $j, 0.9, \"both\" );"));
    text.append(
        rule(
            "cheap",
            "@Theory( weight = 0.6 )",
            "Case( attr(\"t\") == true ) $t : Theory( id == \"costly\" )",
            "undermine( $t, 0.5, \"it is cheap\" );"));
    text.append(
        rule(
            "wise",
            "@Theory( weight = 0.6 )",
            "Judgment( attr(\"wise\") == true ) $p : Principle( id == \"r0\" || id == \"r1\" )",
            "support( $p, 0.4, \"somebody wise spoke\" );"));
    text.append(
        rule(
            "seconded",
            "@Principle( weight = 0.3 )",
            "$j : Judgment( attr(\"seconded\") == true ) $o : Output( id == $j.output )",
            "permit( $o, \"seconded\" );"));
    text.append(
        rule(
            "unheard",
            "@Principle( weight = 0.3 )",
            "$o : Output( attr(\"u\") == true ) not Judgment( attr(\"heard\") == true, output == $o.id )",
            "forbid( $o, \"unheard\" );"));
    if (hasLevels) {
      text.append(
          rule(
              "custom",
              "@Principle( weight = 0.3, level = \"low\" ) @Default( liftedBy = \"top\" )",
              "$o : Output( attr(\"p\") == true )",
              "forbid( $o, \"custom\" );"));
    }
    return text.toString();
  }

  /** Theories that look at what is claimed, and make no claim. */
  static String reports() {
    String theory = "@Theory( weight = 0.4 )";
    return rule(
            "one-for-both",
            theory,
            "$a : Output( attr(\"p\") == true ) $b : Output( attr(\"q\") == true, id != $a.id )\n"
                + "    Claim( output == $a.id ) Claim( output == $b.id )",
            "conflict( \"something is said of both\", $a, $b );")
        + rule(
            "nothing-against",
            theory,
            "$o : Output( attr(\"g\") == true )\n"
                + "    not Claim( output == $o.id, status == \"forbidden\", by matches \"principle:.*\" )",
            "conflict( \"nothing is against it\", $o );")
        + rule(
            "or-else",
            theory,
            "Claim( status == \"obligatory\", $id : output )\n"
                + "    ( Output( id == $id, attr(\"k\") == true ) or Case( attr(\"strict\") == true ) )",
            "conflict( \"it is too much\", $id );")
        + rule(
            "one-mind",
            theory,
            """
            $x : Judgment( prefer != null )
                $y : Judgment( prefer == $x.over, over == $x.prefer, stakeholder == $x.stakeholder, id > $x.id )
                Claim( by == ( "judgment:" + $x.id ) ) Claim( by == ( "judgment:" + $y.id ) )""",
            "conflict( \"each to the other\", $x, $y );")
        + rule(
            "veto",
            theory,
            """
            $j : Judgment( status == "forbidden", attr("bare") == true )
                Claim( by == ( "judgment:" + $j.id ) )
                not Claim( output == $j.output, status == "forbidden", by matches "principle:.*" )""",
            "conflict( \"a bare veto\", $j );");
  }

  static String level(int rule) {
    return ", level = \"" + (rule % 2 == 0 ? "high" : "low") + "\"";
  }

  static Case given(Random random, int number) {
    return given(random, number, 1);
  }

  /**
   * A random case.
   *
   * @param calm how much less is said of it
   */
  static Case given(Random random, int number, int calm) {
    int size = 1 + random.nextInt(calm == 1 || random.nextInt(calm) == 0 ? 3 : 2);
    List<String> ids = new ArrayList<>(List.of("a", "b", "c").subList(0, size));
    if (random.nextInt(10) == 0) {
      Collections.shuffle(ids, random);
    }
    int odds = random.nextInt(10 * calm) == 0 ? 3 : 20 * calm * ids.size();
    List<Output> outputs = new ArrayList<>();
    for (String id : ids) {
      Map<String, Object> its = new TreeMap<>(Map.of("why", "n" + random.nextInt(9)));
      for (int i = 0; i < RULES; i++) {
        its.put("f" + i, random.nextInt(odds) == 0);
      }
      its.put("u", random.nextInt(8) == 0);
      its.put("p", random.nextInt(6 * calm) == 0);
      its.put("q", random.nextInt(6 * calm) == 0);
      its.put("g", random.nextInt(40 * calm) == 0);
      its.put("k", random.nextInt(40 * calm) == 0);
      its.put("part", random.nextInt(40 * calm) == 0 ? random.nextInt(3) * 0.5 : 0);
      if (random.nextInt(40 * calm) == 0) {
        its.put("f1", new Disputed(true, 0.5));
      }
      outputs.add(Output.of(id, Attributes.of(its)));
    }
    List<Message> messages = Collections.nCopies(random.nextInt(3), DULL);
    return new Case(
        "C-" + number,
        null,
        Attributes.of(
            Map.of("t", random.nextInt(3) == 0, "strict", random.nextInt(20 * calm) == 0)),
        outputs,
        List.of(),
        Attributes.none(),
        null,
        messages,
        Session.NONE,
        random.nextInt(10) == 0 ? true : null);
  }

  /** Judgments on a case, mostly of one or two people. */
  static List<Judgment> judgments(Random random, Case given) {
    List<Judgment> judgments = new ArrayList<>();
    int size = random.nextInt(8) == 0 ? random.nextInt(6) : 1 + random.nextInt(2);
    for (int i = 0; i < size; i++) {
      Map<String, Object> circumstances = new TreeMap<>();
      for (String each : CIRCUMSTANCES) {
        if (random.nextInt(RARE.contains(each) ? 150 * size : 8) == 0) {
          circumstances.put(each, true);
        }
      }
      judgments.add(
          new Judgment(
              "J-" + random.nextInt(90) + "-" + i,
              given.id(),
              verdict(random, given),
              holder(random),
              random.nextInt(4) == 0 ? 1 : 0.05 + 0.95 * random.nextDouble(),
              null,
              Attributes.of(circumstances),
              Attributes.none()));
    }
    Collections.shuffle(judgments, random);
    return judgments;
  }

  private static @Nullable String holder(Random random) {
    return random.nextInt(15) == 0
        ? "dan"
        : HOLDERS.get(random.nextInt(HOLDERS.size())).orElse(null);
  }

  private static Judgment.Verdict verdict(Random random, Case given) {
    int outputs = given.outputs().size();
    int one = random.nextInt(outputs);
    int other = random.nextInt(outputs);
    return one != other && random.nextInt(3) == 0
        ? new Judgment.Preference(given.outputs().get(one).id(), given.outputs().get(other).id())
        : new Judgment.OnOutput(
            given.outputs().get(one).id(), STATUSES.get(random.nextInt(STATUSES.size())));
  }
}
