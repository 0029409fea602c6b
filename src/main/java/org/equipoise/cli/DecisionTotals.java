package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.util.EnumMap;
import java.util.Map;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;

/** How many cases were decided, and how. An output counts as what the host is told to do. */
final class DecisionTotals {
  private final Map<Action, Integer> outputs = new EnumMap<>(Action.class);
  private int cases;
  private int errors;
  private int conflicts;
  private int gaps;

  void add(Decision decision) {
    cases++;
    if (decision.state() == DecisionState.ERROR) {
      errors++;
      return;
    }
    conflicts += decision.conflicts().isEmpty() ? 0 : 1;
    gaps += decision.gap() ? 1 : 0;
    for (OutputDecision each : decision.outputs()) {
      outputs.merge(each.action(), 1, Integer::sum);
    }
  }

  /** The totals in a line. */
  String words() {
    return count(cases, "case")
        + ": "
        + count(number(Action.ALLOW) + number(Action.BLOCK) + number(Action.ESCALATE), "output")
        + " ("
        + number(Action.ALLOW)
        + " allowed, "
        + number(Action.BLOCK)
        + " blocked, "
        + number(Action.ESCALATE)
        + " left to a person), "
        + count(errors, "error")
        + "; conflicts in "
        + count(conflicts, "case")
        + (gaps == 0 ? "" : "; no principle speaks in " + count(gaps, "case"));
  }

  private int number(Action action) {
    return outputs.getOrDefault(action, 0);
  }
}
