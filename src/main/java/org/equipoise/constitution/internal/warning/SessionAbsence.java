package org.equipoise.constitution.internal.warning;

import java.util.List;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.ValueRead;

/**
 * Conditions that ask of one fact of a session that a name was not raised. Names are only ever
 * added, and each that is raised in a case has a fact of its own, so a fact without the name proves
 * nothing.
 */
final class SessionAbsence {
  private static final String BY_ANOTHER_FACT =
      "also holds after the name was raised: another fact of the session may be without it";

  private SessionAbsence() {}

  static void warn(List<Anatomy> rules, Warnings warnings) {
    for (Anatomy rule : rules) {
      rule.defined().reads().values().stream()
          .filter(it -> it.isAttribute() && it.isOfSession())
          .forEach(it -> warn(rule, it, warnings));
    }
  }

  private static void warn(Anatomy rule, ValueRead read, Warnings warnings) {
    for (LiteralTest test : read.tests()) {
      if (Boolean.FALSE.equals(test.value()) && test.sign().equals("==")) {
        warn(
            rule,
            read,
            test.at(),
            "never holds: a name is true once it was raised, or absent",
            warnings);
      } else if (isOfAbsence(test)) {
        warn(rule, read, test.at(), BY_ANOTHER_FACT, warnings);
      }
    }
    Span before = new Span(read.at().start() - 1, read.at().start());
    if (read.tests().isEmpty() && rule.text(before).equals("!")) {
      warn(rule, read, new Span(before.start(), read.at().end()), BY_ANOTHER_FACT, warnings);
    }
  }

  private static boolean isOfAbsence(LiteralTest test) {
    return switch (test.sign()) {
      case "!=" -> test.value() != null;
      case "==" -> test.value() == null;
      case "in" -> test.isNegated();
      default -> false;
    };
  }

  private static void warn(Anatomy rule, ValueRead read, Span at, String what, Warnings warnings) {
    warnings.add(
        "session-absence",
        rule,
        at,
        "`" + Text.shown(rule, at) + "` " + what,
        "that nothing raised it so far is `not Session( attr(\""
            + read.name()
            + "\") == true )`; this may cease to hold later in the conversation");
  }
}
