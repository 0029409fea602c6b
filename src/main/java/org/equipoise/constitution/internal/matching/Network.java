package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.drools.model.Rule;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.internal.AttributeAccess;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.facts.internal.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Rules ready to be matched. Safe to share between threads; what it keeps besides are memories
 * without facts, so that few have to be made.
 */
final class Network {
  private final List<RuleAlternative> productions;
  private final AlphaNetwork discrimination;
  private final ByNames<int[]> places;
  private final int[] unconditional;
  private volatile @Nullable Arrivals arrivals;
  private final Pool<NetworkMemory> memories = new Pool<>(() -> new NetworkMemory(this));

  private Network(
      List<RuleAlternative> productions, AlphaNetwork discrimination, IntPredicate rules) {
    this.productions = productions;
    this.discrimination = discrimination;
    List<String> tested = List.copyOf(discrimination.attributes());
    this.places =
        new ByNames<>(it -> tested.stream().mapToInt(AttributeAccess.names(it)::place).toArray());
    this.unconditional =
        productions.stream()
            .filter(it -> it.slots().length == 0 && rules.test(it.rule()))
            .mapToInt(RuleAlternative::number)
            .toArray();
  }

  /**
   * The network of some rules.
   *
   * @param rules in the order in which they fire where several could; one whose conditions look at
   *     what is absent comes after every rule that could make it present
   * @return empty if a rule uses more than joins, tests, {@code not}, {@code exists}, {@code or},
   *     {@code forall} and {@code accumulate}
   */
  static Optional<Network> of(List<Rule> rules) {
    try {
      AlphaNetwork discrimination = new AlphaNetwork();
      List<RuleAlternative> productions = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        productions.addAll(RuleAlternative.of(rules.get(i), i, discrimination, productions.size()));
      }
      return Optional.of(new Network(List.copyOf(productions), discrimination, it -> true));
    } catch (UnmatchableException e) {
      return Optional.empty();
    }
  }

  /** The same rules under the same numbers, of which only some ever match. */
  Network only(IntPredicate rules) {
    return new Network(productions, discrimination.only(rules), rules);
  }

  /** What each alternative of some rules asks of facts of some types. */
  List<Opening> openings(IntPredicate rules, Set<Class<?>> types) {
    return productions.stream()
        .filter(it -> rules.test(it.rule()))
        .map(it -> Opening.of(it, types))
        .toList();
  }

  /** A memory without facts. */
  NetworkMemory open() {
    NetworkMemory memory = memories.take();
    memory.begin();
    return memory;
  }

  /** Takes back a memory that is without facts again. */
  void release(NetworkMemory memory) {
    memories.release(memory);
  }

  /** Where facts came to that may come again; null if none are known. */
  @Nullable Arrivals arrivals() {
    return arrivals;
  }

  void keep(Arrivals some) {
    arrivals = some;
  }

  /** The numbers of the productions that need no fact to match. */
  int[] unconditional() {
    return unconditional;
  }

  List<RuleAlternative> productions() {
    return productions;
  }

  AlphaNetwork discrimination() {
    return discrimination;
  }

  /** Where in a fact's attributes those are that the discrimination tests. */
  int[] places(Attributes attributes) {
    return places.of(attributes);
  }
}
