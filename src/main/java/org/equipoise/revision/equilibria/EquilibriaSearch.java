package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.RevisionSearch;
import org.equipoise.revision.SettledRelaxations;
import org.equipoise.revision.equilibria.RevisionPart.Way;
import org.equipoise.revision.equilibria.Verifier.Verification;
import org.equipoise.revision.solver.SolveLimits;
import org.equipoise.revision.solver.internal.Component;

/**
 * Finds every minimal revision whose cost is least, or exceeds the least by no more than a surplus.
 * Conflicts fall into independent parts, and a revision is one way out of each. A suspension ties
 * together all applications of its rule, unless every revision sought has it or none has. Not safe
 * for several threads.
 *
 * <p>Conflicts that hold only while something is relaxed are asked for by inferring again; each one
 * found is taken in, and the parts that it touches are searched again, until no way out leaves a
 * conflict.
 */
public final class EquilibriaSearch {
  /** Relaxations of a part from which on it pays to ask what every revision must have. */
  private static final int LARGE = 16;

  private static final Comparator<Way> BY_RELAXATIONS =
      Comparator.comparing(Way::relaxations, EquilibriaSearch::compare);

  private final RevisionSearch search;
  private final Revision best;
  private final Set<Relaxation> made;
  private final Options options;
  private final Map<AppliedElement, Optional<Cost>> prices;
  private final Set<ConflictSet> sets;
  private final List<Relaxation> relaxations;
  private final NumberedRelaxations numbered;
  private final BitSet out;
  private final BitSet in = new BitSet();

  /** Whether a suspension is as it is in the best revision in every revision sought. */
  private final Map<Integer, Boolean> settled = new HashMap<>();

  private final Map<List<Clause>, RevisionPart> known = new HashMap<>();
  private long steps;

  /**
   * How far to look.
   *
   * @param within the greatest surplus; 0 for the cheapest revisions only
   * @param limit how many ways out of a part are listed at most, at least 1
   * @param steps how many steps the search takes at most; the result does not depend on the machine
   * @param limits until when to search
   */
  public record Options(Cost within, int limit, long steps, SolveLimits limits) {
    public Options {
      if (within.compareTo(Cost.ZERO) < 0 || limit < 1) {
        throw new IllegalArgumentException(
            "a surplus of " + within + " or a limit of " + limit + " leaves nothing to find");
      }
    }
  }

  /**
   * @param search which found the best revision; knows each element of the sets
   * @param sets what cannot all stand; irreconcilable ones are left aside
   * @param best certified and verified
   * @param prices what it costs to keep elements, as far as it is known already
   */
  public EquilibriaSearch(
      RevisionSearch search,
      Collection<ConflictSet> sets,
      Revision best,
      Map<AppliedElement, Optional<Cost>> prices,
      Options options) {
    this.search = search;
    this.best = best;
    this.made = Set.copyOf(best.relaxations());
    this.options = options;
    this.prices = new HashMap<>(prices);
    this.sets = new LinkedHashSet<>(sets);
    search.irreconcilable().forEach(this.sets::remove);
    this.numbered = new NumberedRelaxations(search.relaxations());
    this.relaxations = numbered.all();
    this.out = numbered.infinite();
    this.steps = options.steps();
  }

  /** What was found. */
  public record Found(List<RevisionPart> parts, int components, boolean verified) {
    public Found {
      parts = List.copyOf(parts);
    }
  }

  /** The parts, and whether inferring again found no conflict under any combination of ways. */
  public Found find(Verifier verifier) {
    while (true) {
      List<Clause> clauses = sets.stream().map(numbered::clause).toList();
      settleSuspensions(clauses);
      List<RevisionPart> parts = new ArrayList<>();
      in.stream().forEach(it -> parts.add(alone(it)));
      int components = parts.size();
      for (List<Clause> component : components(open(clauses, in))) {
        List<RevisionPart> found = parts(component);
        parts.addAll(found);
        components += found.isEmpty() ? 0 : 1;
      }
      parts.sort(Comparator.comparing((RevisionPart it) -> it.ways().get(0), BY_RELAXATIONS));
      Verification verification = verifier.verify(parts);
      Set<ConflictSet> irreconcilable = Set.copyOf(search.irreconcilable());
      List<ConflictSet> more =
          verification.unbroken().stream()
              .filter(it -> !irreconcilable.contains(it) && !sets.contains(it))
              .toList();
      if (more.isEmpty() || options.limits().reached()) {
        return new Found(parts, components, more.isEmpty() && verification.complete());
      }
      sets.addAll(more);
    }
  }

  private Cost most() {
    return best.cost().plus(options.within());
  }

  // ---- suspensions

  /** Finds the suspensions that every revision sought has, and those that none has. */
  private void settleSuspensions(List<Clause> clauses) {
    BitSet named = new BitSet();
    clauses.forEach(clause -> Arrays.stream(clause.all()).forEach(named::set));
    Map<Element, Cost> everywhere = new HashMap<>();
    numbered
        .own()
        .forEach(
            (applied, number) -> {
              if (named.get(number)) {
                everywhere.merge(applied.element(), relaxations.get(number).cost(), Cost::plus);
              }
            });
    List<Integer> open =
        numbered.suspensions().values().stream()
            .filter(it -> named.get(it) && !in.get(it))
            .sorted()
            .toList();
    SettledRelaxations quickly = search.settled(options.within());
    for (int number : open) {
      Relaxation suspension = relaxations.get(number);
      Cost overrides = everywhere.getOrDefault(suspension.element(), Cost.ZERO);
      boolean isMade = made.contains(suspension);
      boolean isTooDear = suspension.cost().compareTo(overrides.plus(options.within())) > 0;
      if (suspension.cost().isInfinite() || (isTooDear && !isMade)) {
        out.set(number);
      } else {
        boolean isSure =
            settled.computeIfAbsent(
                number,
                it ->
                    (isMade ? quickly.inAll() : quickly.inNone()).contains(suspension)
                        || search.lowerBound(suspension, !isMade).compareTo(most()) > 0);
        in.set(number, isSure && isMade);
        out.set(number, isSure && !isMade);
      }
    }
  }

  private RevisionPart alone(int number) {
    Relaxation only = relaxations.get(number);
    return new RevisionPart(List.of(new Way(List.of(only), only.cost(), Cost.ZERO)), true);
  }

  // ---- parts

  private List<Clause> open(List<Clause> clauses, BitSet chosen) {
    return clauses.stream()
        .map(it -> Optional.ofNullable(it.under(chosen::get, out::get)))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private List<List<Clause>> components(List<Clause> clauses) {
    List<int[]> all = clauses.stream().map(Clause::all).toList();
    return Component.parts(relaxations.size(), all).stream()
        .map(part -> Arrays.stream(part.sets()).mapToObj(clauses::get).toList())
        .toList();
  }

  /** The parts of a component; several if what every revision must have parts it further. */
  private List<RevisionPart> parts(List<Clause> component) {
    BitSet all = new BitSet();
    component.forEach(clause -> Arrays.stream(clause.all()).forEach(all::set));
    if (all.cardinality() <= LARGE) {
      return part(component);
    }
    BitSet needed = needed(all);
    if (needed.isEmpty()) {
      return part(component);
    }
    List<RevisionPart> parts = new ArrayList<>();
    needed.stream().forEach(it -> parts.add(alone(it)));
    for (List<Clause> smaller : components(open(component, needed))) {
      parts.addAll(part(smaller));
    }
    return parts;
  }

  /** Those of some relaxations that every revision sought has, by what it costs to keep them. */
  private BitSet needed(BitSet all) {
    BitSet needed = new BitSet();
    List<AppliedElement> asked = new ArrayList<>();
    for (Relaxation each : best.relaxations()) {
      if (each.caseId() != null) {
        AppliedElement applied = new AppliedElement(each.element(), each.caseId());
        Integer suspension = numbered.suspension(each.element());
        boolean isOnlyWay = suspension == null || out.get(suspension);
        if (isOnlyWay && all.get(numbered.number(applied))) {
          asked.add(applied);
        }
      }
    }
    List<AppliedElement> unknown = asked.stream().filter(it -> !prices.containsKey(it)).toList();
    List<Optional<Cost>> found = search.pricesOfKeeping(unknown, best);
    for (int i = 0; i < unknown.size(); i++) {
      prices.put(unknown.get(i), found.get(i));
    }
    for (AppliedElement each : asked) {
      if (prices.getOrDefault(each, Optional.empty()).orElse(Cost.ZERO).compareTo(options.within())
          > 0) {
        needed.set(numbered.number(each));
      }
    }
    return needed;
  }

  /** The part of some clauses; none if they ask for nothing. */
  private List<RevisionPart> part(List<Clause> clauses) {
    RevisionPart part = known.computeIfAbsent(clauses, this::search);
    return part.ways().get(0).relaxations().isEmpty() ? List.of() : List.of(part);
  }

  private RevisionPart search(List<Clause> clauses) {
    int[] numbers =
        clauses.stream().flatMapToInt(it -> Arrays.stream(it.all())).distinct().sorted().toArray();
    Cost[] costs =
        Arrays.stream(numbers).mapToObj(it -> relaxations.get(it).cost()).toArray(Cost[]::new);
    BitSet first = new BitSet();
    for (int i = 0; i < numbers.length; i++) {
      first.set(i, made.contains(relaxations.get(numbers[i])));
    }
    Cost least = cost(first, costs);
    PartSearch found =
        new PartSearch(
            costs,
            clauses.stream().map(it -> it.numbered(numbers)).toList(),
            least.plus(options.within()),
            options.limit(),
            steps / 2, // the other half may count what is not listed
            options.limits());
    Set<BitSet> choices = new HashSet<>(found.find());
    steps += found.stepsLeft() - steps / 2;
    if (found.isCut()) {
      choices.add(first);
    }
    List<Way> ways = new ArrayList<>();
    for (BitSet choice : choices) {
      Cost cost = cost(choice, costs);
      List<Relaxation> given =
          choice.stream().mapToObj(it -> relaxations.get(numbers[it])).toList();
      ways.add(new Way(given, cost, cost.minus(least)));
    }
    ways.sort(
        Comparator.comparing(Way::cost)
            .thenComparing(it -> it.relaxations().size())
            .thenComparing(BY_RELAXATIONS));
    RevisionPart part = new RevisionPart(ways, !found.isCut());
    return found.isCut() ? counted(part, numbers, costs, clauses, least) : part;
  }

  /** Not all ways are listed, but where suspensions tie them together, they can be counted. */
  private RevisionPart counted(
      RevisionPart part, int[] numbers, Cost[] costs, List<Clause> clauses, Cost least) {
    List<Integer> everywhere =
        IntStream.range(0, numbers.length)
            .filter(it -> relaxations.get(numbers[it]).caseId() == null)
            .boxed()
            .toList();
    WayCount count =
        new WayCount(
            costs,
            clauses.stream().map(it -> it.numbered(numbers)).toList(),
            everywhere,
            least,
            options.within(),
            steps,
            options.limits());
    Optional<NavigableMap<Cost, BigInteger>> all = count.find();
    steps = count.stepsLeft();
    return all.map(part::counted).orElse(part);
  }

  private static Cost cost(BitSet choice, Cost[] costs) {
    return choice.stream().mapToObj(it -> costs[it]).reduce(Cost.ZERO, Cost::plus);
  }

  private static int compare(List<Relaxation> one, List<Relaxation> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int difference = one.get(i).compareTo(other.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
