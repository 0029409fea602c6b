package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;

/**
 * The input of a decision, which a search may change. Immutable.
 *
 * @param silenced the ids of rules that are overridden
 * @param semantics the semantics version under which it is decided
 */
record DecisionInput(Case given, List<Judgment> judgments, Set<String> silenced, String semantics) {

  DecisionInput withCase(UnaryOperator<Attributes> change) {
    return withGiven(given.withAttributes(change.apply(given.attributes())));
  }

  DecisionInput withGiven(Case changed) {
    return new DecisionInput(changed, judgments, silenced, semantics);
  }

  DecisionInput withOutput(String id, UnaryOperator<Attributes> change) {
    List<Output> outputs = new ArrayList<>();
    for (Output it : given.outputs()) {
      outputs.add(
          it.id().equals(id)
              ? new Output(
                  id, it.text(), it.author(), change.apply(it.attributes()), it.extensions())
              : it);
    }
    return withGiven(given.withOutputs(outputs));
  }

  DecisionInput withMessage(int turn, UnaryOperator<Attributes> change) {
    List<Message> messages = new ArrayList<>(given.messages());
    messages.set(
        turn, messages.get(turn).withAttributes(change.apply(messages.get(turn).attributes())));
    return withGiven(given.withMessages(messages));
  }

  DecisionInput withJudgment(String id, UnaryOperator<Judgment> change) {
    List<Judgment> changed = new ArrayList<>();
    for (Judgment it : judgments) {
      changed.add(it.id().equals(id) ? change.apply(it) : it);
    }
    return new DecisionInput(given, List.copyOf(changed), silenced, semantics);
  }

  DecisionInput without(String judgment) {
    return new DecisionInput(
        given,
        judgments.stream().filter(it -> !it.id().equals(judgment)).toList(),
        silenced,
        semantics);
  }

  DecisionInput with(Judgment more) {
    List<Judgment> changed = new ArrayList<>(judgments);
    changed.add(more);
    return new DecisionInput(given, List.copyOf(changed), silenced, semantics);
  }

  DecisionInput withoutRule(String rule) {
    Set<String> more = new TreeSet<>(silenced);
    more.add(rule);
    return new DecisionInput(given, judgments, more, semantics);
  }
}
