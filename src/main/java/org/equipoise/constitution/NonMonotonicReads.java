package org.equipoise.constitution;

import com.google.common.collect.Multimaps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Dependence.Read;
import org.equipoise.constitution.internal.RuleBase;

/** What rules look at without its matches showing it, and which rules make it. */
final class NonMonotonicReads {
  private final List<Strata.Node> nodes;
  private final Set<String> authored;
  private final FactTypes types;

  /**
   * Of some rules.
   *
   * @param nodes all rules, those of the kernel too
   * @param authored the names of those that are not the kernel's
   */
  NonMonotonicReads(List<Strata.Node> nodes, Set<String> authored, FactTypes types) {
    this.nodes = nodes;
    this.authored = authored;
    this.types = types;
  }

  /** For each rule, what it or a rule before it looks at unseen. */
  Map<String, Set<RuleBase.Hidden>> unseen() {
    Map<String, Set<RuleBase.Hidden>> own = new HashMap<>();
    nodes.forEach(it -> own.put(it.name(), hidden(it)));
    Map<String, Set<RuleBase.Hidden>> unseen = new HashMap<>();
    Multimaps.asMap(Strata.before(nodes, types))
        .forEach(
            (rule, before) -> {
              Set<RuleBase.Hidden> all = new HashSet<>();
              before.forEach(it -> all.addAll(own.get(it)));
              unseen.put(rule, Set.copyOf(all));
            });
    return unseen;
  }

  /** Which derived facts and judgments a rule looks at unseen, by the names of their classes. */
  private Set<RuleBase.Hidden> hidden(Strata.Node reader) {
    Set<RuleBase.Hidden> hidden = new HashSet<>();
    for (Read read : reader.dependence().reads()) {
      if (!read.hidden()) {
        continue;
      }
      if (read.type().equals("Exclusion") && !authored.contains(reader.name())) {
        hidden.add(RuleBase.Hidden.OWN_EXCLUSION); // all that the kernel asks of exclusions
        continue;
      }
      for (Strata.Node maker : nodes) {
        maker.dependence().derives().stream()
            .filter(it -> Dependence.meets(types, read, it))
            .forEach(
                it ->
                    hidden.add(
                        new RuleBase.Hidden(
                            simpleName(it.type()), read.status() == null ? "" : read.status())));
      }
      if (types.covers(read.type(), "Judgment")) {
        hidden.add(new RuleBase.Hidden("Judgment", ""));
      }
    }
    return hidden;
  }

  /** For each sort of fact that is derived, the names of the rules that derive it. */
  Map<RuleBase.Made, Set<String>> makers() {
    Map<RuleBase.Made, Set<String>> makers = new HashMap<>();
    for (Strata.Node node : nodes) {
      for (Dependence.Derived derived : node.dependence().derives()) {
        boolean isConflict = derived.type().equals("Conflict");
        String kind = isConflict && derived.status() != null ? derived.status() : "";
        makers
            .computeIfAbsent(
                new RuleBase.Made(simpleName(derived.type()), kind), it -> new HashSet<>())
            .add(node.name());
      }
    }
    return makers;
  }

  private static String simpleName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
