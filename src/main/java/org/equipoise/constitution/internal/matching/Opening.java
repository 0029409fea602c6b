package org.equipoise.constitution.internal.matching;

import java.util.List;
import java.util.Set;
import org.equipoise.constitution.internal.matching.Step.FactStep;
import org.equipoise.constitution.internal.matching.Step.TestStep;

/**
 * What one alternative of a rule asks of facts of some types: that each of its patterns of these
 * types finds one, and that those before the first of other types find some that go together. Where
 * facts do not meet that, nothing of other types makes the rule match. Immutable.
 */
public final class Opening {
  private final int[] slots;
  private final List<Step> steps;
  private final int variables;

  private Opening(int[] slots, List<Step> steps, int variables) {
    this.slots = slots;
    this.steps = steps;
    this.variables = variables;
  }

  static Opening of(RuleAlternative some, Set<Class<?>> types) {
    int[] slots =
        some.steps().stream()
            .filter(it -> it instanceof FactStep fact && types.contains(fact.type()))
            .mapToInt(it -> ((FactStep) it).slot())
            .toArray();
    List<Step> steps =
        some.steps().stream()
            .takeWhile(
                it ->
                    it instanceof TestStep
                        || (it instanceof FactStep fact && types.contains(fact.type())))
            .toList();
    return new Opening(slots, steps, some.variables());
  }

  /** Whether it asks nothing. */
  public boolean isOpen() {
    return slots.length == 0;
  }

  int[] slots() {
    return slots;
  }

  List<Step> steps() {
    return steps;
  }

  int variables() {
    return variables;
  }
}
