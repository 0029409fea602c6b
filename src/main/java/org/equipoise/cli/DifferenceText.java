package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionChange.Kind;
import org.equipoise.authoring.comparison.ConstitutionChange.PartChange;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.authoring.comparison.DecisionComparison.Group;
import org.equipoise.authoring.comparison.DecisionComparison.NewCases;
import org.equipoise.constitution.DefinedRule;

/** How constitutions, and decisions under them, differ: in words. */
final class DifferenceText {
  private static final int MAX_LINES = 20;

  private DifferenceText() {}

  static void write(ConstitutionDifference difference, PrintWriter out) {
    List<ConstitutionChange> meant = difference.changesOfMeaning();
    List<ConstitutionChange> others =
        difference.changes().stream().filter(it -> !it.altersMeaning()).toList();
    if (meant.isEmpty()) {
      out.println("No difference in meaning.");
    }
    for (ConstitutionChange change : meant) {
      out.println();
      write(change, out);
    }
    if (!others.isEmpty()) {
      out.println();
      out.println("Without a change of meaning:");
      for (ConstitutionChange change : others) {
        out.println(
            change.formerName() != null
                ? "  " + change + " was called " + change.formerName()
                : "  " + change + " is worded otherwise");
      }
    }
    if (!difference.changes().isEmpty()) {
      out.println();
      out.println(count(difference.untouched(), "rule") + " mean what they did");
    }
  }

  private static void write(ConstitutionChange change, PrintWriter out) {
    String sign =
        switch (change.kind()) {
          case ADDED -> "+ ";
          case DROPPED -> "- ";
          case CHANGED, RENAMED -> "~ ";
        };
    String formerly = change.formerName() == null ? "" : ", formerly " + change.formerName();
    out.println(sign + change + formerly + place(change));
    DefinedRule shown = change.after() != null ? change.after() : change.before();
    if (change.kind() == Kind.ADDED || change.kind() == Kind.DROPPED) {
      if (shown != null && shown.rule().says() != null) {
        out.println("    “" + shown.rule().says() + "”");
      }
      return;
    }
    for (PartChange part : change.parts()) {
      String name = part.part() == ConstitutionChange.Part.VALUE ? "" : part.part().word() + " ";
      if (part.before().length() + part.after().length() < 60) {
        out.println("    " + name + shown(part.before()) + " → " + shown(part.after()));
      } else {
        out.println("    " + name.strip());
        out.println("      - " + shown(part.before()));
        out.println("      + " + shown(part.after()));
      }
    }
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }

  private static String place(ConstitutionChange change) {
    DefinedRule shown = change.after() != null ? change.after() : change.before();
    return shown == null ? "" : "  " + shown.file() + ":" + shown.line();
  }

  static void write(DecisionComparison comparison, List<String> notTriedAlone, PrintWriter out) {
    out.println();
    if (comparison.differing() == 0) {
      out.println(
          comparison.cases() == 1
              ? "The one case is decided the same."
              : "All " + count(comparison.cases(), "case") + " are decided the same.");
      return;
    }
    long answers = comparison.differing(Aspect.ANSWER);
    out.println(
        count(answers, "case")
            + " of "
            + comparison.cases()
            + " ("
            + share(answers, comparison.cases())
            + ") "
            + (answers == 1 ? "is" : "are")
            + " answered otherwise; "
            + comparison.differing()
            + " differ in something: "
            + aspects(comparison.aspects()));
    for (NewCases each : comparison.newCases()) {
      out.println(
          "  newly "
              + switch (each.condition()) {
                case DILEMMA -> "a dilemma";
                case ALL_BLOCKED -> "all blocked";
                case GAP -> "a gap, no principle speaks";
                case ESCALATION -> "escalated, some output";
                case UNDECIDED -> "undecided";
                case ERROR -> "an error";
              }
              + ": "
              + count(each.cases(), "case")
              + "  e.g. "
              + String.join(", ", each.examples()));
    }
    comparison.groups().stream().limit(MAX_LINES).forEach(it -> write(it, out));
    if (comparison.groups().size() > MAX_LINES) {
      out.println(
          "… and "
              + count(comparison.groups().size() - MAX_LINES, "group")
              + " more; `--format json` has all");
    }
    if (!notTriedAlone.isEmpty()) {
      out.println();
      out.println(
          "Not tried alone, since they make no constitution by themselves or are too many: "
              + notTriedAlone.stream().limit(MAX_LINES).collect(Collectors.joining(", ")));
    }
  }

  private static void write(Group group, PrintWriter out) {
    out.println();
    String causes =
        group.causes().isEmpty()
            ? "for causes that were not looked into"
            : String.join(group.together() ? " and " : " or ", group.causes());
    String how =
        group.causes().size() < 2
            ? group.together() && !group.causes().isEmpty()
                ? "Only together with other changes: "
                : "By "
            : group.together() ? "Only together: " : "By any one of ";
    out.println((group.causes().isEmpty() ? "Otherwise " : how) + causes);
    out.println("  " + aspects(group.aspects()) + "  e.g. " + String.join(", ", group.examples()));
    if (!group.answers().isEmpty()) {
      out.println(
          "  answers: "
              + group.answers().stream()
                  .limit(5)
                  .map(it -> it.change() + " in " + count(it.cases(), "case"))
                  .collect(Collectors.joining(", "))
              + (group.answers().size() > 5 ? ", …" : ""));
    }
  }

  static String aspects(java.util.Map<Aspect, Long> aspects) {
    return aspects.entrySet().stream()
        .map(it -> it.getKey().word() + " in " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }
}
