package org.equipoise.matching;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.equipoise.matching.Discrimination.Slot;
import org.equipoise.matching.Production.ExistsStep;
import org.equipoise.matching.Production.FactStep;
import org.equipoise.matching.Production.Step;
import org.equipoise.metering.Meter;
import org.jspecify.annotations.Nullable;

/** Facts and rules as a {@link Network} matches them. */
final class NetworkMemory implements WorkingMemory {
  private static final Object[] NONE = {};

  /** The facts that one pattern could match; up to a mark, matches with them have fired. */
  private static final class Gathered {
    private Object[] facts = new Object[2];
    private int size;
    private int fired;

    void add(Object fact) {
      if (size == facts.length) {
        facts = Arrays.copyOf(facts, size * 2);
      }
      facts[size++] = fact;
    }
  }

  private final Network network;
  private final Gathered[] slots;
  private final long[] due;
  private int first;
  private @Nullable String rule;

  // Of the production that fires: what is bound, what is matched, and of which facts one is tried.
  private Production production;
  private Object[] bound = new Object[8];
  private Object[] taken = NONE;
  private int[] from = {};
  private int[] to = {};
  private int limit;
  private int fired;

  NetworkMemory(Network network) {
    this.network = network;
    this.slots = new Gathered[network.discrimination().size()];
    this.due = new long[(network.productions().size() + 63) / 64];
    for (int number : network.unconditional()) {
      markDue(number);
    }
  }

  @Override
  public void insert(Object fact) {
    network.discrimination().lead(fact, this);
  }

  @Override
  public @Nullable String rule() {
    return rule;
  }

  @Override
  public List<Object> matched() {
    return Arrays.asList(taken);
  }

  @Override
  public void close() {
    // nothing outlives it
  }

  void failing(String rule) {
    this.rule = rule;
  }

  void arrive(Slot slot, Object fact) {
    Gathered gathered = slots[slot.number()];
    if (gathered == null) {
      gathered = new Gathered();
      slots[slot.number()] = gathered;
    }
    gathered.add(fact);
    if (slot.triggers()) {
      markDue(slot.production());
    }
  }

  private void markDue(int production) {
    int word = production >> 6;
    due[word] |= 1L << production;
    first = Math.min(first, word);
  }

  @Override
  public int fire(Predicate<String> silent, int limit) {
    int fired = 0;
    while (first < due.length && fired < limit) {
      if (due[first] == 0) {
        first++;
        continue;
      }
      int number = (first << 6) + Long.numberOfTrailingZeros(due[first]);
      due[first] &= due[first] - 1;
      Production next = network.productions().get(number);
      if (!silent.test(next.rule()) && canMatch(next)) {
        fired += fireNew(next, limit - fired);
      }
    }
    return fired;
  }

  /** Whether each pattern has some fact; else what has gathered for the others stays new. */
  private boolean canMatch(Production some) {
    for (FactStep step : some.facts()) {
      if (slots[step.slot()] == null) {
        return false;
      }
    }
    return true;
  }

  /** Goes through all new matches of a production and fires each. */
  private int fireNew(Production some, int most) {
    production = some;
    rule = some.rule();
    limit = most;
    fired = 0;
    if (bound.length < some.variables()) {
      bound = new Object[some.variables() + 4];
    }
    List<FactStep> facts = some.facts();
    int n = facts.size();
    if (n == 0) {
      advance(0, 0);
      return fired;
    }
    if (taken.length != n) {
      taken = new Object[n];
      from = new int[n];
      to = new int[n];
    }
    if (n == 1) {
      Gathered gathered = slots[facts.get(0).slot()];
      from[0] = gathered.fired;
      to[0] = gathered.size;
      gathered.fired = gathered.size;
      advance(0, 0);
      return fired;
    }
    int[] before = new int[n];
    int[] now = new int[n];
    for (int i = 0; i < n; i++) {
      Gathered gathered = slots[facts.get(i).slot()];
      before[i] = gathered.fired;
      now[i] = gathered.size;
      gathered.fired = gathered.size;
    }
    // Each new match has a first new fact: those before it are old, those after it any.
    for (int first = 0; first < n && fired < limit; first++) {
      if (before[first] == now[first]) {
        continue;
      }
      for (int i = 0; i < n; i++) {
        from[i] = i == first ? before[i] : 0;
        to[i] = i < first ? before[i] : now[i];
      }
      advance(0, 0);
    }
    return fired;
  }

  private void advance(int step, int fact) {
    if (step == production.steps().size()) {
      execute();
      return;
    }
    if (production.steps().get(step) instanceof FactStep some) {
      Gathered gathered = slots[some.slot()];
      for (int i = from[fact]; i < to[fact] && fired < limit; i++) {
        taken[fact] = gathered.facts[i];
        if (taken.length > 1) {
          Meter.step(); // so that a join of many facts ends with its budget
        }
        if (some.accepts(taken[fact], bound)) {
          advance(step + 1, fact + 1);
        }
      }
    } else if (holds((ExistsStep) production.steps().get(step))) {
      advance(step + 1, fact);
    }
  }

  private void execute() {
    fired++;
    try {
      production.execute(bound);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean holds(ExistsStep step) {
    for (List<Step> sequence : step.alternatives()) {
      if (isPassable(sequence, 0)) {
        return !step.negated();
      }
    }
    return step.negated();
  }

  private boolean isPassable(List<Step> sequence, int step) {
    if (step == sequence.size()) {
      return true;
    }
    if (sequence.get(step) instanceof ExistsStep inner) {
      return holds(inner) && isPassable(sequence, step + 1);
    }
    FactStep some = (FactStep) sequence.get(step);
    Gathered gathered = slots[some.slot()];
    for (int i = 0; gathered != null && i < gathered.size; i++) {
      if (some.accepts(gathered.facts[i], bound) && isPassable(sequence, step + 1)) {
        return true;
      }
    }
    return false;
  }
}
