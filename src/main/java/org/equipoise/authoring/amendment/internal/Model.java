package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.solver.SolveLimits;

/**
 * What may be chosen, what it costs and what it resolves: a few changes of the rules that are
 * listed, and conjunctions for exceptions and new principles, which are priced. Not safe for
 * several threads.
 */
public final class Model {
  /** The name of a new principle while it has none. */
  static final Element NEW = Element.principle("");

  final Corpus corpus;
  final Prices prices;
  final Settled settled;
  private final Needs needs;
  private final Extensions extensions;
  private final Set<Element> exceptable;
  private final int longest;

  private final SortedMap<Element, RuleTerms> rules = new TreeMap<>();
  private final SortedMap<DeonticStatus, Conjunctions> anew = new TreeMap<>();
  private final List<Candidate> listed;

  /** What exceptions to one rule are made of. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record RuleTerms(long weight, int[] applications, Conjunctions where, BitSet barred) {}

  /**
   * A model of a corpus.
   *
   * @param exceptable the rules to which there may be exceptions
   * @param notGrounds attributes that may not be grounds
   * @param longest how many tests an exception has at most
   */
  public Model(
      Corpus corpus,
      Prices prices,
      Settled settled,
      Set<Element> exceptable,
      Collection<Widening> widenings,
      Collection<String> notGrounds,
      int longest) {
    this.corpus = corpus;
    this.prices = prices;
    this.settled = settled;
    this.exceptable = exceptable;
    this.longest = longest;
    List<Extensions.Site> all = new ArrayList<>(corpus.sites());
    settled.places().forEach(it -> all.add(it.site()));
    this.extensions = Extensions.of(all, notGrounds);
    this.needs = new Needs(corpus, prices);
    terms();
    this.listed = ListedChanges.of(needs, corpus, prices, settled, exceptable, widenings);
  }

  private void terms() {
    for (Element rule : corpus.speakers()) {
      Meter.steps(1 + corpus.applications().size());
      long weight = needs.dearest(rule);
      List<Integer> own = new ArrayList<>();
      List<Integer> universe = new ArrayList<>();
      boolean isInConflict = false;
      for (int a = 0; a < corpus.applications().size(); a++) {
        if (corpus.applications().get(a).rule().equals(rule)) {
          own.add(a);
          universe.add(corpus.applications().get(a).site());
          isInConflict |= needs.isInConflict(a);
        }
      }
      if (!exceptable.contains(rule)
          || weight == Cost.INFINITE.billionths()
          || !(isInConflict || needs.areGaps())) {
        continue;
      }
      BitSet barred = new BitSet();
      for (int p = 0; p < settled.places().size(); p++) {
        if (settled.places().get(p).speakers().contains(rule)) {
          barred.set(universe.size());
          universe.add(corpus.sites().size() + p);
        }
      }
      int[] places = universe.stream().mapToInt(it -> it).toArray();
      rules.put(
          rule,
          new RuleTerms(
              weight,
              own.stream().mapToInt(it -> it).toArray(),
              new Conjunctions(extensions.passing(), places, longest),
              barred));
    }
    if (needs.areGaps()) {
      int[] everywhere = new int[corpus.sites().size() + settled.places().size()];
      Arrays.setAll(everywhere, it -> it);
      Conjunctions where = new Conjunctions(extensions.passing(), everywhere, longest);
      anew.put(DeonticStatus.FORBIDDEN, where);
      anew.put(DeonticStatus.PERMITTED, where);
    }
  }

  Needs needs() {
    return needs;
  }

  /** The changes to rules that need no search. */
  List<Candidate> listed() {
    return listed;
  }

  /** The least cost of any change that {@link #priced} may give; it bounds all prices below. */
  long leastPrice() {
    long least = Prices.share(1_000_000_000, prices.newPrinciple());
    for (RuleTerms each : rules.values()) {
      least = Math.min(least, each.weight());
    }
    return Math.max(1, least);
  }

  /** A candidate and how much the multipliers of its needs exceed its price. */
  record Priced(Candidate candidate, long excess) {}

  /**
   * Candidates by how far the multipliers of what they meet exceed their price; if a limit is
   * reached, some of them.
   *
   * @param multipliers of the needs
   * @param threshold the least excess
   * @param most how many for each rule; with {@code best}, of the best
   * @throws Conjunctions.TooManyException if there are more, without {@code best}
   */
  List<Priced> priced(
      long[] multipliers, long threshold, int most, boolean best, SolveLimits limits) {
    List<Priced> priced = new ArrayList<>();
    boolean isAnew = needs.areGaps(); // new claims may clash with what is in no conflict now
    rules.forEach(
        (rule, terms) -> {
          long perTest = Prices.share(terms.weight(), prices.perTest());
          long[] gain = new long[terms.applications().length + terms.barred().cardinality()];
          BitSet useful = new BitSet();
          for (int p = 0; p < terms.applications().length; p++) {
            int a = terms.applications()[p];
            gain[p] = -needs.spoils(a) - needs.charge(a);
            for (int need : needs.of(a)) {
              gain[p] += multipliers[need];
            }
            useful.set(p, isAnew || !needs.of(a).isEmpty());
          }
          Conjunctions.Terms asked = new Conjunctions.Terms(gain, perTest, terms.barred(), useful);
          long least = terms.weight() + threshold;
          for (Conjunctions.Found found :
              best
                  ? terms.where().best(asked, least, most, limits)
                  : terms.where().all(asked, least, most, limits)) {
            BitSet silences = new BitSet();
            long cost = terms.weight() + perTest * found.tests().size();
            for (int p = found.covered().nextSetBit(0);
                p >= 0;
                p = found.covered().nextSetBit(p + 1)) {
              silences.set(terms.applications()[p]);
            }
            priced.add(
                new Priced(
                    new Candidate(
                        Kind.EXCEPT,
                        rule,
                        null,
                        null,
                        grounds(found),
                        List.of(),
                        cost + needs.spoils(silences),
                        needs.charge(silences),
                        silences,
                        new BitSet()),
                    found.gain() - terms.weight()));
          }
        });
    anew.forEach(
        (status, where) ->
            enact(status, where, multipliers, threshold, most, best, limits, priced));
    return priced;
  }

  private void enact(
      DeonticStatus status,
      Conjunctions where,
      long[] multipliers,
      long threshold,
      int most,
      boolean best,
      SolveLimits limits,
      List<Priced> priced) {
    long weight = Prices.share(1_000_000_000, prices.newPrinciple());
    long perTest = Prices.share(weight, prices.perTest());
    long spoilt = Prices.share(weight, prices.spoiling());
    boolean isFor = status != DeonticStatus.FORBIDDEN;
    int sites = corpus.sites().size();
    long[] gain = new long[sites + settled.places().size()];
    BitSet useful = new BitSet();
    BitSet barred = new BitSet();
    for (int site = 0; site < sites; site++) {
      gain[site] = needs.clashes(site, isFor) ? -spoilt : 0;
    }
    for (int need = 0; need < needs.all().size(); need++) {
      int judgment = needs.all().get(need).judgment();
      if (judgment >= 0 && corpus.judgments().get(judgment).isFor() == isFor) {
        gain[corpus.judgments().get(judgment).site()] += multipliers[need];
        useful.set(corpus.judgments().get(judgment).site());
      }
    }
    for (int p = 0; p < settled.places().size(); p++) {
      Settled.Place place = settled.places().get(p);
      barred.set(sites + p, isFor ? !place.mayPermit() : !place.mayForbid());
    }
    Conjunctions.Terms asked = new Conjunctions.Terms(gain, perTest, barred, useful);
    long least = weight + threshold;
    for (Conjunctions.Found found :
        best ? where.best(asked, least, most, limits) : where.all(asked, least, most, limits)) {
      BitSet speaks = found.covered().get(0, sites);
      long cost = weight + perTest * found.tests().size();
      for (int site = speaks.nextSetBit(0); site >= 0; site = speaks.nextSetBit(site + 1)) {
        cost += needs.clashes(site, isFor) ? spoilt : 0;
      }
      priced.add(
          new Priced(
              new Candidate(
                  Kind.ENACT,
                  NEW,
                  null,
                  status,
                  grounds(found),
                  List.of(),
                  cost,
                  0,
                  new BitSet(),
                  speaks),
              found.gain() - weight));
    }
  }

  private List<Ground> grounds(Conjunctions.Found found) {
    return found.tests().stream().map(extensions.grounds()::get).sorted().toList();
  }

  /** The cases in which an option meets a need, sorted. */
  public Set<String> resolved(Option option) {
    Set<String> cases = new TreeSet<>();
    needs.of(option).forEach(it -> cases.addAll(needs.all().get(it).cases()));
    if (option instanceof Candidate it) {
      needs.met(it).stream().forEach(n -> cases.addAll(needs.all().get(n).cases()));
    }
    return cases;
  }

  /** The cases in which a candidate silences a rule, or speaks anew; sorted. */
  public Set<String> touched(Candidate candidate) {
    Set<String> touched = new TreeSet<>();
    candidate.silences().stream()
        .forEach(it -> touched.add(corpus.applications().get(it).caseId()));
    candidate.speaks().stream().forEach(it -> touched.add(corpus.caseOf(it)));
    return touched;
  }

  /** Which outputs pass the same tests: equal numbers for outputs that no ground parts. */
  public int[] alike() {
    Map<BitSet, Integer> numbers = new HashMap<>();
    int[] alike = new int[corpus.sites().size()];
    for (int site = 0; site < alike.length; site++) {
      Meter.steps(1 + extensions.passing().size());
      BitSet passed = new BitSet();
      for (int t = 0; t < extensions.passing().size(); t++) {
        passed.set(t, extensions.passing().get(t).get(site));
      }
      alike[site] = numbers.computeIfAbsent(passed, it -> numbers.size());
    }
    return alike;
  }

  public Corpus corpus() {
    return corpus;
  }
}
