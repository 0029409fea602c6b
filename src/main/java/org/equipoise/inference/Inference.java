package org.equipoise.inference;

import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/** Runs a constitution's rules on a case. Stateless and safe to call from any thread. */
public final class Inference {
  private Inference() {}

  /**
   * What follows in a case, given the judgments held on it. Neither the order of judgments nor that
   * of outputs matters.
   *
   * @throws InferenceException if a rule fails, a limit is met, or the case is larger than the
   *     constitution admits
   */
  public static Findings infer(Constitution constitution, Case given, List<Judgment> judgments) {
    Limits limits = constitution.settings().limits();
    int size = size(given) + judgments.size();
    if (size > limits.input()) {
      throw InferenceException.tooLarge(given.id(), size, limits.input());
    }
    return new Findings(new CaseElements(constitution.ruleBase(), given, judgments), limits);
  }

  private static int size(Case given) {
    int size = given.attributes().size() + given.facts().size();
    List<Output> outputs = given.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      size += outputs.get(i).attributes().size();
    }
    return size;
  }
}
