package org.equipoise.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;

/**
 * Rules and outputs of a kind that services have: flat conditions over flags and numbers, of which
 * a few hold of an output. The same for every peer.
 */
final class Workload {
  static final int FLAGS = 60;
  static final int NUMBERS = 10;

  /**
   * A rule: it speaks where all its flags are up and a number, if it has one, is above a bound.
   *
   * @param number which number, or -1
   * @param permits whether it permits; else it forbids
   * @param tenths its weight, in tenths
   */
  record Rule(int[] flags, int number, int bound, boolean permits, int tenths) {
    String condition(UnaryOperator<String> flag, UnaryOperator<String> number, String and) {
      List<String> all = new ArrayList<>();
      for (int each : flags) {
        all.add(flag.apply("f" + each));
      }
      if (this.number >= 0) {
        all.add(number.apply("n" + this.number) + " > " + bound);
      }
      return String.join(and, all);
    }

    private String drl() {
      return condition(
          it -> "attr(\"flags." + it + "\") == true", it -> "attr(\"numbers." + it + "\")", ", ");
    }
  }

  /** The attributes of one output. */
  record Given(boolean[] flags, int[] numbers) {
    private Map<String, Object> asMap() {
      Map<String, Object> byFlag = new LinkedHashMap<>();
      for (int i = 0; i < flags.length; i++) {
        byFlag.put("f" + i, flags[i]);
      }
      Map<String, Object> byNumber = new LinkedHashMap<>();
      for (int i = 0; i < numbers.length; i++) {
        byNumber.put("n" + i, numbers[i]);
      }
      return Map.of("flags", byFlag, "numbers", byNumber);
    }
  }

  private final List<Rule> rules = new ArrayList<>();
  private final List<Given> given = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();

  private Workload() {}

  static Workload of(int rules, int cases, long seed) {
    Workload made = new Workload();
    Random random = new Random(seed);
    for (int i = 0; i < rules; i++) {
      int[] flags = random.ints(rules > 50 ? 2 : 1, 0, FLAGS).toArray();
      boolean isBounded = random.nextBoolean();
      made.rules.add(
          new Rule(
              flags,
              isBounded ? random.nextInt(NUMBERS) : -1,
              isBounded ? random.nextInt(100) : 0,
              random.nextInt(3) == 0,
              1 + i % 9));
    }
    for (int i = 0; i < cases; i++) {
      boolean[] flags = new boolean[FLAGS];
      for (int f = 0; f < FLAGS; f++) {
        flags[f] = random.nextInt(rules > 500 ? 20 : 10) == 0;
      }
      Given some = new Given(flags, random.ints(NUMBERS, 0, 100).toArray());
      made.given.add(some);
      made.cases.add(Case.of("C-" + i, Output.of("reply", Attributes.of(some.asMap()))));
    }
    return made;
  }

  List<Rule> rules() {
    return rules;
  }

  /** The outputs, in the order of the cases. */
  List<Given> given() {
    return given;
  }

  List<Case> cases() {
    return cases;
  }

  /** The rules as a constitution. */
  Path constitution(Path folder) {
    StringBuilder drl = new StringBuilder("package bench\n\n");
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      drl.append("rule \"r%d\"\n    @Principle( weight = 0.%d )\n".formatted(i, rule.tenths()))
          .append("when\n    $o : Output( %s )\n".formatted(rule.drl()))
          .append("then\n    %s( $o, \"why\" );\n".formatted(rule.permits() ? "permit" : "forbid"))
          .append("end\n\n");
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("constitution.json"), "{\"name\":\"bench\",\"version\":\"1\"}");
      Files.writeString(folder.resolve("rules.drl"), drl);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The rules alone, which add to a list what they conclude. */
  KieBase bare() {
    StringBuilder drl =
        new StringBuilder(
            "package bare\nimport org.equipoise.language.Output\nglobal java.util.List out\n");
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      drl.append("rule \"r%d\"\nwhen\n    $o : Output( %s )\n".formatted(i, rule.drl()))
          .append("then\n    out.add( \"%s\" );\n".formatted(rule.permits() ? "permit" : "forbid"))
          .append("end\n\n");
    }
    return new KieHelper()
        .addContent(drl.toString(), ResourceType.DRL)
        .build(org.drools.model.codegen.ExecutableModelProject.class);
  }

  /** What bare Drools makes of a case. */
  static List<Object> decide(KieBase bare, Case given) {
    List<Object> out = new ArrayList<>();
    KieSession session = bare.newKieSession();
    try {
      session.setGlobal("out", out);
      session.insert(
          new org.equipoise.language.Output(
              "reply", 0, given.id(), null, null, given.outputs().get(0).attributes()::get));
      session.fireAllRules();
    } finally {
      session.dispose();
    }
    return out;
  }
}
