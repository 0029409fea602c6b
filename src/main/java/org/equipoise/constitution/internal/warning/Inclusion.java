package org.equipoise.constitution.internal.warning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Comparison;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.internal.anatomy.Condition.Pattern;
import org.equipoise.constitution.internal.anatomy.Condition.Polarity;
import org.equipoise.constitution.internal.anatomy.Condition.Test;

/**
 * Whether one rule matches wherever another does: each pattern of the wider rule has a counterpart
 * in the narrower one that asks for as much (containment of conjunctive queries; Chandra and Merlin
 * 1977). What is not understood must be the same, word by word. Sound, and not complete.
 */
final class Inclusion {
  private static final int MAX_CONDITIONS = 8;

  private final Anatomy narrow;
  private final Anatomy wide;
  private final Predicate<Map<String, String>> accepts;

  private Inclusion(Anatomy narrow, Anatomy wide, Predicate<Map<String, String>> accepts) {
    this.narrow = narrow;
    this.wide = wide;
    this.accepts = accepts;
  }

  /**
   * Whether the wide rule matches wherever the narrow one does, with its variables standing for the
   * narrow one's in a way that is accepted.
   *
   * @param accepts is asked about the narrow rule's variable for each of the wide rule's
   */
  static boolean holds(Anatomy narrow, Anatomy wide, Predicate<Map<String, String>> accepts) {
    return narrow.isConjunction()
        && wide.isConjunction()
        && wide.conditions().size() <= MAX_CONDITIONS
        && narrow.conditions().size() <= MAX_CONDITIONS
        && new Inclusion(narrow, wide, accepts).holds(0, List.of());
  }

  /** Tries every counterpart for the conditions from one on, given those of the ones before. */
  private boolean holds(int index, List<Condition> counterparts) {
    if (index == wide.conditions().size()) {
      Map<String, String> renamed = renaming(counterparts);
      return asMuch(counterparts, renamed) && accepts.test(renamed);
    }
    Condition condition = wide.conditions().get(index);
    for (Condition candidate : narrow.conditions()) {
      if (mayMeet(condition, candidate)) {
        List<Condition> more = new ArrayList<>(counterparts);
        more.add(candidate);
        if (holds(index + 1, more)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayMeet(Condition wide, Condition narrow) {
    return wide instanceof Pattern a
        ? narrow instanceof Pattern b
            && a.polarity() == b.polarity()
            && a.type().equals(b.type())
            && (a.polarity() != Polarity.SHOWN || mayAskAsMuch(a, b))
        : narrow instanceof Condition.Opaque;
  }

  /** Whether a pattern may ask for as much as another, whatever variables are called. */
  private static boolean mayAskAsMuch(Pattern wider, Pattern narrower) {
    for (Test test : wider.tests()) {
      if (test.comparison() != null && !mayAskAsMuch(test.comparison(), narrower)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayAskAsMuch(Comparison wider, Pattern narrower) {
    for (Test test : narrower.tests()) {
      if (test.comparison() == null || test.comparison().implies(wider)) {
        return true;
      }
    }
    return false;
  }

  /** What each variable of the wide rule is called in the narrow one. */
  private Map<String, String> renaming(List<Condition> counterparts) {
    Map<String, String> renamed = new HashMap<>();
    for (int i = 0; i < counterparts.size(); i++) {
      if (wide.conditions().get(i) instanceof Pattern a
          && counterparts.get(i) instanceof Pattern b
          && a.polarity() == Polarity.SHOWN) {
        if (a.variable() != null) {
          renamed.put(a.variable(), b.variable() == null ? "?" : b.variable());
        }
        for (Test test : a.tests()) {
          test.binds().forEach(it -> renamed.put(it, "?"));
        }
        for (Test test : a.tests()) {
          b.tests().stream()
              .filter(it -> it.binds().size() == 1 && test.binds().size() == 1)
              .filter(
                  it ->
                      Text.words(narrow, it.expression(), Map.of())
                          .equals(Text.words(wide, test.expression(), Map.of())))
              .findFirst()
              .ifPresent(
                  it -> renamed.put(test.binds().iterator().next(), it.binds().iterator().next()));
        }
      }
    }
    return renamed;
  }

  private boolean asMuch(List<Condition> counterparts, Map<String, String> renamed) {
    for (int i = 0; i < counterparts.size(); i++) {
      Condition a = wide.conditions().get(i);
      Condition b = counterparts.get(i);
      boolean isAsMuch =
          (a instanceof Pattern pattern && pattern.polarity() == Polarity.SHOWN)
              ? asMuch(pattern, (Pattern) b, renamed)
              : Text.words(wide, a.at(), renamed).equals(Text.words(narrow, b.at(), Map.of()));
      if (!isAsMuch) {
        return false;
      }
    }
    return true;
  }

  private boolean asMuch(Pattern wider, Pattern narrower, Map<String, String> renamed) {
    return wider.tests().stream()
        .filter(it -> !it.isBindingOnly())
        .allMatch(test -> narrower.tests().stream().anyMatch(it -> asMuch(test, it, renamed)));
  }

  private boolean asMuch(Test wider, Test narrower, Map<String, String> renamed) {
    if (wider.comparison() != null && narrower.comparison() != null) {
      return narrower.comparison().implies(wider.comparison());
    }
    return Text.words(wide, wider.expression(), renamed)
        .equals(Text.words(narrow, narrower.expression(), Map.of()));
  }
}
