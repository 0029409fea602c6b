package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.coverage.AttributeState;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.Coverage.Bearing;
import org.equipoise.authoring.coverage.Coverage.Group;
import org.equipoise.authoring.coverage.Coverage.Guidance;
import org.equipoise.authoring.coverage.Coverage.RuleCoverage;
import org.equipoise.authoring.coverage.Coverage.Silence;
import org.equipoise.authoring.coverage.UntestedComparison;
import org.equipoise.constitution.Constitution;
import org.equipoise.language.Element;

/** Coverage in words. */
final class CoverageText {
  private static final int MAX_RULES = 30;
  private static final int MAX_GROUPS = 5;
  private static final int MAX_LINES = 10;

  private final Coverage coverage;
  private final PrintWriter out;

  private CoverageText(Coverage coverage, PrintWriter out) {
    this.coverage = coverage;
    this.out = out;
  }

  static void write(Coverage coverage, Constitution constitution, PrintWriter out) {
    out.println(
        constitution.name()
            + " "
            + constitution.version()
            + " on "
            + count(coverage.cases(), "case")
            + " and "
            + count(coverage.judgments(), "judgment"));
    new CoverageText(coverage, out).write();
  }

  private void write() {
    out.println(
        String.format(
            Locale.ROOT,
            "Principles speak on %d of %s (%.0f %%); %d of %s decided",
            coverage.spokenOf(),
            count(coverage.outputs(), "output"),
            100 * coverage.share(),
            coverage.decided(),
            count(coverage.cases(), "case")));
    if (coverage.failures().count() > 0) {
      failures();
    }
    rules();
    silence(
        "Gaps: no principle speaks at all in " + count(coverage.gaps().count(), "case"),
        coverage.gaps());
    silence(
        "Besides, no principle speaks of "
            + count(coverage.silences().count(), "output")
            + " beside others of which one speaks",
        coverage.silences());
    guidance();
    untried();
    if (!coverage.hasFindings()) {
      out.println();
      out.println("No gap, no contradiction, nothing redundant, nothing untried.");
    }
  }

  private void failures() {
    out.println();
    out.println(count(coverage.failures().count(), "case") + " could not be decided:");
    for (int i = 0; i < coverage.failures().examples().size(); i++) {
      out.println(
          "  "
              + coverage.failures().examples().get(i)
              + ": "
              + coverage.failures().causes().get(i));
    }
  }

  private void rules() {
    List<RuleCoverage> principles = coverage.principles();
    long informative = principles.stream().filter(it -> is(it, Bearing.INFORMATIVE)).count();
    out.println();
    out.println(
        informative
            + " of "
            + count(principles.size(), "principle")
            + (informative == 1 ? " is" : " are")
            + " informative: without that one, some case would be answered otherwise");
    out.println();
    int width =
        Math.min(
            50,
            coverage.rules().stream()
                .mapToInt(it -> it.rule().toString().length())
                .max()
                .orElse(4));
    String row = "  %-" + width + "s %9s %9s %9s %9s%s%n";
    out.printf(Locale.ROOT, row, "rule", "speaks in", "answers", "open", "verdicts", "");
    coverage.rules().stream()
        .sorted(
            Comparator.comparing(RuleCoverage::answers)
                .thenComparing(RuleCoverage::openings)
                .thenComparing(RuleCoverage::verdicts)
                .thenComparing(RuleCoverage::cases)
                .reversed())
        .limit(MAX_RULES)
        .forEach(
            it ->
                out.printf(
                    Locale.ROOT,
                    row,
                    it.rule(),
                    it.cases(),
                    it.answers(),
                    it.openings(),
                    it.verdicts(),
                    it.examples().isEmpty() ? "" : "  e.g. " + it.examples().get(0)));
    more(coverage.rules().size(), MAX_RULES, "rule");
    out.println(
        "  (answers: decided cases that would be answered otherwise without this rule alone; open:"
            + " undecided ones; verdicts: outputs)");
    named("Redundant, since no answer hangs on it alone: ", Bearing.REDUNDANT);
    named("Never fired: ", Bearing.SILENT);
  }

  private static boolean is(RuleCoverage rule, Bearing bearing) {
    return rule.bearing() == bearing;
  }

  private void named(String what, Bearing bearing) {
    for (Element.Kind kind : List.of(Element.Kind.PRINCIPLE, Element.Kind.THEORY)) {
      List<RuleCoverage> rules =
          coverage.rules(bearing).stream().filter(it -> it.rule().kind() == kind).toList();
      if (!rules.isEmpty()) {
        out.println();
        out.println(what + count(rules.size(), kind.word()));
        rules.stream()
            .limit(MAX_LINES)
            .forEach(
                it -> out.println("  " + it.rule().name() + "  " + it.file() + ":" + it.line()));
        more(rules.size(), MAX_LINES, kind.word());
      }
    }
  }

  private void silence(String title, Silence silence) {
    if (silence.count() == 0) {
      return;
    }
    out.println();
    out.println(title);
    for (Group group : silence.groups().stream().limit(MAX_GROUPS).toList()) {
      String where =
          group.where().isEmpty()
              ? silence.groups().size() == 1 ? "nothing marks them off" : "the others"
              : "where " + join(group.where());
      String among = group.where().isEmpty() ? "" : " of " + group.among();
      out.println("  " + group.count() + among + " " + where + "  e.g. " + group.examples().get(0));
      if (!group.shared().isEmpty()) {
        String others =
            group.alike() == group.count()
                ? ", and nothing else has all of it"
                : ", and so "
                    + (group.alike() - group.count() == 1 ? "has " : "have ")
                    + (group.alike() - group.count())
                    + " of the others";
        out.println("      all have " + join(group.shared()) + others);
      }
    }
    more(silence.groups().size(), MAX_GROUPS, "group");
  }

  /** Traits, those of one value under one heading together. */
  private static String join(List<AttributeState> traits) {
    Map<String, List<String>> alike = new TreeMap<>();
    List<String> shown = new ArrayList<>();
    for (AttributeState trait : traits) {
      int dot = trait.attribute().lastIndexOf('.');
      String heading = trait.subject().word() + " " + trait.attribute().substring(0, dot + 1);
      if (dot > 0 && trait.state() == AttributeState.State.IS) {
        alike
            .computeIfAbsent(heading + "\n" + trait.value(), any -> new ArrayList<>())
            .add(trait.attribute().substring(dot + 1));
      } else {
        shown.add(trait.toString());
      }
    }
    alike.forEach(
        (key, names) -> {
          String[] parts = key.split("\n", 2);
          String name = names.size() == 1 ? names.get(0) : "{" + String.join(", ", names) + "}";
          shown.add(parts[0] + name + " = " + parts[1]);
        });
    String text = shown.stream().limit(MAX_LINES).collect(Collectors.joining(", "));
    return shown.size() > MAX_LINES ? text + " and " + (shown.size() - MAX_LINES) + " more" : text;
  }

  private void guidance() {
    guidance(
        "Rules that contradict each other:",
        coverage.guidance().stream().filter(Guidance::isAmongRules).toList());
    guidance(
        "Judgments that contradict rules, or each other:",
        coverage.guidance().stream().filter(it -> !it.isAmongRules()).toList());
    if (coverage.guidanceUnlisted() > 0) {
      out.println("  … and " + coverage.guidanceUnlisted() + " contradictions of further parties");
    }
    if (coverage.guidanceCut() > 0) {
      out.println(
          "  in "
              + count(coverage.guidanceCut(), "conflict")
              + " there are more sets than could be listed: parties may be missing here, and be in"
              + " more cases than is said");
    }
  }

  private void guidance(String title, List<Guidance> guidance) {
    if (guidance.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    guidance.stream()
        .limit(MAX_LINES)
        .forEach(
            it ->
                out.println(
                    "  "
                        + it.kind()
                        + " in "
                        + count(it.cases(), "case")
                        + ": "
                        + String.join(" + ", it.parties())
                        + "  e.g. "
                        + it.examples().get(0)));
    more(guidance.size(), MAX_LINES, "line");
  }

  private void untried() {
    if (coverage.untested().isEmpty()) {
      return;
    }
    out.println();
    out.println("Never tried by these cases:");
    coverage.untested().stream()
        .limit(MAX_LINES)
        .forEach(
            it ->
                out.println(
                    "  "
                        + it.subject().word()
                        + " "
                        + it.attribute()
                        + " "
                        + it.test()
                        + ": "
                        + lack(it)
                        + "  ("
                        + String.join(", ", it.rules())
                        + ")"));
    more(coverage.untested().size(), MAX_LINES, "test");
  }

  private static String lack(UntestedComparison untried) {
    return switch (untried.lack()) {
      case ATTRIBUTE -> "no " + untried.subject().word() + " has the attribute";
      case PASSING -> "no " + untried.subject().word() + " passes";
      case FAILING -> "every " + untried.subject().word() + " passes";
    };
  }

  private void more(int all, int shown, String noun) {
    if (all > shown) {
      out.println("  … and " + count(all - shown, noun) + " more; `--format json` has all");
    }
  }
}
