package org.equipoise.inference;

import java.time.Clock;
import java.util.List;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;

/** Applies the rules of a constitution to a case. Stateless and safe to share between threads. */
public final class Inference {
  private Inference() {}

  /**
   * Returns what follows in a case. The order of judgments and of outputs does not matter. Where
   * the time matters and the case has none, it is that of the constitution, or else of the system
   * clock; the case in the findings has it.
   *
   * @param judgments the judgments on the case
   * @throws InferenceException if a rule fails or the case exceeds a limit of the constitution
   */
  public static Findings infer(Constitution constitution, Case given, List<Judgment> judgments) {
    return inferDated(constitution, constitution.dated(given, Clock.systemUTC()), judgments);
  }

  private static Findings inferDated(
      Constitution constitution, Case given, List<Judgment> judgments) {
    Limits limits = constitution.settings().limits();
    int size = size(given) + judgments.size();
    if (size > limits.input()) {
      throw InferenceException.tooLarge(given.id(), size, limits.input());
    }
    boolean isNoneFine = constitution.settings().isNoneFine(given);
    return new Findings(
        new CaseElements(constitution.ruleBase(given), given, judgments, isNoneFine), limits);
  }

  private static int size(Case given) {
    int size = given.attributes().size() + given.facts().size();
    List<Output> outputs = given.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      size += outputs.get(i).attributes().size();
    }
    for (Message message : given.messages()) {
      size += 1 + message.attributes().size();
    }
    size += given.session().raised().size();
    return size;
  }
}
