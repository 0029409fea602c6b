package org.equipoise.inference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.inference.Script.*;
import org.jspecify.annotations.Nullable;

/**
 * In which order rules of a script may run, worked out without the code under test: a rule's layer
 * is raised until it is above every rule that could add to what it looks at unseen. Where layers
 * outgrow the number of rules, there is no such order.
 */
final class Dependences {
  static final String JUDGMENTS = "kernel judgments";
  static final String AGAINST = "kernel against";
  static final String FOR = "kernel for";

  /** A type of fact, for claims with their status; null is any. */
  private record Kind(String type, @Nullable String status) {
    boolean meets(Kind other) {
      return type.equals(other.type)
          && (status == null || other.status == null || Objects.equals(status, other.status));
    }
  }

  private static final class Reads {
    final Set<Kind> seen = new java.util.HashSet<>();
    final Set<Kind> hidden = new java.util.HashSet<>();
    final Set<Kind> derived = new java.util.HashSet<>();
  }

  private Dependences() {}

  /** The rules' names, stratum by stratum; null if there is no such order. */
  static @Nullable List<List<String>> strata(Script script) {
    Map<String, Reads> all = new LinkedHashMap<>();
    Reads judgments = new Reads();
    judgments.seen.add(new Kind("Judgment", null));
    judgments.hidden.add(new Kind("Exclusion", null));
    judgments.derived.add(new Kind("Claim", null));
    all.put(JUDGMENTS, judgments);
    Reads against = new Reads();
    against.seen.add(new Kind("Claim", "forbidden"));
    against.derived.add(new Kind("Stance", null));
    all.put(AGAINST, against);
    Reads favouring = new Reads();
    favouring.seen.add(new Kind("Claim", null));
    favouring.derived.add(new Kind("Stance", null));
    all.put(FOR, favouring);
    for (RuleScript rule : script.rules()) {
      Reads reads = new Reads();
      rule.conditions().forEach(it -> read(it, false, reads));
      rule.actions().forEach(it -> derive(it, reads));
      rule.named().values().forEach(it -> it.forEach(action -> derive(action, reads)));
      if (reads.derived.stream().anyMatch(it -> it.type().equals("Claim"))) {
        reads.hidden.add(new Kind("Lift", rule.name()));
      }
      all.put(rule.name(), reads);
    }
    Map<String, Integer> layer = new LinkedHashMap<>();
    all.keySet().forEach(it -> layer.put(it, 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Map.Entry<String, Reads> reader : all.entrySet()) {
        for (Map.Entry<String, Reads> maker : all.entrySet()) {
          int least = -1;
          for (Kind derived : maker.getValue().derived) {
            if (reader.getValue().hidden.stream().anyMatch(it -> it.meets(derived))) {
              least = Math.max(least, layer.get(maker.getKey()) + 1);
            } else if (reader.getValue().seen.stream().anyMatch(it -> it.meets(derived))) {
              least = Math.max(least, layer.get(maker.getKey()));
            }
          }
          if (layer.get(reader.getKey()) < least) {
            if (least > all.size()) {
              return null;
            }
            layer.put(reader.getKey(), least);
            changed = true;
          }
        }
      }
    }
    List<List<String>> strata = new ArrayList<>();
    for (int at : new TreeSet<>(layer.values())) {
      strata.add(layer.keySet().stream().filter(it -> layer.get(it) == at).toList());
    }
    return strata;
  }

  private static void read(Condition condition, boolean hidden, Reads reads) {
    if (condition instanceof Pattern it) {
      if (it.from() == null) {
        (hidden ? reads.hidden : reads.seen).add(new Kind(it.type(), status(it)));
      }
    } else if (condition instanceof All it) {
      it.conditions().forEach(inner -> read(inner, hidden, reads));
    } else if (condition instanceof Or it) {
      it.branches().forEach(inner -> read(inner, hidden, reads));
    } else if (condition instanceof Not it) {
      read(it.condition(), true, reads);
    } else if (condition instanceof Exists it) {
      read(it.condition(), true, reads);
    } else if (condition instanceof Forall it) {
      // "all of a type match this" looks at those that do not
      reads.hidden.add(
          new Kind(it.first().type(), it.rest().isEmpty() ? null : status(it.first())));
      it.rest().forEach(inner -> read(inner, true, reads));
    } else if (condition instanceof Accumulate it) {
      read(it.source(), true, reads);
    } else if (condition instanceof Collect it) {
      read(it.pattern(), true, reads);
    }
  }

  private static @Nullable String status(Pattern pattern) {
    for (Test test : pattern.tests()) {
      if (pattern.type().equals("Claim")
          && test instanceof Compare it
          && it.field().equals(Field.of("status"))
          && it.operator().equals("==")
          && it.with() instanceof Literal literal) {
        return (String) literal.value();
      }
    }
    return null;
  }

  private static void derive(Action action, Reads reads) {
    if (action instanceof Say it) {
      reads.derived.add(
          new Kind(
              "Claim",
              switch (it.word()) {
                case "forbid" -> "forbidden";
                case "permit" -> "permitted";
                default -> "obligatory";
              }));
    } else if (action instanceof PreferOver) {
      reads.derived.add(new Kind("Claim", "permitted"));
    } else if (action instanceof Insert it) {
      reads.derived.add(new Kind(it.type(), null));
    } else if (action instanceof Exclude) {
      reads.derived.add(new Kind("Exclusion", null));
    } else if (action instanceof MarkAlike) {
      reads.derived.add(new Kind("Alike", null));
    } else if (action instanceof Incompatible) {
      reads.derived.add(new Kind("Incompatibility", null));
    } else if (action instanceof LiftClaims it) {
      reads.derived.add(new Kind("Lift", it.rule()));
    } else if (action instanceof IfTrue it) {
      derive(it.then(), reads);
    }
  }
}
