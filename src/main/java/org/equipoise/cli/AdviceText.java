package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;

/** Advice as a reviewer would write it, on one screen. */
final class AdviceText {
  private static final int SHOWN = 5;

  private AdviceText() {}

  static void write(Advice advice, Constitution constitution, PrintWriter out) {
    out.println(
        constitution.name()
            + " "
            + constitution.version()
            + " on "
            + count(advice.cases(), "case")
            + " and "
            + count(advice.judgments(), "judgment"));
    Advice.Disequilibrium off = advice.disequilibrium();
    out.println(
        String.format(
            Locale.ROOT,
            "Disequilibrium %.4f (%s); principles speak on %.0f %% of outputs; %s",
            off.index(),
            price(off),
            100 * advice.coverage(),
            informative(advice, constitution)));
    for (Advice.Irreconcilable each : advice.irreconcilable()) {
      out.println("Irreconcilable, since all of it is entrenched: " + join(each.elements()));
    }
    if (advice.isEquilibrium()) {
      out.println("Nothing conflicts: this is an equilibrium.");
      return;
    }
    out.println(count(advice.conflicts().size(), "conflict") + ": " + kinds(advice));
    if (advice.revisions().isEmpty()) {
      out.println("No revision restores consistency.");
      return;
    }
    Revision best = advice.revisions().get(0);
    out.println();
    if (best.relaxations().isEmpty() && !off.isReconcilable()) {
      out.println("Nothing else conflicts: what is entrenched is for its authors to settle.");
      return;
    }
    out.println("What I would give up, for " + best.cost() + " (" + proof(best, off) + "):");
    for (Advice.Explanation each : leading(advice)) {
      explain(each, advice, constitution, out);
    }
    if (advice.explanations().size() > SHOWN) {
      out.println(
          "  … and " + (advice.explanations().size() - SHOWN) + " more; `--format json` has all");
    }
    out.println();
    if (!advice.notComputed().isEmpty()) {
      out.println(
          "Not computed, since the time was over: " + String.join(", ", advice.notComputed()));
    }
    out.println("Borne by " + shares(off));
    changes(advice, out);
    if (advice.revisions().size() > 1) {
      out.println();
      out.println("Next best:");
      for (Revision each : advice.revisions().subList(1, advice.revisions().size())) {
        out.println("  for " + each.cost() + ": " + difference(best, each));
      }
    }
  }

  private static String informative(Advice advice, Constitution constitution) {
    long principles =
        constitution.rules().values().stream()
            .filter(it -> it.rule().element().kind() == Element.Kind.PRINCIPLE)
            .count();
    return advice.informativePrinciples().size()
        + " of "
        + principles
        + " principles decide something alone";
  }

  private static String price(Advice.Disequilibrium off) {
    String price = off.cost() + " of " + off.asserted() + " asserted";
    return off.isReconcilable() || off.cost().isInfinite()
        ? price
        : price + ", irreconcilable conflicts apart";
  }

  private static String proof(Revision revision, Advice.Disequilibrium off) {
    String bound =
        revision.certified()
            ? "certified: nothing cheaper exists"
            : "not proven: at least " + revision.lowerBound() + " is needed";
    return bound
        + (revision.verified()
            ? "; inferred again, no conflict is left"
                + (off.isReconcilable() ? "" : " but what is irreconcilable")
            : "; NOT verified: inferred again, conflicts are left");
  }

  private static List<Advice.Explanation> leading(Advice advice) {
    return advice.explanations().stream()
        .sorted(
            java.util.Comparator.comparing(
                    (Advice.Explanation it) -> it.price().orElse(org.equipoise.revision.Cost.ZERO),
                    java.util.Comparator.reverseOrder())
                .thenComparing(Advice.Explanation::relaxation))
        .limit(SHOWN)
        .toList();
  }

  private static void explain(
      Advice.Explanation each, Advice advice, Constitution constitution, PrintWriter out) {
    Relaxation relaxation = each.relaxation();
    out.println("  " + relaxed(relaxation) + ", cost " + relaxation.cost());
    DefinedRule rule = constitution.rules().get(relaxation.element().name());
    if (relaxation.element().isRule() && rule != null) {
      String says = rule.rule().says() == null ? "" : "“" + rule.rule().says() + "” ";
      out.println("      " + says + rule.file() + ":" + rule.line());
    }
    out.println(
        "      breaks "
            + count(each.resolves().size(), "conflict")
            + (each.resolves().isEmpty()
                ? ""
                : ", among them a " + describe(advice.conflicts().get(each.resolves().get(0)))));
    if (!each.against().isEmpty()) {
      out.println(
          "      against it stand "
              + join(each.against().subList(0, Math.min(3, each.against().size())))
              + (each.against().size() > 3 ? " and " + (each.against().size() - 3) + " more" : ""));
    }
    each.price()
        .ifPresent(
            it ->
                out.println(
                    it.isInfinite()
                        ? "      it cannot be kept: there is no other way out"
                        : it.billionths() == 0
                            ? "      it could be kept at no extra cost: another revision is as"
                                + " cheap"
                            : "      to keep it would make the cheapest revision dearer by " + it));
    if (each.weight() != null && !each.weight().contributions().isEmpty()) {
      out.println("      " + each.weight().explain());
    }
  }

  private static String describe(Advice.CorpusConflict conflict) {
    return conflict.kind() + " in " + String.join(" and ", conflict.cases());
  }

  private static String relaxed(Relaxation relaxation) {
    String in = relaxation.caseId() == null ? "" : " in " + relaxation.caseId();
    return switch (relaxation.kind()) {
      case REVISE -> "revise the judgment " + relaxation.element().name() + in;
      case OVERRIDE ->
          "override the "
              + relaxation.element().kind().word()
              + " "
              + relaxation.element().name()
              + in;
      case SETTLE ->
          "settle the attribute " + relaxation.element().fullName() + " the other way" + in;
      case SUSPEND ->
          "suspend the "
              + relaxation.element().kind().word()
              + " "
              + relaxation.element().name()
              + " everywhere";
    };
  }

  private static String difference(Revision best, Revision other) {
    List<Relaxation> instead =
        other.relaxations().stream().filter(it -> !best.relaxations().contains(it)).toList();
    List<Relaxation> kept =
        best.relaxations().stream().filter(it -> !other.relaxations().contains(it)).toList();
    return list(instead) + " instead of " + list(kept);
  }

  private static String list(List<Relaxation> relaxations) {
    if (relaxations.isEmpty()) {
      return "nothing";
    }
    String shown =
        relaxations.stream().limit(3).map(AdviceText::relaxed).collect(Collectors.joining(", "));
    return relaxations.size() > 3 ? shown + " and " + (relaxations.size() - 3) + " more" : shown;
  }

  private static void changes(Advice advice, PrintWriter out) {
    if (advice.changes().isEmpty()) {
      out.println("No case would be answered otherwise.");
      return;
    }
    String shown =
        advice.changes().stream()
            .limit(SHOWN)
            .map(it -> it.caseId() + " (" + it.before() + " → " + it.after() + ")")
            .collect(Collectors.joining(", "));
    out.println(
        count(advice.changes().size(), "case")
            + " would be answered otherwise: "
            + shown
            + (advice.changes().size() > SHOWN ? ", …" : ""));
  }

  private static String shares(Advice.Disequilibrium off) {
    String shown =
        off.byElement().stream()
            .limit(SHOWN)
            .map(it -> it.kind() + " " + it.bearer() + " " + it.cost())
            .collect(Collectors.joining(", "));
    return off.byElement().size() > SHOWN ? shown + ", …" : shown;
  }

  private static String kinds(Advice advice) {
    Map<String, Integer> kinds = new TreeMap<>();
    advice.conflicts().forEach(it -> kinds.merge(it.kind(), 1, Integer::sum));
    return kinds.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String join(List<AppliedElement> elements) {
    return elements.stream().map(AppliedElement::toString).collect(Collectors.joining(", "));
  }
}
