package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Consequence;
import org.drools.model.Rule;
import org.drools.model.functions.BlockN;
import org.equipoise.constitution.internal.matching.Step.AccumulateStep;
import org.equipoise.constitution.internal.matching.Step.FactStep;

/**
 * One way in which a rule can match: a sequence of conditions, and what happens when they hold. A
 * rule with {@code or} has several.
 */
final class RuleAlternative {
  private final int rule;
  private final int number;
  private final List<Step> steps;
  private final int[] slots;
  private final int values;
  private final int variables;
  private final BlockN consequence;
  private final int[] arguments;

  RuleAlternative(
      int rule, int number, List<Step> steps, int variables, BlockN consequence, int[] arguments) {
    this.rule = rule;
    this.number = number;
    this.steps = steps;
    this.slots =
        steps.stream()
            .filter(FactStep.class::isInstance)
            .mapToInt(it -> ((FactStep) it).slot())
            .toArray();
    this.values = (int) steps.stream().filter(AccumulateStep.class::isInstance).count();
    this.variables = variables;
    this.consequence = consequence;
    this.arguments = arguments;
  }

  /**
   * The productions of a rule.
   *
   * @param number the rule's
   * @param first the first production's number
   */
  static List<RuleAlternative> of(Rule rule, int number, AlphaNetwork discrimination, int first)
      throws UnmatchableException {
    Consequence consequence = rule.getDefaultConsequence();
    if (rule.getConsequences().size() != 1
        || consequence == null
        || consequence.isUsingDrools()
        || consequence.isBreaking()
        || !consequence.getLanguage().equals("java")) {
      throw new UnmatchableException(consequence);
    }
    List<RuleAlternative> productions = new ArrayList<>();
    for (List<Condition> sequence : alternatives(rule.getView())) {
      productions.add(
          new AlternativeReading(number, first + productions.size(), discrimination)
              .production(sequence, consequence));
    }
    return productions;
  }

  /** A condition as alternatives, each a sequence of conditions that have no alternatives. */
  static List<List<Condition>> alternatives(Condition condition) throws UnmatchableException {
    switch (condition.getType()) {
      case AND -> {
        List<List<Condition>> all = List.of(List.of());
        for (Condition part : condition.getSubConditions()) {
          List<List<Condition>> longer = new ArrayList<>();
          for (List<Condition> begun : all) {
            for (List<Condition> end : alternatives(part)) {
              List<Condition> sequence = new ArrayList<>(begun);
              sequence.addAll(end);
              longer.add(sequence);
            }
          }
          all = longer;
        }
        return all;
      }
      case OR -> {
        List<List<Condition>> all = new ArrayList<>();
        for (Condition part : condition.getSubConditions()) {
          all.addAll(alternatives(part));
        }
        return all;
      }
      case PATTERN, NOT, EXISTS, FORALL, ACCUMULATE, EVAL -> {
        return List.of(List.of(condition));
      }
      case CONSEQUENCE -> {
        return List.of(List.of()); // the one that there is, at the end
      }
      default -> throw new UnmatchableException(condition.getType());
    }
  }

  /** The number of its rule. */
  int rule() {
    return rule;
  }

  int number() {
    return number;
  }

  List<Step> steps() {
    return steps;
  }

  /** Where facts gather for the steps that bind one, in order; not to be written to. */
  int[] slots() {
    return slots;
  }

  /** How many values are worked out and may themselves be facts. */
  int values() {
    return values;
  }

  int variables() {
    return variables;
  }

  void execute(Object[] bound) throws Exception {
    consequence.execute(Step.values(arguments, bound));
  }
}
