package org.equipoise.constitution.internal.matching;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.drools.model.Rule;
import org.kie.api.KieBase;

/**
 * The compiled rules of a constitution, numbered in the order in which they fire where several
 * could. Immutable and safe to share between threads.
 */
public final class CompiledRules {
  private final Supplier<KieBase> engine;
  private final List<String> names;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Optional<Network> network;

  private CompiledRules(Supplier<KieBase> engine, List<String> names, Optional<Network> network) {
    this.engine = engine;
    this.names = names;
    this.network = network;
    names.forEach(it -> numbers.put(it, numbers.size()));
  }

  /**
   * Compiled rules.
   *
   * @param engine the rules as the engine holds them
   * @param rules the same, in the order in which they fire where several could; one whose
   *     conditions look at what is absent comes after every rule that could make it present
   */
  public static CompiledRules of(Supplier<KieBase> engine, List<Rule> rules) {
    return new CompiledRules(engine, rules.stream().map(Rule::getName).toList(), Network.of(rules));
  }

  /** The rules' names by their numbers. */
  public List<String> names() {
    return names;
  }

  /** A memory without facts, in which the rules fire as they would in the engine. */
  public WorkingMemory open() {
    return network.isPresent()
        ? network.get().open()
        : new SessionMemory(engine.get(), it -> numbers.getOrDefault(it, -1));
  }

  /** Whether some rule looks at facts of a type, or of a part of it; where in doubt, it does. */
  public boolean readsAny(Class<?> type) {
    return network.map(it -> it.discrimination().readsAny(type)).orElse(true);
  }

  /**
   * Those of some rules, by their numbers, that look at facts of other types than some; empty where
   * the engine matches them, and nobody knows.
   */
  public Optional<BitSet> readersBeyond(IntPredicate rules, Set<Class<?>> types) {
    return network.map(it -> it.discrimination().readersBeyond(rules, types));
  }

  /**
   * What each alternative of some rules, by their numbers, asks of facts of some types, whatever
   * facts of other types there are; empty where the engine matches them.
   */
  public List<Opening> openings(IntPredicate rules, Set<Class<?>> types) {
    return network.map(it -> it.openings(rules, types)).orElse(List.of());
  }

  /**
   * Whether the presence of a fact, which was matched before, may matter where no match shows it;
   * where in doubt, it does.
   */
  public boolean isLookedFor(Object fact) {
    return network.map(it -> it.discrimination().isLookedFor(fact)).orElse(true);
  }

  /** The same rules under the same numbers, of which, without the engine, only some ever match. */
  public CompiledRules only(IntPredicate rules) {
    return new CompiledRules(engine, names, network.map(it -> it.only(rules)));
  }

  /** Whether the engine matches them. */
  public boolean isInEngine() {
    return network.isEmpty();
  }

  /** The same rules, always matched by the engine. */
  public CompiledRules inEngine() {
    return new CompiledRules(engine, names, Optional.empty());
  }

  /** Whether the rules are matched without the engine. */
  public boolean isDirect() {
    return network.isPresent();
  }
}
