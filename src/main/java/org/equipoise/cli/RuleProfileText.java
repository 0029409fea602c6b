package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.equipoise.authoring.coverage.RuleProfile;
import org.equipoise.authoring.coverage.RuleProfile.Clash;
import org.equipoise.authoring.coverage.RuleProfile.Firing;
import org.equipoise.authoring.coverage.RuleProfile.Weighed;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.constitution.Term;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.language.Rule;
import org.equipoise.problem.Problem;

/** The portrait of a rule in words. */
final class RuleProfileText {
  private static final int MAX_LINES = 10;

  private final RuleProfile portrait;
  private final PrintWriter out;

  private RuleProfileText(RuleProfile portrait, PrintWriter out) {
    this.portrait = portrait;
    this.out = out;
  }

  /**
   * Writes a profile.
   *
   * @param ofKinds warnings of comparisons between values of different kinds
   */
  static void write(RuleProfile portrait, List<Problem> ofKinds, Path folder, PrintWriter out) {
    RuleProfileText text = new RuleProfileText(portrait, out);
    text.rule(folder);
    text.kinds(ofKinds);
    text.weight();
    if (portrait.cases() > 0) {
      text.firings();
      text.clashes();
      text.failures();
    }
  }

  private void rule(Path folder) {
    DefinedRule defined = portrait.rule();
    Rule rule = defined.rule();
    out.println(
        rule.element()
            + ", "
            + folder.resolve(defined.file())
            + ":"
            + defined.line()
            + ":"
            + defined.column());
    if (rule.says() != null) {
      out.println("  " + rule.says());
    }
    if (rule.source() != null) {
      out.println("  " + rule.source());
    }
    if (rule.level() != null) {
      out.println("  level: " + rule.level());
    }
    if (!rule.tags().isEmpty()) {
      out.println("  tags: " + String.join(", ", rule.tags()));
    }
    term(defined.term());
    out.println();
    int line = defined.line();
    for (String each : Splitter.onPattern("\r?\n").split(defined.text())) {
      out.println(String.format(Locale.ROOT, "%6d | %s", line++, each));
    }
    out.println();
    out.println("It says");
    portrait.says().forEach(it -> out.println("  " + it));
    if (portrait.says().isEmpty()) {
      out.println("  nothing in words of the vocabulary itself");
    }
  }

  private void term(Term term) {
    if (term.isLimited()) {
      Instant time = portrait.asOf();
      out.println(
          "  in force "
              + term.days()
              + (time == null || term.includes(Term.day(time))
                  ? ""
                  : ": not on " + Term.day(time)));
    }
    if (term.owner() != null) {
      out.println("  owner: " + term.owner());
    }
  }

  private void kinds(List<Problem> ofKinds) {
    if (!ofKinds.isEmpty()) {
      out.println();
      out.println("It compares values of different kinds");
      ofKinds.forEach(it -> out.println("  line " + it.line() + ": " + it.message()));
    }
  }

  private void weight() {
    out.println();
    out.println("Its weight");
    for (Weighed each : portrait.weights()) {
      String where =
          each.cases() > 0
              ? " (in " + count(each.cases(), "case") + ")"
              : " (in a case of which nothing is known)";
      out.println("  " + each.weight().explain() + where);
    }
  }

  private void firings() {
    out.println();
    out.println(
        String.format(
            Locale.ROOT,
            "It speaks in %d of %s; %s on it",
            portrait.fired(),
            count(portrait.cases(), "case"),
            portrait.decisive() == 1 ? "1 answer hangs" : portrait.decisive() + " answers hang"));
    List<Firing> hanging = portrait.firings().stream().filter(it -> it.without() != null).toList();
    List<Firing> others = portrait.firings().stream().filter(it -> it.without() == null).toList();
    hanging.stream().limit(MAX_LINES).forEach(this::firing);
    others.stream().limit(MAX_LINES).forEach(this::firing);
    long shown = Math.min(MAX_LINES, hanging.size());
    shown += Math.min(MAX_LINES, others.size());
    more(portrait.fired() - shown, "case");
  }

  private void firing(Firing firing) {
    String without = firing.without();
    String answer =
        CaseAnswer.inWords(firing.answer())
            + (without == null
                ? ", with or without it"
                : ", without it " + CaseAnswer.inWords(without));
    out.println("  " + firing.caseId() + ": " + answer);
    firing.said().forEach(it -> out.println("    " + it));
  }

  private void clashes() {
    out.println();
    if (portrait.clashes().isEmpty()) {
      out.println("It contradicts nothing there");
      return;
    }
    out.println("It cannot stand together with");
    for (Clash each : portrait.clashes().stream().limit(MAX_LINES).toList()) {
      out.println(
          "  "
              + (each.with().isEmpty() ? "itself" : String.join(" + ", each.with()))
              + ": "
              + each.kind()
              + " in "
              + count(each.cases(), "case")
              + " ("
              + String.join(", ", each.examples())
              + (each.cases() > each.examples().size() ? ", …" : "")
              + ")");
    }
    more(portrait.clashes().size() - MAX_LINES, "other");
  }

  private void failures() {
    if (portrait.failures().count() > 0) {
      out.println();
      out.println(
          count(portrait.failures().count(), "case")
              + " could not be decided: "
              + portrait.failures().examples().get(0)
              + ": "
              + portrait.failures().causes().get(0));
    }
  }

  private void more(long left, String noun) {
    if (left > 0) {
      out.println("  and " + count(left, "more " + noun));
    }
  }
}
