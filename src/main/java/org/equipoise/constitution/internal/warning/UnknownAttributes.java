package org.equipoise.constitution.internal.warning;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.constitution.reading.ValueRead.Part;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Conditions on what no case at hand has. */
final class UnknownAttributes {
  private final Anatomy rule;
  private final KnownAttributes seen;
  private final Warnings warnings;

  private UnknownAttributes(Anatomy rule, KnownAttributes seen, Warnings warnings) {
    this.rule = rule;
    this.seen = seen;
    this.warnings = warnings;
  }

  static void warn(List<Anatomy> rules, KnownAttributes seen, Warnings warnings) {
    for (Anatomy rule : rules) {
      UnknownAttributes unseen = new UnknownAttributes(rule, seen, warnings);
      rule.defined()
          .reads()
          .attributes()
          .filter(it -> it.part() == Part.CONDITION)
          .forEach(it -> unseen.read(it));
    }
  }

  private void read(ValueRead read) {
    name(read);
    Subject of = read.subject();
    if (of != null) {
      read.tests().forEach(it -> value(of, read.name(), it));
    }
  }

  private void name(ValueRead read) {
    String name = read.name();
    Subject of = read.subject();
    List<Subject> subjects = KnownAttributes.subjects(read);
    if (!subjects.stream().allMatch(seen::isAny)
        || subjects.stream().anyMatch(it -> seen.names(it).contains(name))) {
      return;
    }
    Set<String> known = new TreeSet<>();
    subjects.forEach(it -> known.addAll(seen.names(it)));
    String hint = hint(name, known, of);
    if (hint == null && !seen.isAll()) {
      return;
    }
    warnings.add(
        "unknown-attribute",
        rule,
        read.nameAt(),
        "no " + (of == null ? "fact" : word(of)) + " at hand has the attribute `" + name + "`",
        hint);
  }

  private @Nullable String hint(String name, Set<String> known, @Nullable Subject of) {
    Optional<String> near = Suggestion.nearestName(name, known);
    if (near.isPresent()) {
      return "did you mean `" + near.get() + "`?";
    }
    for (Subject other : Subject.values()) {
      if (other != of && seen.names(other).contains(name)) {
        return "it is an attribute of "
            + word(other)
            + "s: write `"
            + other.type()
            + "( attr(\""
            + name
            + "\") … )`";
      }
    }
    Optional<String> elsewhere =
        known.stream().filter(it -> it.endsWith("." + name) || name.endsWith("." + it)).findFirst();
    return elsewhere.map(it -> "did you mean `" + it + "`?").orElse(null);
  }

  /** A word that is none of those in use, and looks like one of them. */
  private void value(Subject of, String name, LiteralTest test) {
    boolean isEquality =
        test.sign().equals("==") || (test.sign().equals("in") && !test.isNegated());
    if (!seen.isAll() || !isEquality || !(test.value() instanceof String word)) {
      return;
    }
    Set<String> known = seen.words(of, name);
    Optional<String> near =
        known.contains(word) ? Optional.empty() : Suggestion.nearestName(word, known);
    if (near.isPresent()) {
      warnings.add(
          "unknown-value",
          rule,
          test.literalAt(),
          "no " + word(of) + " at hand has `" + name + "` be `" + word + "`",
          "did you mean `" + near.get() + "`?");
    }
  }

  private static String word(Subject of) {
    return of.type().toLowerCase(Locale.ROOT);
  }
}
