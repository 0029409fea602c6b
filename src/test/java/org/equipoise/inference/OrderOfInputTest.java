package org.equipoise.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.constitution.Constitution;
import org.junit.jupiter.api.Test;

/**
 * The order of files, rules, outputs, judgments and attributes, names of packages and variables,
 * layout and comments change no byte of a finding.
 */
class OrderOfInputTest {
  private static final int RULE_SETS = Math.max(6, Integer.getInteger("equipoise.seeds", 200) / 16);
  private static final int ARRANGEMENTS = 3;

  @Test
  void whateverTheOrderOfInputTheFindingsAreTheSame() {
    int compared = 0;
    for (long seed = 1_000_000; compared < RULE_SETS; seed++) {
      Generator generator = new Generator(seed);
      Script script = generator.script();
      if (Dependences.strata(script) == null) {
        continue;
      }
      compared++;
      Trial trial = new Trial(seed, script);
      List<Situation> situations = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        situations.add(generator.situation(script));
      }
      List<String> first = null;
      for (int arrangement = 0; arrangement < ARRANGEMENTS; arrangement++) {
        Constitution constitution = trial.check(arrangement).constitution().orElseThrow();
        Random random = new Random(arrangement);
        List<String> shown = new ArrayList<>();
        situations.forEach(it -> shown.add(shown(constitution, it.reordered(random))));
        if (first == null) {
          first = shown;
          assertTrue(String.join("", shown).length() > 100);
        }
        int here = arrangement;
        assertEquals(
            String.join("\n", first),
            String.join("\n", shown),
            () -> trial.shown(0) + "\nagainst\n" + trial.shown(here));
      }
    }
  }

  private static String shown(Constitution constitution, Situation situation) {
    Findings findings = Inference.infer(constitution, situation.asCase(), situation.asJudgments());
    return String.join(
        "\n",
        findings.claims().toString(),
        findings.conflicts().toString(),
        findings.alike().toString(),
        findings.weighings().toString(),
        findings.guidance().toString(),
        findings.raised().toString(),
        findings.excluded().toString());
  }
}
