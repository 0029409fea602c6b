package org.equipoise.constitution.internal.matching;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.equipoise.constitution.internal.matching.AlphaNetwork.Slot;
import org.equipoise.constitution.internal.matching.Step.AccumulateStep;
import org.equipoise.constitution.internal.matching.Step.ExistsStep;
import org.equipoise.constitution.internal.matching.Step.FactStep;
import org.equipoise.constitution.internal.matching.Step.TestStep;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.Meter.Use;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * Facts and rules as a {@link Network} matches them. Closed after all went well, it is without
 * facts again and serves another inference; after a failure it is left to the garbage collector.
 */
final class NetworkMemory implements WorkingMemory {
  private static final int[] NOWHERE = {};

  /** The facts of a match of so many, and of which facts each is tried. */
  private static final class Match {
    private final Object[] facts;
    private final List<Object> asList;
    private final int[] from;
    private final int[] to;
    private final int[] before;
    private final int[] now;

    Match(int size) {
      facts = new Object[size];
      asList = Arrays.asList(facts);
      from = new int[size];
      to = new int[size];
      before = new int[size];
      now = new int[size];
    }
  }

  private final Network network;
  private final @Nullable Gathered[] slots;
  private int[] filled = new int[8];
  private int fills;
  private final long[] due;
  private int first;
  private int rule = -1;
  private int failing = -1;
  private int busy;
  private @Nullable List<Slot> arriving; // while it is noted where facts come to

  private @Nullable Match[] matches = new Match[4]; // by how many facts they are of

  // Of the rule that fires.
  private Object[] bound = new Object[8];
  private Match match = new Match(0);
  private int limit;
  private int fired;

  NetworkMemory(Network network) {
    this.network = network;
    this.slots = new Gathered[network.discrimination().size()];
    this.due = new long[(network.productions().size() + 63) / 64];
  }

  /** Makes due what needs no fact. */
  void begin() {
    for (int number : network.unconditional()) {
      markDue(number);
    }
  }

  @Override
  public void insert(Object fact) {
    busy++;
    Meter.step();
    network.discrimination().lead(fact, null, NOWHERE, this);
    busy--;
  }

  @Override
  public void insert(Object fact, Attributes attributes) {
    busy++;
    network.discrimination().lead(fact, attributes, network.places(attributes), this);
    busy--;
  }

  @Override
  public void insertAll(List<?> facts) {
    Arrivals known = network.arrivals();
    if (facts.isEmpty() || (known != null && known.repeat(facts, this))) {
      return;
    }
    Meter.Mark before = Meter.mark();
    List<Slot> all = new ArrayList<>();
    int[] ends = new int[facts.size()];
    arriving = all;
    for (int i = 0; i < ends.length; i++) {
      insert(facts.get(i));
      ends[i] = all.size();
    }
    arriving = null;
    network.keep(Arrivals.of(facts, all, ends, Use.between(before, Meter.mark())));
  }

  @Override
  public int firing() {
    return rule;
  }

  @Override
  public List<Object> matched() {
    return match.asList;
  }

  @Override
  public void close() {
    if (busy != 0) {
      return; // something failed half-way
    }
    for (int i = 0; i < fills; i++) {
      slots[filled[i]].clear();
    }
    fills = 0;
    Arrays.fill(due, 0);
    first = 0;
    rule = -1;
    Arrays.fill(bound, null);
    for (Match each : matches) {
      if (each != null) {
        Arrays.fill(each.facts, null);
      }
    }
    network.release(this);
  }

  @Override
  public int failing() {
    return failing < 0 ? rule : failing;
  }

  /** A condition of a rule throws. */
  void fail(int rule) {
    failing = rule;
  }

  void arrive(Slot slot, Object fact) {
    Gathered gathered = slots[slot.number()];
    if (gathered == null) {
      gathered = new Gathered();
      slots[slot.number()] = gathered;
    }
    if (gathered.size == 0) {
      if (fills == filled.length) {
        filled = Arrays.copyOf(filled, fills * 2);
      }
      filled[fills++] = slot.number();
    }
    gathered.add(fact);
    if (arriving != null) {
      arriving.add(slot);
    }
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
  public int fire(IntPredicate silent, int limit) {
    busy++;
    int fired = 0;
    while (first < due.length && fired < limit) {
      if (due[first] == 0) {
        first++;
        continue;
      }
      int number = (first << 6) + Long.numberOfTrailingZeros(due[first]);
      due[first] &= due[first] - 1;
      RuleAlternative next = network.productions().get(number);
      if (haveAll(next.slots()) && !silent.test(next.rule())) {
        fired += fireNew(next, limit - fired);
      }
    }
    busy--;
    if (busy != 0) {
      throw new IllegalStateException("an error in its conditions was caught by another rule");
    }
    return fired;
  }

  @Override
  public boolean mayMatch(Opening opening) {
    if (!haveAll(opening.slots())) {
      return false;
    }
    busy++;
    makeRoom(opening.variables());
    boolean isPassable = isPassable(opening.steps(), 0, opening.steps().size());
    busy--;
    return isPassable;
  }

  private void makeRoom(int variables) {
    if (bound.length < variables) {
      bound = new Object[variables + 4];
    }
  }

  /** Whether each pattern has some fact; else what has gathered for the others stays new. */
  private boolean haveAll(int[] patterns) {
    for (int slot : patterns) {
      Gathered gathered = slots[slot];
      if (gathered == null || gathered.size == 0) {
        return false;
      }
    }
    return true;
  }

  /** Goes through all new matches of a production and fires each. */
  private int fireNew(RuleAlternative production, int most) {
    rule = production.rule();
    limit = most;
    fired = 0;
    makeRoom(production.variables());
    int[] facts = production.slots();
    int n = facts.length;
    match = match(n + production.values());
    if (n == 0) {
      advance(production, 0, 0);
      return fired;
    }
    if (n == 1) {
      Gathered gathered = slots[facts[0]];
      match.from[0] = gathered.fired;
      match.to[0] = gathered.size;
      gathered.fired = gathered.size;
      advance(production, 0, 0);
    } else {
      fireJoined(production, facts);
    }
    return fired;
  }

  /** Goes through all new matches of several facts and fires each. */
  private void fireJoined(RuleAlternative production, int[] facts) {
    int n = facts.length;
    int[] before = match.before;
    int[] now = match.now;
    for (int i = 0; i < n; i++) {
      Gathered gathered = slots[facts[i]];
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
        match.from[i] = i == first ? before[i] : 0;
        match.to[i] = i < first ? before[i] : now[i];
      }
      advance(production, 0, 0);
    }
  }

  private Match match(int size) {
    if (size >= matches.length) {
      matches = Arrays.copyOf(matches, size + 1);
    }
    Match some = matches[size];
    if (some == null) {
      some = new Match(size);
      matches[size] = some;
    }
    return some;
  }

  private void advance(RuleAlternative production, int step, int fact) {
    if (step == production.steps().size()) {
      execute(production);
      return;
    }
    Step next = production.steps().get(step);
    if (next instanceof FactStep some) {
      Gathered gathered = slots[some.slot()];
      Gathered.Places places = gathered.places(some.first(), bound);
      if (places == null) {
        for (int i = match.from[fact]; i < match.to[fact] && fired < limit; i++) {
          advance(production, step, fact, gathered.facts[i]);
        }
      } else {
        for (int i = 0; i < places.size() && fired < limit; i++) {
          if (places.at(i) >= match.from[fact] && places.at(i) < match.to[fact]) {
            advance(production, step, fact, gathered.facts[places.at(i)]);
          }
        }
      }
    } else if (next instanceof AccumulateStep all) {
      Object value = accumulate(all);
      if (all.aggregates().size() > 1 || value != null) {
        match.facts[production.slots().length + value(production, step)] = value;
        advance(production, step + 1, fact);
      }
    } else if (holds(next)) {
      advance(production, step + 1, fact);
    }
  }

  /** Whether a step that takes no fact and works out no value lets what is bound through. */
  private boolean holds(Step step) {
    return step instanceof TestStep test ? test.passes(bound) : holds((ExistsStep) step);
  }

  /** How many values are worked out before a step. */
  private static int value(RuleAlternative production, int step) {
    int before = 0;
    for (int i = 0; i < step; i++) {
      before += production.steps().get(i) instanceof AccumulateStep ? 1 : 0;
    }
    return before;
  }

  /** Works values out and binds them; the one value that there is, or null. */
  private @Nullable Object accumulate(AccumulateStep step) {
    Serializable[] contexts = new Serializable[step.aggregates().size()];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = step.aggregates().get(i).begin();
    }
    takeEach(step, 0, contexts);
    Object value = null;
    for (int i = 0; i < contexts.length; i++) {
      Aggregate aggregate = step.aggregates().get(i);
      value = aggregate.end(contexts[i]);
      bound[aggregate.result()] = value;
    }
    return contexts.length == 1 ? value : null;
  }

  private void takeEach(AccumulateStep step, int at, Serializable[] contexts) {
    if (at == step.over().size()) {
      for (int i = 0; i < contexts.length; i++) {
        step.aggregates().get(i).take(contexts[i], bound);
      }
      return;
    }
    if (!(step.over().get(at) instanceof FactStep some)) {
      if (isPassable(step.over(), at, at + 1)) {
        takeEach(step, at + 1, contexts);
      }
      return;
    }
    Gathered gathered = slots[some.slot()];
    if (gathered == null) {
      return;
    }
    Gathered.Places places = gathered.places(some.first(), bound);
    int tried = places == null ? gathered.size : places.size();
    for (int i = 0; i < tried; i++) {
      Meter.step();
      if (some.accepts(gathered.facts[places == null ? i : places.at(i)], bound)) {
        takeEach(step, at + 1, contexts);
      }
    }
  }

  private void advance(RuleAlternative production, int step, int fact, Object tried) {
    match.facts[fact] = tried;
    if (match.facts.length > 1) {
      Meter.step(); // so that a join of many facts ends with its budget
    }
    if (((FactStep) production.steps().get(step)).accepts(tried, bound)) {
      advance(production, step + 1, fact + 1);
    }
  }

  private void execute(RuleAlternative production) {
    fired++;
    try {
      production.execute(bound);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Meter.step(); // throws what the consequence may have caught
  }

  private boolean holds(ExistsStep step) {
    for (List<Step> sequence : step.alternatives()) {
      if (isPassable(sequence, 0, sequence.size())) {
        return !step.negated();
      }
    }
    return step.negated();
  }

  /** Whether there is a way to go through the steps of a sequence from one to another. */
  private boolean isPassable(List<Step> sequence, int step, int end) {
    if (step == end) {
      return true;
    }
    Step next = sequence.get(step);
    if (!(next instanceof FactStep some)) {
      return holds(next) && isPassable(sequence, step + 1, end);
    }
    Gathered gathered = slots[some.slot()];
    if (gathered == null) {
      return false;
    }
    Gathered.Places places = gathered.places(some.first(), bound);
    int tried = places == null ? gathered.size : places.size();
    for (int i = 0; i < tried; i++) {
      Meter.step();
      Object fact = gathered.facts[places == null ? i : places.at(i)];
      if (some.accepts(fact, bound) && isPassable(sequence, step + 1, end)) {
        return true;
      }
    }
    return false;
  }
}
