package org.equipoise.cli;

import static org.equipoise.cli.CostText.rounded;
import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.cli.RelaxationGroups.Group;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.DefinedRule;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;

/**
 * Advice in the order that a reader needs, on one screen: a summary, what to give up with the
 * reasons, what would follow, then conflicts, prices and other revisions.
 */
final class AdviceText {
  private static final int MAX_SHOWN = 4;
  private static final int MAX_NEXT = 3;
  private static final int MAX_EXPLAINED = 2;
  private static final int MIN_GROUPS = 5;
  private static final int MAX_GROUPS = 12;
  private static final double MOST = 0.9;

  private final Advice advice;
  private final Constitution constitution;
  private final RelaxationGroups groups;
  private final Map<Relaxation, Advice.Explanation> explanations;
  private final PrintWriter out;

  private AdviceText(
      Advice advice, Constitution constitution, Collection<Judgment> judgments, PrintWriter out) {
    this.advice = advice;
    this.constitution = constitution;
    this.out = out;
    Map<String, String> holders = new HashMap<>();
    for (Judgment each : judgments) {
      if (each.stakeholder() != null) {
        holders.put(each.id(), each.stakeholder());
      }
    }
    this.groups = new RelaxationGroups(holders);
    this.explanations =
        advice.explanations().stream()
            .collect(Collectors.toMap(Advice.Explanation::relaxation, Function.identity()));
  }

  static void write(
      Advice advice, Constitution constitution, Collection<Judgment> judgments, PrintWriter out) {
    new AdviceText(advice, constitution, judgments, out).write();
  }

  private void write() {
    summary();
    if (!advice.notComputed().isEmpty()) {
      out.println(
          "Not computed, since the time was over: " + String.join(", ", advice.notComputed()));
    }
    if (!advice.revisions().isEmpty() && !best().relaxations().isEmpty()) {
      toGiveUp();
      changes();
    }
    if (!advice.conflicts().isEmpty()) {
      conflicts();
      prices();
    }
    coverage();
    if (advice.revisions().size() > 1) {
      nextBest();
    }
  }

  private Revision best() {
    return advice.revisions().get(0);
  }

  // ---- summary

  private void summary() {
    out.println(
        "Of "
            + count(advice.cases(), "case")
            + " and "
            + count(advice.judgments(), "judgment")
            + " under "
            + constitution.name()
            + " "
            + constitution.version()
            + ", "
            + conflicting());
    if (advice.conflicts().isEmpty()) {
      return;
    }
    for (Advice.Irreconcilable each : advice.irreconcilable()) {
      out.println("Irreconcilable, since all of it is entrenched: " + join(each.elements()));
    }
    if (advice.revisions().isEmpty()) {
      out.println("No revision restores consistency.");
    } else if (best().relaxations().isEmpty()) {
      out.println("Nothing else conflicts: only its authors can change what is entrenched.");
    } else {
      out.println(proof(best()));
      advice.equals().filter(it -> !it.count().equals(BigInteger.ONE)).ifPresent(this::equals);
    }
    if (!advice.disequilibrium().isReconcilable()) {
      out.println("Disequilibrium 1, since no revision resolves every conflict.");
    }
  }

  private void equals(Advice.Equals equals) {
    out.println(
        "It is one of "
            + EquilibriaText.words(equals.count())
            + " equally cheap revisions; they "
            + (equals.differ() == 0
                ? "decide every case alike."
                : "differ in " + count(equals.differ(), "case") + " (`equipoise equilibria`)."));
  }

  private String conflicting() {
    if (advice.isEquilibrium()) {
      return "nothing conflicts: this is an equilibrium.";
    }
    if (advice.conflicts().isEmpty()) {
      return "no conflict was found before the time was over.";
    }
    Set<String> cases = new TreeSet<>();
    advice.conflicts().forEach(it -> cases.addAll(it.cases()));
    String found =
        count(cases.size(), "case")
            + (cases.size() == 1 ? " is in " : " are in ")
            + conflictCount();
    if (advice.revisions().isEmpty() || best().relaxations().isEmpty()) {
      return found + ".";
    }
    Advice.Disequilibrium off = advice.disequilibrium();
    return found
        + "; the cheapest revision gives up "
        + count(best().relaxations().size(), "thing")
        + " and costs "
        + rounded(best().cost())
        + " of "
        + rounded(off.asserted())
        + " asserted"
        + (off.isReconcilable()
            ? String.format(Locale.ROOT, " (disequilibrium %.4f%s).", off.index(), at(off.cost()))
            : ", irreconcilable conflicts apart.");
  }

  /** The level of the index: the highest on which anything is given up. */
  private static String at(Cost cost) {
    return cost.levels().areDeclared() ? " at " + cost.levels().names().get(cost.rank()) : "";
  }

  private String proof(Revision revision) {
    String bound =
        revision.certified()
            ? "Nothing cheaper exists (certified)"
            : "It is not proven cheapest: at least "
                + rounded(revision.lowerBound())
                + " is needed";
    return bound
        + (revision.verified()
            ? "; inferred again with it, no conflict is left"
                + (advice.disequilibrium().isReconcilable()
                    ? "."
                    : " except what is irreconcilable.")
            : advice.notComputed().isEmpty()
                ? "; NOT verified: inferred again with it, conflicts are left."
                : "; NOT verified: the time was over before all was inferred again with it.");
  }

  private String conflictCount() {
    return (advice.notComputed().contains("conflicts") ? "at least " : "")
        + count(advice.conflicts().size(), "conflict");
  }

  // ---- what to give up, and why

  private void toGiveUp() {
    List<Group> all = groups.of(best().relaxations());
    int shown = shown(all);
    out.println();
    out.println("What to give up, the dearest first:");
    for (int i = 0; i < shown; i++) {
      Group group = all.get(i);
      out.println("  " + groups.words(group) + ", cost " + rounded(group.cost()));
      if (i < MAX_EXPLAINED) {
        explain(group);
      }
    }
    List<Relaxation> rest = new ArrayList<>();
    all.subList(shown, all.size()).forEach(it -> rest.addAll(it.relaxations()));
    if (!rest.isEmpty()) {
      out.println(
          "  and "
              + rest.size()
              + " more ("
              + RelaxationGroups.kinds(rest)
              + "), cost "
              + rounded(RelaxationGroups.cost(rest))
              + "; `--format json` has all");
    }
  }

  /** So many groups that they stand for most of the cost, if a screen has room for them. */
  private int shown(List<Group> all) {
    int rank = best().cost().rank();
    double most = MOST * best().cost().billionths(rank);
    double cost = 0;
    int shown = 0;
    while (shown < Math.min(all.size(), MAX_GROUPS) && (shown < MIN_GROUPS || cost < most)) {
      cost += all.get(shown).cost().billionths(rank);
      shown++;
    }
    return shown + 1 == all.size() ? all.size() : shown;
  }

  private void explain(Group group) {
    DefinedRule rule = constitution.rules().get(group.dearest().element().name());
    if (group.dearest().element().isRule() && rule != null) {
      String says = rule.rule().says() == null ? "" : "“" + rule.rule().says() + "” ";
      out.println("      " + says + rule.file() + ":" + rule.line());
    }
    List<Advice.Explanation> why =
        group.relaxations().stream()
            .filter(explanations::containsKey)
            .map(explanations::get)
            .toList();
    if (why.isEmpty()) {
      return;
    }
    Set<Integer> resolved = new TreeSet<>();
    why.forEach(it -> resolved.addAll(it.resolves()));
    if (!resolved.isEmpty()) {
      out.println(
          "      resolves "
              + count(resolved.size(), "conflict")
              + ", for example in "
              + describe(advice.conflicts().get(resolved.iterator().next())));
    }
    Advice.Explanation dearest =
        why.stream()
            .max(Comparator.comparing((Advice.Explanation it) -> it.price().orElse(Cost.ZERO)))
            .orElseThrow();
    String in = why.size() == 1 ? "" : " in " + dearest.relaxation().caseId();
    dearest.price().ifPresent(it -> out.println("      " + price(it, in)));
    if (!dearest.against().isEmpty()) {
      out.println(
          "      what else could go"
              + in
              + ": "
              + some(dearest.against(), AppliedElement::toString));
    }
    if (dearest.weight() != null && !dearest.weight().contributions().isEmpty()) {
      out.println("      " + dearest.weight().explain());
    }
  }

  private static String price(Cost price, String in) {
    if (price.isInfinite()) {
      return "it cannot be kept" + in + ": there is no other way out";
    }
    return price.billionths() == 0
        ? "to keep it" + in + " costs nothing more: another revision is as cheap"
        : "to keep it" + in + " makes the cheapest revision dearer by " + rounded(price);
  }

  private static String describe(Advice.CorpusConflict conflict) {
    return some(conflict.cases(), it -> it) + " (" + conflict.kind() + ")";
  }

  private void changes() {
    if (advice.notComputed().contains("changes")) {
      return;
    }
    out.println();
    if (advice.changes().isEmpty()) {
      out.println("No case would be decided differently.");
      return;
    }
    out.println(
        count(advice.changes().size(), "case")
            + " would be decided differently: "
            + some(
                advice.changes(),
                it ->
                    it.caseId()
                        + " ("
                        + CaseAnswer.inWords(it.before())
                        + " → "
                        + CaseAnswer.inWords(it.after())
                        + ")"));
  }

  // ---- the rest

  private void conflicts() {
    out.println();
    out.println(conflictCount() + ":");
    Map<String, List<Advice.CorpusConflict>> kinds = new TreeMap<>();
    advice
        .conflicts()
        .forEach(it -> kinds.computeIfAbsent(it.kind(), any -> new ArrayList<>()).add(it));
    kinds.forEach(
        (kind, alike) -> {
          Advice.CorpusConflict first = alike.get(0);
          out.println(
              "  "
                  + alike.size()
                  + " "
                  + kind
                  + ", for example in "
                  + some(first.cases(), it -> it)
                  + (first.environments().isEmpty()
                      ? ""
                      : ": " + join(first.environments().get(0)) + " cannot all stand"));
        });
  }

  private void prices() {
    List<Advice.Price> dear =
        advice.prices().stream()
            .filter(it -> it.priceOfKeeping().filter(p -> p.billionths() > 0).isPresent())
            .toList();
    List<Advice.Price> infinite =
        dear.stream().filter(it -> it.priceOfKeeping().orElseThrow().isInfinite()).toList();
    List<Advice.Price> finite =
        dear.stream().filter(it -> !it.priceOfKeeping().orElseThrow().isInfinite()).toList();
    if (!infinite.isEmpty()) {
      out.println("Cannot be kept at any price: " + some(infinite, it -> it.element().toString()));
    }
    if (!finite.isEmpty()) {
      out.println(
          "Dearest to keep: "
              + some(
                  finite,
                  it -> it.element() + " (" + rounded(it.priceOfKeeping().orElseThrow()) + ")"));
    }
    List<Advice.Share> shares = advice.disequilibrium().byElement();
    if (!shares.isEmpty()) {
      out.println(
          "The cost is borne by "
              + some(
                  shares, it -> it.kind() + " " + it.bearer() + " (" + rounded(it.cost()) + ")"));
    }
  }

  private void coverage() {
    long principles =
        constitution.rules().values().stream()
            .filter(it -> it.rule().element().kind() == Element.Kind.PRINCIPLE)
            .count();
    out.println(
        String.format(
            Locale.ROOT,
            "Principles speak on %.0f %% of outputs%s",
            100 * advice.coverage(),
            advice.notComputed().contains("informative")
                ? "."
                : "; "
                    + advice.informativePrinciples().size()
                    + " of "
                    + principles
                    + " principles decide something alone."));
  }

  private void nextBest() {
    out.println();
    out.println("Next best revisions:");
    for (Revision each : advice.revisions().subList(1, advice.revisions().size())) {
      out.println("  cost " + rounded(each.cost()) + ": " + difference(each));
    }
  }

  private String difference(Revision other) {
    return list(best(), other) + " instead of " + list(other, best());
  }

  /** What the second gives up and the first does not. */
  private String list(Revision one, Revision two) {
    Set<Relaxation> given = new HashSet<>(one.relaxations());
    List<Relaxation> only = two.relaxations().stream().filter(it -> !given.contains(it)).toList();
    if (only.isEmpty()) {
      return "nothing";
    }
    List<Group> alike = groups.of(only);
    String shown =
        alike.stream().limit(MAX_NEXT).map(groups::words).collect(Collectors.joining(", "));
    return alike.size() > MAX_NEXT ? shown + " and " + (alike.size() - MAX_NEXT) + " more" : shown;
  }

  private static String join(List<AppliedElement> elements) {
    return elements.stream().map(AppliedElement::toString).collect(Collectors.joining(" + "));
  }

  private static <T> String some(List<T> things, Function<T, String> words) {
    String shown = things.stream().limit(MAX_SHOWN).map(words).collect(Collectors.joining(", "));
    return things.size() > MAX_SHOWN
        ? shown + " and " + (things.size() - MAX_SHOWN) + " more"
        : shown;
  }
}
