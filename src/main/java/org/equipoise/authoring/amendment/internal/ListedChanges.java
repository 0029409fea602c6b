package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/** The changes to rules that are few enough to list: they are suspended, yield, or are widened. */
final class ListedChanges {
  private final Needs needs;
  private final Corpus corpus;
  private final Prices prices;
  private final Settled settled;
  private final List<Candidate> all = new ArrayList<>();

  private ListedChanges(Needs needs, Corpus corpus, Prices prices, Settled settled) {
    this.needs = needs;
    this.corpus = corpus;
    this.prices = prices;
    this.settled = settled;
  }

  /**
   * The changes that settled cases allow.
   *
   * @param exceptable the rules that may yield
   */
  static List<Candidate> of(
      Needs needs,
      Corpus corpus,
      Prices prices,
      Settled settled,
      Set<Element> exceptable,
      Collection<Widening> widenings) {
    ListedChanges changes = new ListedChanges(needs, corpus, prices, settled);
    changes.suspensions();
    changes.yields(exceptable);
    widenings.forEach(changes::widen);
    return List.copyOf(changes.all);
  }

  private void suspensions() {
    if (Double.isInfinite(prices.suspension())) {
      return;
    }
    Set<Element> inNeed = new TreeSet<>();
    needs.all().forEach(it -> inNeed.addAll(it.rules()));
    for (Element rule : inNeed) {
      Meter.steps(1 + corpus.applications().size());
      long weight = needs.dearest(rule);
      boolean isSettled = settled.places().stream().anyMatch(it -> it.speakers().contains(rule));
      if (weight == Cost.INFINITE.billionths() || isSettled) {
        continue;
      }
      BitSet silences = new BitSet();
      for (int a = 0; a < corpus.applications().size(); a++) {
        silences.set(a, corpus.applications().get(a).rule().equals(rule));
      }
      long cost = Prices.share(weight, prices.suspension());
      if (cost < Cost.INFINITE.billionths() / 1000) {
        all.add(silencing(Kind.SUSPEND, rule, null, cost, silences));
      }
    }
  }

  private Candidate silencing(
      Kind kind, Element rule, @Nullable Element before, long cost, BitSet silences) {
    return new Candidate(
        kind,
        rule,
        before,
        null,
        List.of(),
        List.of(),
        cost + needs.spoils(silences),
        needs.charge(silences),
        silences,
        new BitSet());
  }

  private void yields(Set<Element> exceptable) {
    Map<Element, Map<Element, BitSet>> contrary = new TreeMap<>();
    for (int site = 0; site < corpus.sites().size(); site++) {
      Meter.step();
      for (int a : needs.applicationsAt(site)) {
        for (int b : needs.applicationsAt(site)) {
          Application one = corpus.applications().get(a);
          Application other = corpus.applications().get(b);
          boolean isContrary =
              !one.rule().equals(other.rule())
                  && ((one.isFor() && other.isAgainst()) || (one.isAgainst() && other.isFor()));
          if (isContrary && exceptable.contains(one.rule()) && !Needs.isEntrenched(one)) {
            contrary
                .computeIfAbsent(one.rule(), it -> new TreeMap<>())
                .computeIfAbsent(other.rule(), it -> new BitSet())
                .set(a);
          }
        }
      }
    }
    contrary.forEach(
        (rule, others) ->
            others.forEach(
                (before, silences) -> {
                  boolean isSettled =
                      settled.places().stream()
                          .anyMatch(it -> it.speakers().contains(rule) && speaksAt(it, before));
                  if (!isSettled) {
                    long weight = needs.dearest(rule);
                    long cost = weight + Prices.share(weight, prices.perTest());
                    all.add(silencing(Kind.YIELD, rule, before, cost, silences));
                  }
                }));
  }

  private static boolean speaksAt(Settled.Place place, Element rule) {
    return place.speakers().contains(rule) || place.others().contains(rule);
  }

  private void widen(Widening widening) {
    Meter.steps(1 + corpus.sites().size());
    BitSet speaks = new BitSet();
    for (int site = 0; site < corpus.sites().size(); site++) {
      speaks.set(
          site,
          widening
              .speaks()
              .getOrDefault(corpus.caseOf(site), Set.of())
              .contains(corpus.sites().get(site).output().id()));
    }
    long weight = needs.dearest(widening.rule());
    if (weight == Cost.INFINITE.billionths() || speaks.isEmpty()) {
      return;
    }
    long clashing = speaks.stream().filter(it -> needs.clashes(it, widening.isFor())).count();
    long cost =
        widening.drops().size() * Prices.share(weight, prices.perTest())
            + clashing * Prices.share(weight, prices.spoiling());
    all.add(
        new Candidate(
            Kind.WIDEN,
            widening.rule(),
            null,
            widening.status(),
            List.of(),
            widening.drops(),
            cost,
            0,
            new BitSet(),
            speaks));
  }
}
