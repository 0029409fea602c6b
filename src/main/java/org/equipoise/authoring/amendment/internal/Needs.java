package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Corpus.ConflictSet;
import org.equipoise.authoring.amendment.internal.Corpus.Held;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.authoring.amendment.internal.Option.Local;
import org.equipoise.authoring.amendment.internal.Option.Unaccounted;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;

/**
 * What must be met in a corpus, and what it costs that a rule falls silent. A <em>need</em> is a
 * conflict set that must be broken, or a judgment for which no principle speaks on an output of
 * which none speaks. Not safe for several threads.
 */
final class Needs {
  private final Corpus corpus;
  private final Prices prices;
  private final SortedMap<AppliedElement, Local> locals = new TreeMap<>();
  private final List<Need> all = new ArrayList<>();
  private final Map<Option, List<Integer>> needsOfLocal = new HashMap<>();
  private final List<List<Integer>> needsOfApplication = new ArrayList<>();
  private final BitSet inConflict = new BitSet();
  private final long[] spoils;
  private final long[] charges;
  private final List<List<Integer>> supporters = new ArrayList<>();
  private final List<List<Integer>> applicationsAt = new ArrayList<>();
  private final List<List<Integer>> judgmentsAt = new ArrayList<>();
  private final Map<String, Integer> firstSites = new HashMap<>();

  /**
   * What must be met.
   *
   * @param locals what meets it in its case, in order
   * @param rules the rules whose suspension meets it
   * @param applications of which one at least must fall silent
   * @param judgment the number of a judgment for which none speaks, or -1 for a conflict set
   * @param cases it is in
   */
  record Need(
      List<Option> locals,
      Set<Element> rules,
      List<Integer> applications,
      int judgment,
      List<String> cases) {}

  Needs(Corpus corpus, Prices prices) {
    this.corpus = corpus;
    this.prices = prices;
    corpus.sites().forEach(it -> applicationsAt.add(new ArrayList<>()));
    corpus.sites().forEach(it -> judgmentsAt.add(new ArrayList<>()));
    for (int a = 0; a < corpus.applications().size(); a++) {
      applicationsAt.get(corpus.applications().get(a).site()).add(a);
      needsOfApplication.add(new ArrayList<>());
    }
    for (int site = corpus.sites().size() - 1; site >= 0; site--) {
      firstSites.put(corpus.caseOf(site), site);
    }
    this.spoils = new long[corpus.applications().size()];
    this.charges = new long[corpus.applications().size()];
    account();
    conflicts();
    gaps();
    for (int a = 0; a < spoils.length; a++) {
      spoils[a] =
          inConflict.get(a) || isEntrenched(corpus.applications().get(a))
              ? 0
              : Prices.share(corpus.applications().get(a).weight(), prices.spoiling());
    }
  }

  static boolean isEntrenched(Application application) {
    return application.weight() == Cost.INFINITE.billionths();
  }

  /** Which principles speak for which judgment, and what falls on the last of them. */
  private void account() {
    for (int j = 0; j < corpus.judgments().size(); j++) {
      Meter.step();
      Held held = corpus.judgments().get(j);
      judgmentsAt.get(held.site()).add(j);
      List<Integer> speaking =
          applicationsAt.get(held.site()).stream()
              .filter(
                  it ->
                      corpus.applications().get(it).rule().kind() == Element.Kind.PRINCIPLE
                          && corpus.applications().get(it).says(held.isFor()))
              .toList();
      supporters.add(speaking);
      if (speaking.size() == 1) {
        charges[speaking.get(0)] += unaccounted(j);
      }
    }
  }

  /** What a judgment costs for which no principle speaks. */
  long unaccounted(int judgment) {
    return Prices.share(corpus.judgments().get(judgment).weight(), prices.account());
  }

  private void conflicts() {
    for (ConflictSet set : corpus.conflictSets()) {
      Meter.step();
      List<Option> own = new ArrayList<>();
      Set<Element> inIt = new TreeSet<>();
      TreeSet<Integer> applications = new TreeSet<>();
      boolean isIrreconcilable = true;
      for (AppliedElement element : set.elements()) {
        isIrreconcilable &= isNever(local(element));
      }
      if (isIrreconcilable) {
        continue;
      }
      for (AppliedElement element : set.elements()) {
        Local local = local(element);
        if (!isNever(local)) {
          own.add(local);
          if (element.element().isRule()) {
            inIt.add(element.element());
            applications.addAll(set.applications().getOrDefault(element, List.of()));
          }
        }
        set.applications().getOrDefault(element, List.of()).forEach(inConflict::set);
      }
      add(new Need(own, inIt, List.copyOf(applications), -1, set.cases()));
    }
  }

  private static boolean isNever(Local local) {
    return local.cost() == Cost.INFINITE.billionths();
  }

  private void add(Need need) {
    Meter.step();
    need.applications().forEach(it -> needsOfApplication.get(it).add(all.size()));
    need.locals()
        .forEach(it -> needsOfLocal.computeIfAbsent(it, key -> new ArrayList<>()).add(all.size()));
    all.add(need);
  }

  /** Judgments on outputs of which no principle speaks. */
  private void gaps() {
    for (int j = 0; j < corpus.judgments().size(); j++) {
      Held held = corpus.judgments().get(j);
      long cost = unaccounted(j);
      boolean isGap =
          applicationsAt.get(held.site()).stream()
              .noneMatch(
                  it -> corpus.applications().get(it).rule().kind() == Element.Kind.PRINCIPLE);
      if (isGap && cost > 0) {
        add(
            new Need(
                List.of(new Unaccounted(j, cost)), Set.of(), List.of(), j, List.of(held.caseId())));
      }
    }
  }

  /** All of them, in order. */
  List<Need> all() {
    return all;
  }

  /** Whether there is a judgment on an output of which no principle speaks. */
  boolean areGaps() {
    return all.stream().anyMatch(it -> it.judgment() >= 0);
  }

  /** The needs that are met where an application falls silent. */
  List<Integer> of(int application) {
    return needsOfApplication.get(application);
  }

  boolean isInConflict(int application) {
    return inConflict.get(application);
  }

  /** The needs that are met by what is done in one case. */
  List<Integer> of(Option local) {
    return needsOfLocal.getOrDefault(local, List.of());
  }

  /** What an application costs that falls silent for no reason; 0 if it is in a conflict. */
  long spoils(int application) {
    return spoils[application];
  }

  long spoils(BitSet silences) {
    return silences.stream().mapToLong(this::spoils).sum();
  }

  /** What the judgments cost that lose their last principle by an application that falls silent. */
  long charge(int application) {
    return charges[application];
  }

  long charge(BitSet silences) {
    return silences.stream().mapToLong(this::charge).sum();
  }

  /** Giving up an element in its case. */
  Local local(AppliedElement element) {
    return locals.computeIfAbsent(
        element,
        it -> {
          Corpus.OneCase own = Objects.requireNonNull(corpus.cases().get(it.caseId()));
          long cost = own.weights().cost(it.element()).billionths();
          long charge =
              it.element().isRule() && cost != Cost.INFINITE.billionths()
                  ? applicationsOf(it).stream().mapToLong(this::charge).sum()
                  : 0;
          return new Local(it, cost, charge);
        });
  }

  /** The applications of a rule in a case. */
  List<Integer> applicationsOf(AppliedElement rule) {
    List<Integer> own = new ArrayList<>();
    for (int site : sitesOf(rule.caseId())) {
      for (int a : applicationsAt.get(site)) {
        if (corpus.applications().get(a).rule().equals(rule.element())) {
          own.add(a);
        }
      }
    }
    return own;
  }

  /** The outputs of a case. */
  List<Integer> sitesOf(String caseId) {
    List<Integer> sites = new ArrayList<>();
    for (int site = Objects.requireNonNull(firstSites.get(caseId));
        site < corpus.sites().size() && corpus.caseOf(site).equals(caseId);
        site++) {
      sites.add(site);
    }
    return sites;
  }

  /** The most that a rule costs to override in any case, in billionths. */
  long dearest(Element rule) {
    return corpus.cases().values().stream()
        .mapToLong(it -> it.weights().cost(rule).billionths())
        .max()
        .orElse(0);
  }

  /** Whether something is said on an output that is contrary to a side. */
  boolean clashes(int site, boolean isFor) {
    return applicationsAt.get(site).stream()
            .anyMatch(it -> corpus.applications().get(it).says(!isFor))
        || judgmentsAt.get(site).stream()
            .anyMatch(it -> corpus.judgments().get(it).isFor() != isFor);
  }

  /** The applications on an output. */
  List<Integer> applicationsAt(int site) {
    return applicationsAt.get(site);
  }

  List<Integer> judgmentsAt(int site) {
    return judgmentsAt.get(site);
  }

  /** The principles' applications that speak for a judgment. */
  List<Integer> supporters(int judgment) {
    return supporters.get(judgment);
  }

  /** Whether a candidate meets a need. */
  boolean isMet(int need, Candidate candidate) {
    Need it = all.get(need);
    if (candidate.kind() == Kind.SUSPEND) {
      return it.rules().contains(candidate.rule());
    }
    return it.judgment() < 0
        ? it.applications().stream().anyMatch(candidate.silences()::get)
        : speaksFor(candidate, it.judgment());
  }

  private boolean speaksFor(Candidate candidate, int judgment) {
    Held held = corpus.judgments().get(judgment);
    return held.isFor() == candidate.isFor() && candidate.speaks().get(held.site());
  }

  /** The needs that a candidate meets. */
  BitSet met(Candidate candidate) {
    BitSet met = new BitSet();
    if (candidate.kind() == Kind.SUSPEND) {
      for (int i = 0; i < all.size(); i++) {
        met.set(i, all.get(i).rules().contains(candidate.rule()));
      }
      return met;
    }
    candidate.silences().stream().forEach(it -> of(it).forEach(met::set));
    if (!candidate.speaks().isEmpty()) {
      for (int i = 0; i < all.size(); i++) {
        int judgment = all.get(i).judgment();
        met.set(
            i,
            judgment >= 0
                && corpus.judgments().get(judgment).isFor() == candidate.isFor()
                && candidate.speaks().get(corpus.judgments().get(judgment).site()));
      }
    }
    return met;
  }
}
