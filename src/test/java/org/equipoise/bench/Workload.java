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
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.internal.utils.KieHelper;

/**
 * Rules and outputs of a kind that services have: flat conditions over flags and numbers, of which
 * a few hold of an output. The same for every peer.
 */
final class Workload {
  private static final int FLAGS = 60;
  private static final int NUMBERS = 10;

  private final List<List<String>> conditions = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();

  private Workload() {}

  static Workload of(int rules, int cases, long seed) {
    Workload made = new Workload();
    Random random = new Random(seed);
    for (int i = 0; i < rules; i++) {
      List<String> all = new ArrayList<>();
      all.add("attr(\"flags.f" + random.nextInt(FLAGS) + "\") == true");
      if (rules > 50) {
        all.add("attr(\"flags.f" + random.nextInt(FLAGS) + "\") == true");
      }
      if (random.nextBoolean()) {
        all.add("attr(\"numbers.n" + random.nextInt(NUMBERS) + "\") > " + random.nextInt(100));
      }
      made.conditions.add(all);
      made.statuses.add(random.nextInt(3) == 0 ? "permit" : "forbid");
    }
    for (int i = 0; i < cases; i++) {
      Map<String, Object> flags = new LinkedHashMap<>();
      for (int f = 0; f < FLAGS; f++) {
        flags.put("f" + f, random.nextInt(rules > 500 ? 20 : 10) == 0);
      }
      Map<String, Object> numbers = new LinkedHashMap<>();
      for (int n = 0; n < NUMBERS; n++) {
        numbers.put("n" + n, random.nextInt(100));
      }
      made.cases.add(
          Case.of(
              "C-" + i,
              Output.of("reply", Attributes.of(Map.of("flags", flags, "numbers", numbers)))));
    }
    return made;
  }

  List<Case> cases() {
    return cases;
  }

  /** The rules as a constitution. */
  Path constitution(Path folder) {
    StringBuilder drl = new StringBuilder("package bench\n\n");
    for (int i = 0; i < conditions.size(); i++) {
      drl.append("rule \"r")
          .append(i)
          .append("\"\n    @Principle( weight = 0.")
          .append(1 + i % 9)
          .append(" )\nwhen\n    $o : Output( ")
          .append(String.join(", ", conditions.get(i)))
          .append(" )\nthen\n    ")
          .append(statuses.get(i))
          .append("( $o, \"why\" );\nend\n\n");
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
    for (int i = 0; i < conditions.size(); i++) {
      drl.append("rule \"r")
          .append(i)
          .append("\"\nwhen\n    $o : Output( ")
          .append(String.join(", ", conditions.get(i)))
          .append(" )\nthen\n    out.add( \"")
          .append(statuses.get(i))
          .append("\" );\nend\n\n");
    }
    return new KieHelper()
        .addContent(drl.toString(), ResourceType.DRL)
        .build(org.drools.model.codegen.ExecutableModelProject.class);
  }
}
