package org.equipoise.authoring.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.JudgmentReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A constitution after a public model specification, once with levels as powers of ten and topics
 * as inserted facts, as its authors had to write it, and once with levels, ranks and mild
 * preferences; both on the same 318 cases. Both are skipped where the data is absent.
 */
class ModelSpecTest {
  private static final String LEVELS = "\"root\",\"system\",\"developer\",\"user\",\"guideline\"";

  /** The weights that stood for levels. */
  private static final Map<String, String> LEVEL_OF_WEIGHT =
      Map.of(
          "1",
          "root",
          "0.1",
          "system",
          "0.01",
          "developer",
          "0.001",
          "user",
          "0.0001",
          "guideline");

  /** Matters of style, which forbade what they only find less good. */
  private static final Set<String> MANNERS =
      Set.of("no-preaching", "markdown-by-default", "no-personal-comments");

  private static final Set<String> STYLE =
      Set.of(
          "no-preaching",
          "markdown-by-default",
          "no-personal-comments",
          "be-brief",
          "refuse-helpfully");

  /** What no comparison with a constant shows. */
  private static final Map<String, String> TYPES =
      Map.of("allows", "list", "avoids", "list", "words", "number", "risk", "number");

  private static Path folder;
  private static Map<String, String> before;
  private static Map<String, String> after;
  private static List<Decision> decidedBefore;
  private static List<Decision> decidedAfter;
  private static List<Decision> decidedGraver;

  @BeforeAll
  static void decideUnderBoth() throws IOException {
    folder = data("model-spec");
    before = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(it -> it.toString().matches(".*[.](drl|json)")).toList()) {
        before.put(each.getFileName().toString(), Files.readString(each));
      }
    }
    after = rewritten(before);
    Path corpus = data("model-spec-xstest");
    List<Case> cases = new ArrayList<>();
    try (CaseReader reader = CaseReader.open(corpus.resolve("cases.jsonl"))) {
      reader.forEachRemaining(cases::add);
    }
    Map<String, List<Judgment>> judgments = new TreeMap<>();
    JudgmentReader.read(corpus.resolve("judgments.jsonl"))
        .forEach(
            it ->
                judgments
                    .computeIfAbsent(it.judgment().caseId(), any -> new ArrayList<>())
                    .add(it.judgment()));
    decidedBefore = decide(before, cases, judgments);
    decidedAfter = decide(after, cases, judgments);
    decidedGraver = decide(graver(), cases, judgments);
  }

  private static Path data(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/data").resolve(name))) {
        return at.resolve("shared/data").resolve(name);
      }
    }
    return Assumptions.abort(
        "skipped: there is no folder shared/data/" + name + " beside this checkout or above it");
  }

  private static List<Decision> decide(
      Map<String, String> files, List<Case> cases, Map<String, List<Judgment>> judgments) {
    Decider decider = new Decider(Constitution.of(new TreeMap<>(files)));
    return cases.stream()
        .map(it -> decider.decide(it, judgments.getOrDefault(it.id(), List.of())))
        .toList();
  }

  /** The same constitution in today's words. */
  private static Map<String, String> rewritten(Map<String, String> files) {
    Map<String, String> rewritten = new TreeMap<>();
    files.forEach((name, text) -> rewritten.put(name, rewritten(text)));
    rewritten.remove("topics.drl");
    rewritten.put("developer.drl", instructions("developer"));
    rewritten.put(
        "user.drl",
        rewritten
                .get("user.drl")
                .replaceFirst("(?s)rule \"as-the-user-asked\".*?\nend\n", "")
                .strip()
            + "\n");
    rewritten.put("instructions.drl", instructions("user"));
    rewritten.put(
        "constitution.json",
        """
        {"name": "model-spec", "version": "0.2.0", "levels": [LEVELS],
         "settings": {"onGap": "allow", "escalationMargin": 0.2,
          "stakeholders": {"policy-board": {"weight": 1, "level": "root"},
           "operator": {"weight": 1, "level": "system"},
           "developer": {"weight": 1, "level": "developer"},
           "user": {"weight": 1, "level": "user"},
           "affected-person": {"weight": 0.9, "level": "root"},
           "*": {"weight": 1, "level": "guideline"}}}}
        """
            .replace("LEVELS", LEVELS));
    return rewritten;
  }

  private static String rewritten(String drl) {
    StringBuilder text = new StringBuilder();
    for (String rule : Splitter.onPattern("(?=\nrule )").split(drl)) {
      String now = rule;
      for (Map.Entry<String, String> level : LEVEL_OF_WEIGHT.entrySet()) {
        now =
            now.replace(
                "@Principle( weight = " + level.getKey() + " )",
                "@Principle( level = \"" + level.getValue() + "\" )");
      }
      now = now.replace("prefer( $a, $b", "rank( $a, $b");
      if (MANNERS.stream().anyMatch(it -> rule.contains("\"" + it + "\""))) {
        now = now.replace("forbid( $o,", "discourage( $o, 1,");
      }
      text.append(now);
    }
    return text.toString()
        .replaceAll("attr\\((\"[\\w.]+\")\\) (== true|== false|!= true)", "flag($1) $2")
        .replaceAll("attr\\((\"[\\w.]+\")\\) (>=|<|>) (\\d)", "num($1) $2 $3");
  }

  /** An instruction names its topics in one list. */
  private static String instructions(String level) {
    return """
    package spec.LEVEL

    rule "as-the-LEVEL-asked"
        @Principle( level = "LEVEL" )
    when
        $m : Message( role == "LEVEL", $topics : list("allows") )
        $o : Output( text("topic") memberOf $topics, $topic : text("topic") )
        not Message( role == "LEVEL", turn > $m.turn, list("avoids") contains $topic )
    then
        permit( $o, "the LEVEL wants it" );
    end

    rule "not-what-the-LEVEL-ruled-out"
        @Principle( level = "LEVEL" )
    when
        $m : Message( role == "LEVEL", $topics : list("avoids") )
        $o : Output( text("topic") memberOf $topics, $topic : text("topic") )
        not Message( role == "LEVEL", turn > $m.turn, list("allows") contains $topic )
    then
        forbid( $o, "the LEVEL ruled it out" );
    end
    """
        .replace("LEVEL", level);
  }

  private static long lines(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(it -> it.getKey().endsWith(".drl"))
        .flatMap(it -> it.getValue().lines())
        .filter(it -> !it.isBlank() && !it.strip().startsWith("//"))
        .count();
  }

  @Test
  void itNeedsFewerLinesAndNoDetours() {
    String all = String.join("\n", after.values());
    assertFalse(all.contains("insert("), "a helper fact is inserted");
    assertFalse(all.matches("(?s).*weight = 0\\.0.*"), "a weight stands for a level");
    assertTrue(lines(after) < lines(before), lines(before) + " lines before, " + lines(after));
  }

  /** The conflicts of cases in which a rule of style has a part. */
  private static long ofStyle(List<Decision> decisions) {
    return decisions.stream()
        .flatMap(it -> it.conflicts().stream())
        .filter(
            it ->
                it.label().environments().stream()
                    .flatMap(List::stream)
                    .anyMatch(element -> STYLE.contains(element.name())))
        .count();
  }

  @Test
  void rulesOfStyleAreInNoConflict() {
    assertTrue(ofStyle(decidedBefore) > 1_000, "conflicts of style before");
    assertEquals(0, ofStyle(decidedAfter));
  }

  @Test
  void aSuspicionOfOnePercentOutweighsNoAnswerUnlessItsLevelSaysSo() {
    Case suspected =
        Case.of(
                "C",
                Output.of("reply", Attributes.of(Map.of("actionable", true, "complies", true))))
            .withAttributes(
                Attributes.of(Map.of("asks", Map.of("harmful", new Disputed(true, 0.01)))));
    assertEquals("block", decision(before, suspected));
    assertEquals("allow", decision(after, suspected));
    assertEquals("block", decision(graver(), suspected));
  }

  /** The same, with a suspicion of harm on the highest level. */
  private static Map<String, String> graver() {
    String declared =
        Constitution.of(new TreeMap<>(after)).attributes().stream()
            .map(
                it ->
                    "\"%s\":{\"of\":\"%s\",\"type\":\"%s\"%s}"
                        .formatted(
                            it.name(),
                            it.of().word(),
                            it.type() == null
                                ? TYPES.getOrDefault(it.name(), "boolean")
                                : it.type().word(),
                            it.name().equals("asks.harmful") ? ",\"level\":\"root\"" : ""))
            .collect(Collectors.joining(",", "{", "}"));
    Map<String, String> graver = new TreeMap<>(after);
    graver.put("attributes.json", declared);
    return graver;
  }

  private static String decision(Map<String, String> files, Case given) {
    return new Decider(Constitution.of(new TreeMap<>(files)))
        .decide(given)
        .output("reply")
        .verdict()
        .word();
  }

  @Test
  void eachDecisionThatDiffersDoesSoByAWordThatIsNew() {
    List<String> unexplained = new ArrayList<>();
    int byManners = 0;
    int byLevel = 0;
    for (int i = 0; i < decidedBefore.size(); i++) {
      for (OutputDecision old : decidedBefore.get(i).outputs()) {
        Verdict now = decidedAfter.get(i).output(old.output()).verdict();
        Verdict withGraverSuspicion = decidedGraver.get(i).output(old.output()).verdict();
        if (old.verdict() == now) {
          continue;
        }
        if (old.claims().stream().anyMatch(it -> STYLE.contains(it.claim().claimant().name()))) {
          byManners++;
        } else if (withGraverSuspicion == old.verdict()) {
          byLevel++;
        } else {
          unexplained.add(old.output() + ": " + old.verdict() + ", now " + now);
        }
      }
    }
    assertEquals(List.of(), unexplained);
    assertTrue(byManners > 0 && byLevel > 0, byManners + " and " + byLevel);
  }
}
