package org.equipoise.inference;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.language.Alike;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Session;
import org.equipoise.language.Stance;

/** One seed: a script on disk, and what the engine under test makes of it. */
final class Trial {
  private static final Pattern VARIABLE = Pattern.compile("\\$[a-z]\\w*");

  private static final String PLAIN = "{\"name\": \"trial\", \"version\": \"1\"}";
  private static final String LEVELLED =
      """
      {"name": "trial", "version": "1", "levels": ["high", "mid", "low"],
       "settings": {"stakeholders": {
         "of-high": {"weight": 1, "level": "high"}, "of-mid": {"weight": 1, "level": "mid"},
         "*": 1}}}
      """;

  private final long seed;
  private final Script script;

  Trial(long seed, Script script) {
    this.seed = seed;
    this.script = script;
  }

  /** The script as the files of a constitution; which rule is in which file depends on the seed. */
  List<String> files(long arrangement) {
    Random random = new Random(arrangement);
    List<String> statements = new ArrayList<>();
    script.types().forEach(it -> statements.add(ScriptText.type(it)));
    script.rules().forEach(it -> statements.add(ScriptText.rule(it, script)));
    Collections.shuffle(statements, random);
    int count = 1 + random.nextInt(3);
    List<StringBuilder> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(new StringBuilder("package some.p" + random.nextInt(3) + "\n\n"));
    }
    String suffix = arrangement % 2 == 0 ? "" : "Else";
    statements.forEach(
        it -> files.get(random.nextInt(count)).append(respelt(it, suffix, random)).append('\n'));
    return files.stream().map(StringBuilder::toString).toList();
  }

  /** The same statement with other names of variables, other blanks, and comments. */
  private static String respelt(String statement, String suffix, Random random) {
    if (suffix.isEmpty()) {
      return statement;
    }
    StringBuilder text = new StringBuilder();
    for (String line :
        Splitter.on('\n').split(VARIABLE.matcher(statement).replaceAll("$0" + suffix))) {
      if (line.equals("when") || line.equals("then") || line.equals("end")) {
        text.append(random.nextBoolean() ? "  // rule \"none\" when then end\n" : "\n");
      }
      text.append(random.nextBoolean() ? "\t" : "").append(line).append('\n');
    }
    return text.toString();
  }

  /** The script loaded from a folder that is gone afterwards. */
  Constitution.Checked check(long arrangement) {
    try {
      Path folder = Files.createTempDirectory("trial");
      try {
        Random random = new Random(arrangement);
        Files.writeString(
            folder.resolve("constitution.json"), script.areLevelled() ? LEVELLED : PLAIN);
        for (String file : files(arrangement)) {
          Files.writeString(folder.resolve("f" + random.nextInt(1_000_000) + ".drl"), file);
        }
        return Constitution.check(folder);
      } finally {
        try (Stream<Path> walk = Files.walk(folder)) {
          for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every difference between what the engine finds and what the oracle does; empty if none. */
  static List<String> differences(
      Constitution constitution, Situation situation, Oracle oracle, boolean everyWorld) {
    List<String> differences = new ArrayList<>();
    Findings findings = Inference.infer(constitution, situation.asCase(), situation.asJudgments());
    Map<String, List<List<String>>> expected = oracle.labels();
    Map<String, List<List<String>>> found = labels(findings, situation, differences);
    Set<String> all = new TreeSet<>(expected.keySet());
    all.addAll(found.keySet());
    for (String conclusion : all) {
      if (!expected.containsKey(conclusion)) {
        differences.add("should not be found: " + conclusion + " " + found.get(conclusion));
      } else if (!found.containsKey(conclusion)) {
        differences.add("is not found: " + conclusion + " " + expected.get(conclusion));
      } else if (!expected.get(conclusion).equals(found.get(conclusion))) {
        differences.add(
            conclusion
                + "\n      rests on "
                + expected.get(conclusion)
                + "\n      but got  "
                + found.get(conclusion));
      }
    }
    degrees(findings, oracle, differences);
    if (!findings.raised().equals(raised(oracle.conclusions(oracle.top())))) {
      differences.add("should not raise " + findings.raised());
    }
    if (constitution.ruleBase().compiled().isDirect()) {
      byTheEngine(constitution, situation, found, differences);
    }
    regions(findings, situation, oracle, differences);
    CaseElements caseElements = caseElements(constitution.ruleBase(situation.asCase()), situation);
    Limits limits = constitution.settings().limits();
    for (Limits tight :
        List.of(
            new Limits(limits.input(), limits.firings(), limits.facts(), 1, limits.worlds()),
            new Limits(limits.input(), limits.firings(), limits.facts(), limits.labelSize(), 3))) {
      cut(new Findings(caseElements, tight), situation, oracle, tight, differences);
    }
    if (everyWorld || !differences.isEmpty()) {
      worlds(constitution, situation, oracle, differences);
    }
    return differences;
  }

  private static CaseElements caseElements(RuleBase rules, Situation situation) {
    return new CaseElements(rules, situation.asCase(), situation.asJudgments());
  }

  private static List<String> raised(Set<String> conclusions) {
    return conclusions.stream()
        .filter(it -> it.startsWith("raised "))
        .map(it -> it.substring("raised ".length()))
        .toList();
  }

  private static void degrees(Findings findings, Oracle oracle, List<String> differences) {
    Map<String, Double> found = new TreeMap<>();
    findings.claims().stream()
        .filter(it -> it.claim().claimant().isRule())
        .forEach(it -> found.put(text(it.claim()), it.degree()));
    Map<String, Double> expected = new TreeMap<>(oracle.degrees(oracle.top()));
    if (!found.equals(expected)) {
      differences.add("the degrees should be " + expected + ", not " + found);
    }
  }

  /** What is matched without the engine is what the engine matches. */
  private static void byTheEngine(
      Constitution constitution,
      Situation situation,
      Map<String, List<List<String>>> found,
      List<String> differences) {
    CaseElements caseElements =
        caseElements(constitution.ruleBase(situation.asCase()).inEngine(), situation);
    Findings byEngine = new Findings(caseElements, constitution.settings().limits());
    Map<String, List<List<String>>> expected = labels(byEngine, situation, differences);
    if (!expected.equals(found)) {
      differences.add("the engine finds " + expected + ", but without it come " + found);
    }
  }

  /** With tight limits, a label lacks environments only where it says so, and has no other. */
  private static void cut(
      Findings findings,
      Situation situation,
      Oracle oracle,
      Limits limits,
      List<String> differences) {
    List<String> cut = new ArrayList<>();
    Map<String, List<List<String>>> found = labels(findings, situation, cut);
    oracle
        .labels()
        .forEach(
            (conclusion, expected) -> {
              List<List<String>> environments = found.getOrDefault(conclusion, List.of());
              boolean isCut = cut.contains("is truncated: " + conclusion);
              boolean isRight =
                  isCut
                      ? environments.stream()
                          .allMatch(it -> expected.stream().anyMatch(it::containsAll))
                      : expected.equals(environments);
              if (!isRight) {
                differences.add(
                    conclusion
                        + " under "
                        + limits
                        + (isCut ? " has among " : " is not said to be cut: ")
                        + environments
                        + " what is not in "
                        + expected);
              }
            });
  }

  private static Map<String, List<List<String>>> labels(
      Findings findings, Situation situation, List<String> differences) {
    Map<String, List<List<String>>> found = new TreeMap<>();
    findings.claims().forEach(it -> put(found, text(it.claim()), it.label(), differences));
    findings.conflicts().forEach(it -> put(found, text(it.conflict()), it.label(), differences));
    findings.alike().forEach(it -> put(found, text(it.alike()), it.label(), differences));
    for (Findings.FoundGuidance each : findings.guidance()) {
      String text = text(each.guidance());
      boolean isLift = each.guidance() instanceof Guidance.Lift;
      put(found, isLift ? text + " on " + each.output() : text, each.label(), differences);
    }
    for (Stance stance : stances(situation)) {
      boolean isTaken =
          findings.claims().stream().anyMatch(it -> text(stance(it.claim())).equals(text(stance)));
      if (isTaken) {
        put(found, text(stance), findings.label(stance), differences);
      }
    }
    return found;
  }

  private static void put(
      Map<String, List<List<String>>> found,
      String conclusion,
      Label label,
      List<String> differences) {
    List<List<String>> environments = new ArrayList<>();
    label
        .environments()
        .forEach(it -> environments.add(it.stream().map(Element::toString).toList()));
    environments.sort(Comparator.comparing(Object::toString));
    if (found.put(conclusion, environments) != null) {
      differences.add("is found twice: " + conclusion);
    }
    if (label.truncated()) {
      differences.add("is truncated: " + conclusion);
    }
  }

  /** In every world, a stance is taken where its regions say so, and only there. */
  private static void regions(
      Findings findings, Situation situation, Oracle oracle, List<String> differences) {
    for (Stance stance : stances(situation)) {
      List<WorldRegion> regions = findings.regions(stance);
      for (int world = 0; world < oracle.worlds(); world++) {
        int at = world;
        List<WorldRegion> here =
            regions.stream()
                .filter(
                    it ->
                        it.standing().stream().allMatch(e -> stands(e, at, oracle))
                            && it.relaxed().stream().noneMatch(e -> stands(e, at, oracle)))
                .toList();
        boolean found =
            here.size() == 1
                && here.get(0).environments().stream()
                    .anyMatch(it -> it.stream().allMatch(e -> stands(e, at, oracle)));
        if (here.size() != 1 || found != oracle.conclusions(world).contains(text(stance))) {
          differences.add(
              text(stance)
                  + (found ? " should not hold" : " should hold")
                  + " in the region of "
                  + standing(world, oracle)
                  + ", which is in "
                  + here);
          return;
        }
      }
    }
  }

  /** Whether the engine derives in each world what the oracle does; labels apart. */
  private static void worlds(
      Constitution constitution, Situation situation, Oracle oracle, List<String> differences) {
    CaseElements caseElements = caseElements(constitution.ruleBase(situation.asCase()), situation);
    for (int world = 0; world < oracle.worlds(); world++) {
      BitSet relaxed = new BitSet();
      for (int number = 0; number < caseElements.size(); number++) {
        relaxed.set(number, !stands(caseElements.element(number), world, oracle));
      }
      Set<String> found = new TreeSet<>();
      for (DerivationNode node :
          InferenceRun.of(caseElements, relaxed, constitution.settings().limits()).nodes()) {
        if (!node.family().isFalse()) {
          if (node.value() instanceof Claim it) {
            found.add(text(it));
          } else if (node.value() instanceof Conflict it) {
            found.add(text(it));
          } else if (node.value() instanceof Alike it) {
            found.add(text(it));
          } else if (node.value() instanceof Guidance it) {
            found.add(text(it));
          } else if (node.value() instanceof Session it) {
            it.getRaised().forEach(name -> found.add("raised " + name));
          } else if (node.value() instanceof Stance it) {
            found.add(text(it));
          }
        }
      }
      if (!found.equals(oracle.conclusions(world))) {
        Set<String> missing = new TreeSet<>(oracle.conclusions(world));
        missing.removeAll(found);
        found.removeAll(oracle.conclusions(world));
        differences.add(
            "the engine's world "
                + standing(world, oracle)
                + " lacks "
                + missing
                + " and has beyond it "
                + found);
        return;
      }
    }
    if (!differences.isEmpty()) {
      differences.add("the engine derives the right things in each world: labels are at fault");
    }
  }

  private static List<Stance> stances(Situation situation) {
    return situation.outputs().stream()
        .flatMap(
            it ->
                Stream.of(Stance.AGAINST, Stance.FOR)
                    .map(position -> new Stance(Situation.CASE, it.id(), position)))
        .toList();
  }

  private static boolean stands(Element element, int world, Oracle oracle) {
    return (world & 1 << Collections.binarySearch(oracle.elements(), element.toString())) != 0;
  }

  private static List<String> standing(int world, Oracle oracle) {
    return oracle.elements().stream()
        .filter(it -> (world & 1 << oracle.elements().indexOf(it)) != 0)
        .toList();
  }

  private static Stance stance(Claim claim) {
    return new Stance(
        claim.caseId(),
        claim.output(),
        claim.deonticStatus() == DeonticStatus.FORBIDDEN ? Stance.AGAINST : Stance.FOR);
  }

  private static String text(Claim it) {
    return "claim " + it.output() + " " + it.getStatus() + " " + it.over() + " " + it.getBy();
  }

  private static String text(Conflict it) {
    return "conflict " + it.kind() + " " + it.about();
  }

  private static String text(Alike it) {
    return "alike " + it;
  }

  private static String text(Guidance guidance) {
    if (guidance instanceof Guidance.Lift it) {
      return "lift " + it.rule() + " " + it.output() + " " + it.by();
    } else if (guidance instanceof Guidance.Pull it) {
      return "pull " + it.output() + " " + it.strength() + " " + it.by();
    } else if (guidance instanceof Guidance.Rank it) {
      return "rank " + it.output() + " " + it.over() + " " + it.by();
    }
    return "escalate " + guidance.output() + " " + guidance.by();
  }

  private static String text(Stance it) {
    return "stance " + it.output() + " " + it.position();
  }

  /** Everything needed to see a failure again. */
  String shown(long arrangement) {
    return "seed " + seed + "\n" + String.join("\n//----\n", files(arrangement));
  }
}
