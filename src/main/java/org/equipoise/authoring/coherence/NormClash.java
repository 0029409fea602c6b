package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.coherence.NormText;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.language.Principle;

/**
 * Two principles whose sentences say of the same words what cannot both be: one that it must not
 * be, the other that it must or may. It is found without any model, in English sentences only.
 * Immutable.
 *
 * @param first the principle that comes first by its id, as {@code principle:ID}
 * @param firstSays its sentence
 * @param second the other one
 * @param secondSays its sentence
 */
public record NormClash(String first, String firstSays, String second, String secondSays) {
  /** Returns the clashes among the principles of a constitution, in the order of their ids. */
  public static List<NormClash> of(Constitution constitution) {
    List<DefinedRule> principles =
        constitution.rules().values().stream()
            .filter(it -> it.rule() instanceof Principle && it.rule().says() != null)
            .toList();
    List<NormText> norms = principles.stream().map(it -> NormText.of(says(it))).toList();
    List<NormClash> clashes = new ArrayList<>();
    for (int i = 0; i < principles.size(); i++) {
      for (int j = i + 1; j < principles.size(); j++) {
        if (norms.get(i).contradicts(norms.get(j))) {
          clashes.add(
              new NormClash(
                  principles.get(i).rule().element().toString(),
                  says(principles.get(i)),
                  principles.get(j).rule().element().toString(),
                  says(principles.get(j))));
        }
      }
    }
    return List.copyOf(clashes);
  }

  private static String says(DefinedRule rule) {
    return String.valueOf(rule.rule().says());
  }
}
