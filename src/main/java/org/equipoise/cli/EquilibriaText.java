package org.equipoise.cli;

import static org.equipoise.cli.CostText.rounded;
import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.CorpusEquilibria;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.authoring.advice.CorpusEquilibria.Equilibrium;
import org.equipoise.authoring.advice.CorpusEquilibria.Extent;
import org.equipoise.authoring.advice.CorpusEquilibria.Given;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * Equilibria in the order that a reader needs: how many there are and how much they agree on, the
 * cases they decide differently, what they give up, then how far apart they are.
 */
final class EquilibriaText {
  private static final int MAX_SHOWN = 10;
  private static final int MAX_GROUPS = 4;

  /** Digits from which on a number is rounded. */
  private static final int LONG = 16;

  private final CorpusEquilibria found;
  private final Constitution constitution;
  private final RelaxationGroups groups;
  private final PrintWriter out;
  private final Set<Place> inAll = new HashSet<>();

  /** An element in a case, or a rule everywhere. */
  private record Place(Element element, @Nullable String caseId) {}

  private EquilibriaText(
      CorpusEquilibria found,
      Constitution constitution,
      Collection<Judgment> judgments,
      PrintWriter out) {
    this.found = found;
    this.constitution = constitution;
    this.out = out;
    Map<String, String> holders = new HashMap<>();
    for (Judgment each : judgments) {
      if (each.stakeholder() != null) {
        holders.put(each.id(), each.stakeholder());
      }
    }
    this.groups = new RelaxationGroups(holders);
    found.given(Extent.ALL).forEach(it -> inAll.add(new Place(it.element(), it.caseId())));
  }

  static void write(
      CorpusEquilibria found,
      Constitution constitution,
      Collection<Judgment> judgments,
      PrintWriter out) {
    new EquilibriaText(found, constitution, judgments, out).write();
  }

  private void write() {
    out.println(
        "Of "
            + count(found.cases(), "case")
            + " and "
            + count(found.judgments(), "judgment")
            + " under "
            + constitution.name()
            + " "
            + constitution.version()
            + ", "
            + conflicting());
    for (Advice.Irreconcilable each : found.irreconcilable()) {
      out.println(
          "Irreconcilable, since all of it is entrenched: "
              + each.elements().stream()
                  .map(AppliedElement::toString)
                  .collect(Collectors.joining(", ")));
    }
    if (!found.notComputed().isEmpty()) {
      out.println(
          "Not computed, or not to the end, since the time was over: "
              + String.join(", ", found.notComputed()));
    }
    if (found.count().signum() == 0) {
      out.println(
          found.complete()
              ? "No revision was found that restores consistency, so there is no equilibrium."
              : "No revision that restores consistency was found; there may be some.");
      return;
    }
    out.println(number());
    if (!found.verified()) {
      out.println("NOT verified: some of them may leave a conflict when inferred again.");
    }
    robustness();
    contested();
    given();
    if (!found.isUnique()) {
      distances();
    }
    found.starts().ifPresent(this::starts);
  }

  private String conflicting() {
    if (found.isEquilibrium()) {
      return "nothing conflicts: this is an equilibrium.";
    }
    return found.conflicts() == 0
        ? "no conflict was found before the time was over."
        : count(found.conflicts(), "conflict")
            + (found.components() > 1
                ? " in " + found.components() + " independent groups."
                : found.conflicts() == 1 ? "." : " in one group.");
  }

  // ---- how many, and how much they agree

  private String number() {
    String cost =
        found.within().equals(Cost.ZERO)
            ? "at the least cost, " + rounded(found.cost())
            : "at a cost of "
                + rounded(found.cost())
                + " to "
                + rounded(found.cost().plus(found.within()));
    if (found.isUnique()) {
      return "There is one equilibrium " + cost + ".";
    }
    if (found.lowerBound().compareTo(found.cost()) < 0) {
      return "The best revision found costs "
          + rounded(found.cost())
          + ", and none costs less than "
          + rounded(found.lowerBound())
          + ": whether it is an equilibrium of the least cost is not known.";
    }
    return (found.count().equals(BigInteger.ONE) ? "There is " : "There are ")
        + (found.countExact() ? "" : "at least ")
        + words(found.count())
        + (found.count().equals(BigInteger.ONE) ? " equilibrium " : " equilibria ")
        + cost
        + (found.complete()
            ? "."
            : found.countExact()
                ? "; a limit was met before all were listed, so that the following is of those listed."
                : "; a limit was met before all were found.");
  }

  /** All digits, or of a long number its size. */
  static String words(BigInteger number) {
    String digits = number.toString();
    return digits.length() < LONG
        ? String.format(Locale.ROOT, "%,d", number)
        : digits.charAt(0)
            + "."
            + digits.substring(1, 3)
            + "e"
            + (digits.length() - 1)
            + " (`--format json` has all digits)";
  }

  private void robustness() {
    if (found.isUnique()) {
      return;
    }
    int alike = found.cases() - found.contested().size();
    out.println(
        String.format(
            Locale.ROOT,
            "They decide %s%d of %s alike (robustness %.4f; %.4f by what is asserted).",
            found.complete() ? "" : "at most ",
            alike,
            count(found.cases(), "case"),
            found.robust(),
            found.robustByWeight()));
  }

  private void contested() {
    if (found.contested().isEmpty()) {
      return;
    }
    out.println();
    out.println("Decided differently:");
    for (Contested each : found.contested().stream().limit(MAX_SHOWN).toList()) {
      out.println(
          "  "
              + each.caseId()
              + ": "
              + each.answers().stream()
                  .map(CaseAnswer::inWords)
                  .collect(Collectors.joining(" or ")));
    }
    more(found.contested().size());
  }

  private void more(int all) {
    if (all > MAX_SHOWN) {
      out.println("  and " + (all - MAX_SHOWN) + " more; `--format json` has all");
    }
  }

  // ---- what is given up

  private void given() {
    List<Given> all = found.given(Extent.ALL);
    List<Given> some = found.given(Extent.SOME);
    List<Given> none = found.given(Extent.NONE);
    if (found.conflicts() == 0 || found.notComputed().contains("inAll")) {
      return;
    }
    out.println();
    if (found.isUnique()) {
      out.println("It gives up " + shown(all, Given::toString));
    } else {
      out.println("Given up in all of them: " + shown(all, Given::toString));
      out.println("Given up in some:");
      for (Given each : some.stream().limit(MAX_SHOWN).toList()) {
        out.println(String.format(Locale.ROOT, "  %s, in %.1f %%", each, 100 * each.share()));
      }
      more(some.size());
    }
    out.println("In conflict and never given up: " + shown(none, Given::toString));
  }

  private static <T> String shown(List<T> all, Function<T, String> words) {
    if (all.isEmpty()) {
      return "nothing";
    }
    String first = all.stream().limit(MAX_SHOWN).map(words).collect(Collectors.joining(", "));
    return all.size() > MAX_SHOWN ? first + " and " + (all.size() - MAX_SHOWN) + " more" : first;
  }

  // ---- distances

  private void distances() {
    out.println();
    if (!found.notComputed().contains("diameter")) {
      diameter(found.diameter().apart());
    }
    found.medoid().ifPresent(it -> out.println("Closest to all of them: " + words(it)));
    if (!found.representatives().isEmpty()) {
      out.println("Far apart:");
    }
    for (int i = 0; i < found.representatives().size(); i++) {
      Equilibrium each = found.representatives().get(i);
      out.println("  " + (i + 1) + ". " + words(each));
    }
  }

  private void diameter(CorpusEquilibria.Apart apart) {
    out.println(
        "The two that are farthest apart differ by "
            + (found.diameter().revisionExact() ? "" : "at least ")
            + rounded(apart.revision())
            + " in the weight of what they give up;");
    out.println(
        String.format(
            Locale.ROOT,
            "two decide differently on %s%.1f %% of %s at most.",
            found.diameter().decisionExact() ? "" : "at least ",
            100 * apart.decision(),
            count(found.outputs(), "output")));
  }

  // ---- starts

  private void starts(CorpusEquilibria.Starts starts) {
    out.println();
    if (starts.ends().isEmpty()) {
      out.println("The time was over before judgments were adopted one at a time.");
      return;
    }
    long least = starts.ends().stream().filter(CorpusEquilibria.End::least).count();
    out.println(
        "Judgments adopted one at a time, in "
            + count(starts.starts(), "random order")
            + " (seed "
            + starts.seed()
            + "), end in "
            + count(starts.ends().size(), "different way")
            + ", of which "
            + least
            + (least == 1 ? " is" : " are")
            + " cheapest.");
    if (starts.ends().size() > 1) {
      var apart = starts.diameter().apart();
      out.println(
          String.format(
              Locale.ROOT,
              "They differ by up to %s in what they give up, on up to %.1f %% of outputs, and on"
                  + " the answer to %s.",
              rounded(apart.revision()),
              100 * apart.decision(),
              count(starts.contested().size(), "case")));
    }
    for (CorpusEquilibria.End each : starts.ends().stream().limit(MAX_GROUPS).toList()) {
      out.println(
          "  " + count(each.starts(), "order") + ": " + words(each.relaxations(), each.cost()));
    }
  }

  private String words(Equilibrium one) {
    return words(one.relaxations(), one.cost());
  }

  /** What is given up, without what every equilibrium gives up. */
  private String words(List<Relaxation> relaxations, Cost cost) {
    List<Relaxation> besides = relaxations.stream().filter(it -> !isInAll(it)).toList();
    List<RelaxationGroups.Group> all = groups.of(besides);
    String first =
        all.stream().limit(MAX_GROUPS).map(groups::words).collect(Collectors.joining(", "));
    return (besides.isEmpty() ? "nothing" : first)
        + (all.size() > MAX_GROUPS ? " and " + (all.size() - MAX_GROUPS) + " more kinds" : "")
        + (besides.size() < relaxations.size() ? ", besides what all give up" : "")
        + " (cost "
        + rounded(cost)
        + ")";
  }

  private boolean isInAll(Relaxation relaxation) {
    return inAll.contains(new Place(relaxation.element(), relaxation.caseId()));
  }
}
