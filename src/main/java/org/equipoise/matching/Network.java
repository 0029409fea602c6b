package org.equipoise.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.model.Rule;

/** Rules ready to be matched. Immutable and safe to share between threads. */
final class Network {
  private final List<Production> productions;
  private final Discrimination discrimination;
  private final int[] unconditional;

  private Network(List<Production> productions, Discrimination discrimination) {
    this.productions = productions;
    this.discrimination = discrimination;
    this.unconditional =
        productions.stream()
            .filter(it -> it.facts().isEmpty())
            .mapToInt(Production::number)
            .toArray();
  }

  /**
   * The network of some rules.
   *
   * @param rules in the order in which they fire where several could; one whose conditions look at
   *     what is absent comes after every rule that could make it present
   * @return empty if a rule uses more than joins, tests, {@code not}, {@code exists}, {@code or}
   */
  static Optional<Network> of(List<Rule> rules) {
    try {
      Discrimination discrimination = new Discrimination();
      List<Production> productions = new ArrayList<>();
      for (Rule rule : rules) {
        productions.addAll(Production.of(rule, discrimination, productions.size()));
      }
      return Optional.of(new Network(List.copyOf(productions), discrimination));
    } catch (UnmatchableException e) {
      return Optional.empty();
    }
  }

  /** The numbers of the productions that need no fact to match. */
  int[] unconditional() {
    return unconditional;
  }

  List<Production> productions() {
    return productions;
  }

  Discrimination discrimination() {
    return discrimination;
  }
}
