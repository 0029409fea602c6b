package org.equipoise.inference;

import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;

/** Runs a constitution's rules on a case. Stateless and safe to call from any thread. */
public final class Inference {
  private Inference() {}

  /**
   * What follows in a case, given the judgments held on it. Neither the order of judgments nor that
   * of outputs matters.
   *
   * @throws InferenceException if a rule fails or a limit is met
   */
  public static Findings infer(Constitution constitution, Case given, List<Judgment> judgments) {
    Limits limits = constitution.settings().limits();
    return new Findings(new Cast(constitution.ruleBase(), given, judgments), limits);
  }
}
