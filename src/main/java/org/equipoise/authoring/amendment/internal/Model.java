package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.Ground;
import org.equipoise.authoring.amendment.internal.Corpus.Application;
import org.equipoise.authoring.amendment.internal.Corpus.ConflictSet;
import org.equipoise.authoring.amendment.internal.Corpus.Held;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.authoring.amendment.internal.Option.Local;
import org.equipoise.authoring.amendment.internal.Option.Unaccounted;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;

/**
 * What may be chosen, what it costs and what it resolves. A <em>need</em> is a conflict set that
 * must be broken, or a judgment for which no principle speaks on an output of which none speaks.
 * Not safe for several threads.
 */
public final class Model {
  /** The name of a new principle while it has none. */
  static final Element NEW = Element.principle("");

  final Corpus corpus;
  final Prices prices;
  final Settled settled;
  private final Extensions extensions;
  private final Set<Element> exceptable;
  private final int longest;

  private final SortedMap<AppliedElement, Local> locals = new TreeMap<>();
  private final List<Need> needs = new ArrayList<>();
  private final List<List<Integer>> needsOfApplication = new ArrayList<>();
  private final BitSet inConflict = new BitSet();
  private final long[] spoils;
  private final long[] charges;
  private final List<List<Integer>> supporters = new ArrayList<>();
  private final List<List<Integer>> applicationsAt = new ArrayList<>();
  private final List<List<Integer>> judgmentsAt = new ArrayList<>();
  private final SortedMap<Element, RuleTerms> rules = new TreeMap<>();
  private final SortedMap<DeonticStatus, Conjunctions> anew = new TreeMap<>();
  private final List<Candidate> fixed = new ArrayList<>();

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

  /** What exceptions to one rule are made of. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record RuleTerms(long weight, int[] applications, Conjunctions where, BitSet barred) {}

  /**
   * A model of a corpus.
   *
   * @param exceptable the rules to which there may be exceptions
   * @param widenings candidates that let a rule speak more often, without costs; they are priced
   *     here
   * @param notGrounds attributes that may not be grounds
   * @param longest how many tests an exception has at most
   */
  public Model(
      Corpus corpus,
      Prices prices,
      Settled settled,
      Set<Element> exceptable,
      Collection<Candidate> widenings,
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
    corpus.sites().forEach(it -> applicationsAt.add(new ArrayList<>()));
    corpus.sites().forEach(it -> judgmentsAt.add(new ArrayList<>()));
    for (int a = 0; a < corpus.applications().size(); a++) {
      applicationsAt.get(corpus.applications().get(a).site()).add(a);
      needsOfApplication.add(new ArrayList<>());
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
    terms();
    fixed.addAll(suspensions());
    fixed.addAll(yields());
    widenings.forEach(this::addWidening);
  }

  private static boolean isEntrenched(Application application) {
    return application.weight() == Cost.INFINITE.billionths();
  }

  /** Which principles speak for which judgment, and what falls on the last of them. */
  private void account() {
    for (int j = 0; j < corpus.judgments().size(); j++) {
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
        charges[speaking.get(0)] += unaccounted(held);
      }
    }
  }

  private long unaccounted(Held held) {
    return Prices.share(held.weight(), prices.account());
  }

  private void conflicts() {
    for (ConflictSet set : corpus.conflictSets()) {
      List<Option> own = new ArrayList<>();
      Set<Element> inIt = new TreeSet<>();
      TreeSet<Integer> applications = new TreeSet<>();
      boolean isIrreconcilable = true;
      for (AppliedElement element : set.elements()) {
        Local local = local(element);
        isIrreconcilable &= local.cost() == Cost.INFINITE.billionths();
      }
      if (isIrreconcilable) {
        continue;
      }
      for (AppliedElement element : set.elements()) {
        Local local = local(element);
        if (local.cost() != Cost.INFINITE.billionths()) {
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

  private void add(Need need) {
    need.applications().forEach(it -> needsOfApplication.get(it).add(needs.size()));
    needs.add(need);
  }

  /** Judgments on outputs of which no principle speaks. */
  private void gaps() {
    for (int j = 0; j < corpus.judgments().size(); j++) {
      Held held = corpus.judgments().get(j);
      long cost = unaccounted(held);
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

  /** Giving up an element in its case. */
  Local local(AppliedElement element) {
    return locals.computeIfAbsent(
        element,
        it -> {
          Corpus.OneCase own = Objects.requireNonNull(corpus.cases().get(it.caseId()));
          long cost = own.weights().cost(it.element()).billionths();
          long charge = 0;
          if (it.element().isRule() && cost != Cost.INFINITE.billionths()) {
            for (int a : applicationsOf(it)) {
              charge += charges[a];
            }
          }
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
    for (int site = firstSite(caseId);
        site < corpus.sites().size() && corpus.caseOf(site).equals(caseId);
        site++) {
      sites.add(site);
    }
    return sites;
  }

  private final Map<String, Integer> firstSites = new HashMap<>();

  private int firstSite(String caseId) {
    if (firstSites.isEmpty()) {
      for (int site = corpus.sites().size() - 1; site >= 0; site--) {
        firstSites.put(corpus.caseOf(site), site);
      }
    }
    return Objects.requireNonNull(firstSites.get(caseId));
  }

  /** The most that a rule costs to override in any case, in billionths. */
  private long dearest(Element rule) {
    return corpus.cases().values().stream()
        .mapToLong(it -> it.weights().cost(rule).billionths())
        .max()
        .orElse(0);
  }

  private void terms() {
    for (Element rule : corpus.speakers()) {
      long weight = dearest(rule);
      List<Integer> own = new ArrayList<>();
      List<Integer> universe = new ArrayList<>();
      boolean isInConflict = false;
      for (int a = 0; a < corpus.applications().size(); a++) {
        if (corpus.applications().get(a).rule().equals(rule)) {
          own.add(a);
          universe.add(corpus.applications().get(a).site());
          isInConflict |= inConflict.get(a);
        }
      }
      if (!exceptable.contains(rule) || weight == Cost.INFINITE.billionths() || !isInConflict) {
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
    boolean isGap = needs.stream().anyMatch(it -> it.judgment() >= 0);
    if (isGap) {
      int[] everywhere = new int[corpus.sites().size() + settled.places().size()];
      Arrays.setAll(everywhere, it -> it);
      Conjunctions where = new Conjunctions(extensions.passing(), everywhere, longest);
      anew.put(DeonticStatus.FORBIDDEN, where);
      anew.put(DeonticStatus.PERMITTED, where);
    }
  }

  private List<Candidate> suspensions() {
    List<Candidate> suspensions = new ArrayList<>();
    if (Double.isInfinite(prices.suspension())) {
      return suspensions;
    }
    Set<Element> inNeed = new TreeSet<>();
    needs.forEach(it -> inNeed.addAll(it.rules()));
    for (Element rule : inNeed) {
      long weight = dearest(rule);
      boolean isSettled = settled.places().stream().anyMatch(it -> it.speakers().contains(rule));
      if (weight == Cost.INFINITE.billionths() || isSettled) {
        continue;
      }
      BitSet silences = new BitSet();
      for (int a = 0; a < corpus.applications().size(); a++) {
        silences.set(a, corpus.applications().get(a).rule().equals(rule));
      }
      long cost = Prices.share(weight, prices.suspension());
      long spoilt = silences.stream().mapToLong(it -> spoils[it]).sum();
      if (cost < Cost.INFINITE.billionths() / 1000) {
        suspensions.add(
            candidate(
                Kind.SUSPEND, rule, null, null, List.of(), List.of(), cost + spoilt, silences));
      }
    }
    return suspensions;
  }

  private Candidate candidate(
      Kind kind,
      Element rule,
      @org.jspecify.annotations.Nullable Element before,
      @org.jspecify.annotations.Nullable DeonticStatus status,
      List<Ground> where,
      List<Integer> parts,
      long cost,
      BitSet silences) {
    long charge = silences.stream().mapToLong(it -> charges[it]).sum();
    return new Candidate(
        kind, rule, before, status, where, parts, cost, charge, silences, new BitSet());
  }

  private List<Candidate> yields() {
    Map<Element, Map<Element, BitSet>> contrary = new TreeMap<>();
    for (List<Integer> here : applicationsAt) {
      for (int a : here) {
        for (int b : here) {
          Application one = corpus.applications().get(a);
          Application other = corpus.applications().get(b);
          boolean isContrary =
              !one.rule().equals(other.rule())
                  && ((one.isFor() && other.isAgainst()) || (one.isAgainst() && other.isFor()));
          if (isContrary && exceptable.contains(one.rule()) && !isEntrenched(one)) {
            contrary
                .computeIfAbsent(one.rule(), it -> new TreeMap<>())
                .computeIfAbsent(other.rule(), it -> new BitSet())
                .set(a);
          }
        }
      }
    }
    List<Candidate> yields = new ArrayList<>();
    contrary.forEach(
        (rule, others) ->
            others.forEach(
                (before, silences) -> {
                  boolean isSettled =
                      settled.places().stream()
                          .anyMatch(it -> it.speakers().contains(rule) && speaksAt(it, before));
                  if (!isSettled) {
                    long weight = dearest(rule);
                    long spoilt = silences.stream().mapToLong(it -> spoils[it]).sum();
                    yields.add(
                        candidate(
                            Kind.YIELD,
                            rule,
                            before,
                            null,
                            List.of(),
                            List.of(),
                            weight + Prices.share(weight, prices.perTest()) + spoilt,
                            silences));
                  }
                }));
    return yields;
  }

  private static boolean speaksAt(Settled.Place place, Element rule) {
    return place.speakers().contains(rule) || place.others().contains(rule);
  }

  private void addWidening(Candidate widening) {
    long cost = widening.cost();
    long weight = dearest(widening.rule());
    if (weight == Cost.INFINITE.billionths()) {
      return;
    }
    for (int site = widening.speaks().nextSetBit(0);
        site >= 0;
        site = widening.speaks().nextSetBit(site + 1)) {
      cost += clashes(site, widening.isFor()) ? Prices.share(weight, prices.spoiling()) : 0;
    }
    cost += widening.parts().size() * Prices.share(weight, prices.perTest());
    fixed.add(
        new Candidate(
            Kind.WIDEN,
            widening.rule(),
            null,
            widening.status(),
            List.of(),
            widening.parts(),
            cost,
            0,
            widening.silences(),
            widening.speaks()));
  }

  /** Whether something is said on an output that is contrary to a side. */
  boolean clashes(int site, boolean isFor) {
    return applicationsAt.get(site).stream()
            .anyMatch(it -> corpus.applications().get(it).says(!isFor))
        || judgmentsAt.get(site).stream()
            .anyMatch(it -> corpus.judgments().get(it).isFor() != isFor);
  }

  List<Need> needs() {
    return needs;
  }

  /** The changes to rules that need no search. */
  List<Candidate> fixed() {
    return fixed;
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

  long unaccounted(int judgment) {
    return unaccounted(corpus.judgments().get(judgment));
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
   * Candidates by how far the multipliers of what they meet exceed their price.
   *
   * @param multipliers of the needs
   * @param threshold the least excess
   * @param most how many for each rule; with {@code best}, of the best
   * @throws Conjunctions.TooManyException if there are more, without {@code best}
   */
  List<Priced> priced(long[] multipliers, long threshold, int most, boolean best) {
    List<Priced> priced = new ArrayList<>();
    rules.forEach(
        (rule, terms) -> {
          long perTest = Prices.share(terms.weight(), prices.perTest());
          long[] gain = new long[terms.applications().length + terms.barred().cardinality()];
          BitSet useful = new BitSet();
          for (int p = 0; p < terms.applications().length; p++) {
            int a = terms.applications()[p];
            gain[p] = -spoils[a] - charges[a];
            for (int need : needsOfApplication.get(a)) {
              gain[p] += multipliers[need];
            }
            useful.set(p, !needsOfApplication.get(a).isEmpty());
          }
          Conjunctions.Terms asked = new Conjunctions.Terms(gain, perTest, terms.barred(), useful);
          long least = terms.weight() + threshold;
          for (Conjunctions.Found found :
              best
                  ? terms.where().best(asked, least, most)
                  : terms.where().all(asked, least, most)) {
            BitSet silences = new BitSet();
            long cost = terms.weight() + perTest * found.tests().size();
            for (int p = found.covered().nextSetBit(0);
                p >= 0;
                p = found.covered().nextSetBit(p + 1)) {
              silences.set(terms.applications()[p]);
              cost += spoils[terms.applications()[p]];
            }
            priced.add(
                new Priced(
                    candidate(
                        Kind.EXCEPT, rule, null, null, grounds(found), List.of(), cost, silences),
                    found.gain() - terms.weight()));
          }
        });
    anew.forEach(
        (status, where) -> enact(status, where, multipliers, threshold, most, best, priced));
    return priced;
  }

  private void enact(
      DeonticStatus status,
      Conjunctions where,
      long[] multipliers,
      long threshold,
      int most,
      boolean best,
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
      gain[site] = clashes(site, isFor) ? -spoilt : 0;
    }
    for (int need = 0; need < needs.size(); need++) {
      int judgment = needs.get(need).judgment();
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
        best ? where.best(asked, least, most) : where.all(asked, least, most)) {
      BitSet speaks = found.covered().get(0, sites);
      long cost = weight + perTest * found.tests().size();
      for (int site = speaks.nextSetBit(0); site >= 0; site = speaks.nextSetBit(site + 1)) {
        cost += clashes(site, isFor) ? spoilt : 0;
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
    BitSet met = option instanceof Candidate it ? met(it) : new BitSet();
    for (int n = 0; n < needs.size(); n++) {
      if (met.get(n) || needs.get(n).locals().contains(option)) {
        cases.addAll(needs.get(n).cases());
      }
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

  /** The needs that a candidate meets. */
  BitSet met(Candidate candidate) {
    BitSet met = new BitSet();
    if (candidate.kind() == Kind.SUSPEND) {
      for (int i = 0; i < needs.size(); i++) {
        met.set(i, needs.get(i).rules().contains(candidate.rule()));
      }
      return met;
    }
    candidate.silences().stream().forEach(it -> needsOfApplication.get(it).forEach(met::set));
    if (!candidate.speaks().isEmpty()) {
      for (int i = 0; i < needs.size(); i++) {
        int judgment = needs.get(i).judgment();
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
