package org.equipoise.inference;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.inference.Script.*;

/** What a script makes use of, so that the tests can tell whether everything is tried. */
enum Features {
  JOIN,
  INEQUALITY_JOIN,
  SHARED_CONCLUSION,
  CHAIN,
  RECURSION,
  NOT,
  NOT_OF_JOIN,
  EXISTS,
  FORALL,
  FORALL_OF_ONE,
  COUNT,
  SUM,
  MIN,
  MAX,
  THRESHOLD,
  RESULT_DERIVED,
  COLLECT,
  FROM_COLLECTED,
  FROM_ATTRIBUTE,
  OR,
  NAMED_CONSEQUENCE,
  BREAK,
  CLAIM_SEEN,
  CLAIM_UNSEEN,
  JUDGMENT_SEEN,
  JUDGMENT_UNSEEN,
  RULE_SEEN,
  EXCLUDE,
  DISCOUNT,
  PREFER,
  ALIKE,
  CONFLICT,
  ATTRIBUTE_IN_CONDITION,
  ATTRIBUTE_OF_A_TYPE,
  ATTRIBUTE_IN_CONSEQUENCE,
  LIFT,
  LIFT_OF_WHAT_IS_BOUND,
  LIFT_OF_WHAT_IS_ENTRENCHED,
  EXCEPT,
  DEFAULT,
  DEGREE,
  ESCALATE,
  PULL,
  RANK,
  RAISE,
  SESSION_SEEN,
  MESSAGE_SEEN,
  AGE_SEEN,
  LEVEL,
  TERM,
  INSERT,
  INSERT_LOGICAL,
  SEVERAL_STRATA;

  /** The features of a script. */
  static Set<Features> of(Script script) {
    Set<Features> found = EnumSet.noneOf(Features.class);
    Set<String> derived = new HashSet<>();
    for (RuleScript rule : script.rules()) {
      Set<String> own = new HashSet<>();
      heading(rule, script, found);
      rule.actions().forEach(it -> action(it, found, own));
      rule.named().values().forEach(it -> it.forEach(one -> action(one, found, own)));
      for (String type : own) {
        if (!derived.add(type)) {
          found.add(SHARED_CONCLUSION);
        }
      }
      long patterns = rule.conditions().stream().filter(Pattern.class::isInstance).count();
      if (patterns > 1) {
        found.add(JOIN);
      }
      Set<String> seen = new HashSet<>();
      for (Condition condition : rule.conditions()) {
        condition(condition, false, found, seen);
      }
      if (!own.isEmpty() && seen.stream().anyMatch(own::contains)) {
        found.add(RECURSION);
      }
      if (!own.isEmpty() && seen.stream().anyMatch(it -> it.startsWith("D"))) {
        found.add(CHAIN);
      }
    }
    List<List<String>> strata = Dependences.strata(script);
    if (strata != null && strata.size() > 2) {
      found.add(SEVERAL_STRATA);
    }
    return found;
  }

  private static void heading(RuleScript rule, Script script, Set<Features> found) {
    Heading heading = rule.heading();
    if (heading.liftedBy() != null) {
      found.add(DEFAULT);
    }
    if (heading.level() != null) {
      found.add(LEVEL);
    }
    if (!heading.except().isEmpty()) {
      found.add(EXCEPT);
    }
    if (heading.from() != null || heading.until() != null) {
      found.add(TERM);
    }
    if (heading.entrenched() && !script.liftersOf(rule.name()).isEmpty()) {
      found.add(LIFT_OF_WHAT_IS_ENTRENCHED);
    }
  }

  private static void condition(
      Condition condition, boolean hidden, Set<Features> found, Set<String> seen) {
    if (condition instanceof Pattern it) {
      pattern(it, hidden, found, seen);
    } else if (condition instanceof All it) {
      it.conditions().forEach(inner -> condition(inner, hidden, found, seen));
    } else if (condition instanceof Or it) {
      found.add(OR);
      it.branches().forEach(inner -> condition(inner, hidden, found, seen));
    } else if (condition instanceof Not it) {
      found.add(it.condition() instanceof All ? NOT_OF_JOIN : NOT);
      condition(it.condition(), true, found, seen);
    } else if (condition instanceof Exists it) {
      found.add(EXISTS);
      condition(it.condition(), true, found, seen);
    } else if (condition instanceof Forall it) {
      found.add(FORALL);
      condition(it.first(), true, found, seen);
      it.rest().forEach(inner -> condition(inner, true, found, seen));
    } else if (condition instanceof Accumulate it) {
      it.functions()
          .forEach(
              function -> found.add(valueOf(function.name().toUpperCase(java.util.Locale.ROOT))));
      if (it.least().stream().anyMatch(least -> least != null)) {
        found.add(THRESHOLD);
      }
      it.functions().forEach(function -> seen.add(function.result()));
      condition(it.source(), true, found, seen);
    } else if (condition instanceof Collect it) {
      found.add(COLLECT);
      condition(it.pattern(), true, found, seen);
    } else if (condition instanceof Branch it) {
      found.add(NAMED_CONSEQUENCE);
      if (it.arms().stream().anyMatch(Arm::breaks)) {
        found.add(BREAK);
      }
    }
  }

  private static void pattern(
      Pattern pattern, boolean hidden, Set<Features> found, Set<String> seen) {
    if (pattern.from() != null) {
      found.add(pattern.type().equals("String") ? FROM_ATTRIBUTE : FROM_COLLECTED);
      return;
    }
    switch (pattern.type()) {
      case "Claim" -> found.add(hidden ? CLAIM_UNSEEN : CLAIM_SEEN);
      case "Judgment" -> found.add(hidden ? JUDGMENT_UNSEEN : JUDGMENT_SEEN);
      case "Principle", "Theory" -> found.add(RULE_SEEN);
      case "Message" -> found.add(MESSAGE_SEEN);
      case "Session" -> found.add(SESSION_SEEN);
      default -> {}
    }
    if (!hidden) {
      seen.add(pattern.type());
    }
    for (Test test : pattern.tests()) {
      if (test instanceof Compare it) {
        if (it.field().name().equals("age")) {
          found.add(AGE_SEEN);
        }
        if (it.field().attribute()) {
          found.add(
              it.field().accessor().equals("attr") ? ATTRIBUTE_IN_CONDITION : ATTRIBUTE_OF_A_TYPE);
        }
        if (it.field().equals(Script.Field.of("this")) && it.with() instanceof Script.Variable) {
          found.add(FORALL_OF_ONE);
        }
        if (!(it.with() instanceof Literal) && !it.operator().equals("==")) {
          found.add(INEQUALITY_JOIN);
        }
      }
    }
  }

  private static void action(Action action, Set<Features> found, Set<String> derived) {
    if (action instanceof Say it) {
      derived.add("Claim");
      if (it.degree() != null) {
        found.add(DEGREE);
      }
    } else if (action instanceof PreferOver) {
      found.add(PREFER);
      derived.add("Claim");
    } else if (action instanceof Insert it) {
      found.add(it.logical() ? INSERT_LOGICAL : INSERT);
      if (!(it.n() instanceof Literal)) {
        found.add(RESULT_DERIVED);
      }
      derived.add(it.type());
    } else if (action instanceof Exclude) {
      found.add(EXCLUDE);
    } else if (action instanceof Discount) {
      found.add(DISCOUNT);
    } else if (action instanceof MarkAlike) {
      found.add(ALIKE);
    } else if (action instanceof Incompatible) {
      found.add(CONFLICT);
    } else if (action instanceof LiftClaims) {
      found.add(LIFT);
    } else if (action instanceof LiftBound) {
      found.add(LIFT_OF_WHAT_IS_BOUND);
    } else if (action instanceof Pull) {
      found.add(PULL);
    } else if (action instanceof RankBefore) {
      found.add(RANK);
    } else if (action instanceof Raise) {
      found.add(RAISE);
      derived.add("Session");
    } else if (action instanceof LeaveToPerson) {
      found.add(ESCALATE);
    } else if (action instanceof IfTrue it) {
      found.add(ATTRIBUTE_IN_CONSEQUENCE);
      action(it.then(), found, derived);
    }
  }
}
