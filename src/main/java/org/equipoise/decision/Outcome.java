package org.equipoise.decision;

import java.util.List;

/**
 * What is decided in a case, without the reasons.
 *
 * @param answer what the case comes down to
 * @param verdicts one for each output, in the order of the case
 */
public record Outcome(Answer answer, List<Verdict> verdicts) {
  public Outcome {
    verdicts = List.copyOf(verdicts);
  }
}
