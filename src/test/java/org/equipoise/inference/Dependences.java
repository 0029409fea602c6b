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
      rule.says().forEach(it -> derive(it, reads));
      if (reads.derived.stream().anyMatch(it -> it.type().equals("Claim"))) {
        reads.hidden.add(new Kind("Lift", rule.name()));
      }
      all.put(rule.name(), reads);
    }
    Map<String, Set<String>> lifts = lifts(script, all);
    if (hasCircle(lifts)) {
      return null;
    }
    lifts.forEach(
        (rule, lifted) ->
            lifted.forEach(
                it -> Objects.requireNonNull(all.get(rule)).derived.add(new Kind("Lift", it))));
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

  /** By rule, and by who makes the claims of judgments, the rules whose claims it may lift. */
  private static Map<String, Set<String>> lifts(Script script, Map<String, Reads> all) {
    Map<String, Set<String>> lifts = new LinkedHashMap<>();
    Set<String> defaults = new TreeSet<>();
    for (RuleScript rule : script.rules()) {
      Set<String> lifted = lifts.computeIfAbsent(rule.name(), it -> new TreeSet<>());
      for (Action action : rule.says()) {
        if (action instanceof LiftClaims it) {
          lifted.add(it.rule());
        } else if (action instanceof LiftBound) {
          lifted.addAll(mayLift(rule, script));
        }
      }
      if (rule.heading().liftedBy() != null) {
        defaults.add(rule.name());
      }
    }
    for (RuleScript rule : script.rules()) {
      boolean isInFavour =
          Objects.requireNonNull(all.get(rule.name())).derived.stream()
              .anyMatch(it -> it.type().equals("Claim") && !"forbidden".equals(it.status()));
      if (isInFavour && rule.heading().liftedBy() == null) {
        int rank = Script.rank(rule.heading().level());
        script.rules().stream()
            .filter(it -> it.heading().liftedBy() != null)
            .filter(it -> rank <= Script.rank(it.heading().liftedBy()))
            .forEach(it -> Objects.requireNonNull(lifts.get(rule.name())).add(it.name()));
      }
    }
    lifts.put(JUDGMENTS, defaults);
    return lifts;
  }

  /** The rules that one may lift which a condition binds. */
  private static Set<String> mayLift(RuleScript lifting, Script script) {
    Set<String> open = new TreeSet<>(lifting.heading().except());
    if (open.isEmpty()) {
      script.rules().stream()
          .filter(
              it ->
                  !it.heading().entrenched()
                      || script.liftersOf(it.name()).contains(lifting.name()))
          .forEach(it -> open.add(it.name()));
      open.remove(lifting.name());
    }
    return open;
  }

  private static boolean hasCircle(Map<String, Set<String>> lifts) {
    for (String from : lifts.keySet()) {
      Set<String> reached = new TreeSet<>();
      List<String> next = new ArrayList<>(lifts.getOrDefault(from, Set.of()));
      while (!next.isEmpty()) {
        String at = next.remove(0);
        if (reached.add(at)) {
          next.addAll(lifts.getOrDefault(at, Set.of()));
        }
      }
      if (reached.contains(from)) {
        return true;
      }
    }
    return false;
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
    } else if (action instanceof Raise) {
      reads.derived.add(new Kind("Session", null));
    }
  }
}
