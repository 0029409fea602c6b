package org.equipoise.authoring.plurality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.equipoise.authoring.plurality.BestAgreements.Agreement;
import org.equipoise.authoring.plurality.Bridge.Concession;
import org.equipoise.authoring.plurality.Bridge.Scale;
import org.equipoise.authoring.plurality.Bridge.Settlement;
import org.equipoise.authoring.plurality.BridgeProblem.Candidate;
import org.equipoise.authoring.plurality.BridgeProblem.Choice;
import org.equipoise.authoring.plurality.BridgeProblem.Group;
import org.equipoise.authoring.plurality.BridgeProblem.Option;
import org.equipoise.authoring.plurality.BridgeProblem.Part;
import org.equipoise.authoring.plurality.BridgeProblem.Place;
import org.equipoise.authoring.plurality.BridgeProblem.Way;
import org.equipoise.authoring.plurality.Stand.World;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.language.Element;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.internal.CostScale;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Puts the concessions of compared cases in numbers, and what is found into words and checks it.
 */
final class Bridging {
  /** An order of answers that does not depend on how they were found. */
  /** What the sum of all numbers that stand for costs stays below. */
  private static final long MAX_SUM = 1L << 48;

  static final Comparator<CaseAnswer> ANSWERS =
      Comparator.comparing(CaseAnswer::toString).thenComparing(it -> it.state().word());

  private final List<NamedConstitution> constitutions;
  private final List<Decider> deciders;
  private final SideBySide.Options options;

  Bridging(
      List<NamedConstitution> constitutions, List<Decider> deciders, SideBySide.Options options) {
    this.constitutions = constitutions;
    this.deciders = deciders;
    this.options = options;
  }

  /** A rule of a constitution, by its place. */
  private record OwnRule(int constitution, Element rule) {}

  Bridge bridge(List<ComparedCase> cases) {
    List<ComparedCase> reconcilable = new ArrayList<>();
    List<String> irreconcilable = new ArrayList<>();
    boolean isSettled = true;
    for (ComparedCase each : cases) {
      if (common(each).isEmpty()) {
        irreconcilable.add(each.id());
        isSettled &= each.stands().stream().allMatch(Stand::isComplete);
      } else {
        reconcilable.add(each);
      }
    }
    int required = (int) Math.ceil(options.share() * cases.size() - 1e-9);
    int mayLeave = Math.max(0, cases.size() - required - irreconcilable.size());
    Optional<String> why = incomparable();
    List<Cost> totals = totals(cases);
    Map<OwnRule, Cost> suspensions = why.isPresent() ? Map.of() : suspensions(cases);
    Optional<CostScale> scale =
        why.isPresent() ? Optional.empty() : scale(reconcilable, suspensions);
    if (why.isEmpty() && scale.isEmpty()) {
      why = Optional.of("the costs on several levels are too many to be added up exactly");
    }
    if (why.isPresent() || scale.isEmpty()) {
      return new Bridge(
          options.scale(),
          required,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false,
          irreconcilable,
          why);
    }
    return new Building(reconcilable, totals, suspensions, scale.get(), mayLeave)
        .bridge(required, irreconcilable, isSettled);
  }

  /** The answers that every constitution can come to. */
  private static Set<CaseAnswer> common(ComparedCase each) {
    Set<CaseAnswer> common = new HashSet<>();
    for (int i = 0; i < each.stands().size(); i++) {
      Set<CaseAnswer> own =
          each.stands().get(i).worlds().stream()
              .map(World::answer)
              .filter(Objects::nonNull)
              .collect(Collectors.toSet());
      if (i == 0) {
        common.addAll(own);
      } else {
        common.retainAll(own);
      }
    }
    return common;
  }

  /** Why costs of the constitutions cannot be compared, if so. */
  private Optional<String> incomparable() {
    Levels levels = constitutions.get(0).constitution().settings().levels();
    for (NamedConstitution each : constitutions) {
      Levels others = each.constitution().settings().levels();
      if (!others.equals(levels)) {
        return Optional.of(
            "`"
                + constitutions.get(0).name()
                + "` and `"
                + each.name()
                + "` do not declare the same levels, so there is no common measure of their costs");
      }
    }
    return levels.areDeclared() && options.scale() == Scale.SHARES
        ? Optional.of("costs on levels have no share of all that is asserted; use the weights")
        : Optional.empty();
  }

  /** What each constitution asserts in all cases. */
  private List<Cost> totals(List<ComparedCase> cases) {
    List<Cost> totals = new ArrayList<>();
    for (int i = 0; i < constitutions.size(); i++) {
      Cost total = Cost.ZERO;
      for (ComparedCase each : cases) {
        total = total.plus(each.asserted().get(i).sum());
      }
      totals.add(total);
    }
    return totals;
  }

  private Cost priced(int constitution, Cost cost, List<Cost> totals) {
    return options.scale() == Scale.WEIGHTS ? cost : share(cost, totals.get(constitution));
  }

  /** A cost without levels as a share of another, in billionths; at least one if it is not 0. */
  private static Cost share(Cost cost, Cost all) {
    if (cost.billionths() == 0 || all.billionths() == 0) {
      return cost;
    }
    long share =
        BigDecimal.valueOf(cost.billionths())
            .movePointRight(9)
            .divide(BigDecimal.valueOf(all.billionths()), 0, RoundingMode.HALF_EVEN)
            .longValueExact();
    return new Cost(Math.max(1, share));
  }

  private double factor(int constitution) {
    return options
        .suspensionFactor()
        .orElse(constitutions.get(constitution).constitution().settings().suspensionFactor());
  }

  /** What the suspensions cost, by their own weights, that may be cheaper than overrides. */
  private Map<OwnRule, Cost> suspensions(List<ComparedCase> cases) {
    Map<OwnRule, Cost> dearest = new LinkedHashMap<>();
    Map<OwnRule, Cost> overrides = new HashMap<>();
    for (ComparedCase each : cases) {
      for (int i = 0; i < constitutions.size(); i++) {
        int place = i;
        Stand stand = each.stands().get(i);
        each.asserted()
            .get(i)
            .costs()
            .forEach(
                (rule, cost) ->
                    dearest.merge(
                        new OwnRule(place, rule), cost, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        for (int e = 0; e < stand.elements().size(); e++) {
          if (stand.elements().get(e).isRule()) {
            overrides.merge(
                new OwnRule(i, stand.elements().get(e)), stand.costs().get(e), Cost::plus);
          }
        }
      }
    }
    Map<OwnRule, Cost> suspensions = new LinkedHashMap<>();
    dearest.forEach(
        (own, cost) -> {
          double factor = factor(own.constitution());
          Cost all = overrides.getOrDefault(own, Cost.ZERO);
          Cost price = Double.isInfinite(factor) ? Cost.INFINITE : cost.times(factor);
          if (price.compareTo(all) < 0) {
            suspensions.put(own, price);
          }
        });
    return suspensions;
  }

  private Optional<CostScale> scale(List<ComparedCase> cases, Map<OwnRule, Cost> suspensions) {
    Levels levels = constitutions.get(0).constitution().settings().levels();
    List<Cost> all = new ArrayList<>(suspensions.values());
    cases.forEach(it -> it.stands().forEach(stand -> all.addAll(stand.costs())));
    return levels.areDeclared() ? CostScale.of(levels, all, MAX_SUM) : Optional.of(CostScale.PLAIN);
  }

  /** The numbers of one set of cases, and the way back from them. */
  private final class Building {
    private final List<ComparedCase> cases;
    private final List<Cost> totals;
    private final Map<OwnRule, Cost> suspensions;
    private final CostScale scale;
    private final int mayLeave;
    private final List<OwnRule> candidates;
    private final Map<OwnRule, Integer> numbers = new HashMap<>();
    private final List<List<CaseAnswer>> answers = new ArrayList<>();
    private final BridgeProblem problem;

    Building(
        List<ComparedCase> cases,
        List<Cost> totals,
        Map<OwnRule, Cost> suspensions,
        CostScale scale,
        int mayLeave) {
      this.cases = cases;
      this.totals = totals;
      this.suspensions = suspensions;
      this.scale = scale;
      this.mayLeave = mayLeave;
      this.candidates = List.copyOf(suspensions.keySet());
      for (int c = 0; c < candidates.size(); c++) {
        numbers.put(candidates.get(c), c);
      }
      this.problem = problem();
    }

    private long price(int constitution, Cost cost) {
      return scale.number(priced(constitution, cost, totals));
    }

    private long price(OwnRule candidate) {
      Cost cost = Objects.requireNonNull(suspensions.get(candidate));
      return price(candidate.constitution(), cost);
    }

    private BridgeProblem problem() {
      Map<OwnRule, Integer> uses = new HashMap<>();
      List<List<Set<Integer>>> useful = new ArrayList<>();
      for (ComparedCase each : cases) {
        Set<CaseAnswer> common = common(each);
        answers.add(common.stream().sorted(ANSWERS).toList());
        List<Set<Integer>> own = new ArrayList<>();
        for (int i = 0; i < constitutions.size(); i++) {
          Set<Integer> here = useful(i, each.stands().get(i), common);
          own.add(here);
          here.forEach(it -> uses.merge(candidates.get(it), 1, Integer::sum));
        }
        useful.add(own);
      }
      Map<List<Place>, List<Integer>> alike = new LinkedHashMap<>();
      for (int k = 0; k < cases.size(); k++) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < constitutions.size(); i++) {
          places.add(place(i, k, useful.get(k).get(i), uses));
        }
        alike.computeIfAbsent(places, it -> new ArrayList<>()).add(k);
      }
      List<Group> groups = new ArrayList<>();
      alike.forEach(
          (places, ids) -> groups.add(new Group(places, answers.get(ids.get(0)).size(), ids)));
      return new BridgeProblem(
          constitutions.size(),
          candidates.stream().map(it -> new Candidate(it.constitution(), price(it))).toList(),
          groups,
          mayLeave);
    }

    /** The candidates that some smallest way to a common answer relaxes. */
    private Set<Integer> useful(int constitution, Stand stand, Set<CaseAnswer> common) {
      Set<Integer> useful = new TreeSet<>();
      Map<CaseAnswer, List<World>> minimal = stand.minimal();
      for (CaseAnswer answer : common) {
        for (World world : Objects.requireNonNull(minimal.get(answer))) {
          for (Element element : stand.named(world.relaxed())) {
            Integer number = numbers.get(new OwnRule(constitution, element));
            if (number != null) {
              useful.add(number);
            }
          }
        }
      }
      return useful;
    }

    private Place place(
        int constitution, int number, Set<Integer> useful, Map<OwnRule, Integer> uses) {
      Stand stand = cases.get(number).stands().get(constitution);
      List<Part> parts = new ArrayList<>();
      for (int e = 0; e < stand.elements().size(); e++) {
        OwnRule own = new OwnRule(constitution, stand.elements().get(e));
        Integer candidate = numbers.get(own);
        long share =
            candidate != null && useful.contains(candidate)
                ? price(own) / Objects.requireNonNull(uses.get(own))
                : 0;
        parts.add(
            new Part(
                price(constitution, stand.costs().get(e)),
                candidate == null ? -1 : candidate,
                share));
      }
      List<CaseAnswer> common = answers.get(number);
      List<Way> ways =
          stand.worlds().stream()
              .map(it -> new Way(it.relaxed(), it.speaking(), common.indexOf(it.answer())))
              .toList();
      Cost beyond = stand.beyond();
      return new Place(
          parts, ways, beyond == null ? BridgeProblem.NEVER : price(constitution, beyond));
    }

    Bridge bridge(int required, List<String> irreconcilable, boolean isSettled) {
      Duration time = options.time();
      SolveLimits limits =
          time == null ? SolveLimits.none() : SolveLimits.within(System::nanoTime, time.toNanos());
      BooleanSupplier stop = limits::reached;
      BridgeSearch.Result result = new BridgeSearch(problem, stop).run();
      Agreement fair = result.fairest();
      List<Agreement> all = new ArrayList<>(result.front());
      if (fair != null) {
        all.add(fair);
      }
      List<List<Concession>> given = all.stream().map(this::concessions).toList();
      List<ConcessionCheck.Checked> checked =
          new ConcessionCheck(constitutions, deciders)
              .check(cases, given, all.stream().map(it -> Set.copyOf(left(it))).toList());
      List<Settlement> settled = new ArrayList<>();
      for (int s = 0; s < all.size(); s++) {
        boolean isFairest = fair != null && s == all.size() - 1;
        Agreement each = all.get(s);
        long bound = isFairest ? result.greatestBound() : s == 0 ? result.sumBound() : each.sum();
        long reached = isFairest ? each.greatest() : each.sum();
        boolean isProven = (s == 0 && !isFairest) ? bound == reached : result.isWhole();
        settled.add(settlement(each, given.get(s), checked.get(s), bound, isSettled && isProven));
      }
      return new Bridge(
          options.scale(),
          required,
          settled.stream().findFirst(),
          fair == null ? Optional.empty() : Optional.of(settled.get(settled.size() - 1)),
          settled.subList(0, result.front().size()),
          isSettled && result.isWhole(),
          irreconcilable,
          Optional.empty());
    }

    private Settlement settlement(
        Agreement solution,
        List<Concession> concessions,
        ConcessionCheck.Checked checked,
        long bound,
        boolean isCertified) {
      Map<String, Cost> burdens = new LinkedHashMap<>();
      for (int i = 0; i < constitutions.size(); i++) {
        burdens.put(constitutions.get(i).name(), scale.cost(solution.burdens().get(i)));
      }
      return new Settlement(
          scale.cost(solution.sum()),
          scale.cost(Math.min(bound, solution.sum())),
          isCertified,
          checked.holds(),
          burdens,
          concessions,
          checked.answers(),
          checked.decided(),
          left(solution));
    }

    private Option option(Agreement solution, int number) {
      for (int g = 0; g < problem.groups().size(); g++) {
        int at = problem.groups().get(g).cases().indexOf(number);
        if (at >= 0) {
          return solution.options().get(g).get(at);
        }
      }
      throw new IllegalStateException("case " + number + " is in no group");
    }

    private List<String> left(Agreement solution) {
      List<String> left = new ArrayList<>();
      for (int k = 0; k < cases.size(); k++) {
        if (option(solution, k).answer() < 0) {
          left.add(cases.get(k).id());
        }
      }
      return left;
    }

    private List<Concession> concessions(Agreement solution) {
      Map<Integer, TreeMap<Relaxation, Cost>> byParty = new TreeMap<>();
      for (int i = 0; i < constitutions.size(); i++) {
        byParty.put(i, new TreeMap<>());
      }
      for (int c = 0; c < candidates.size(); c++) {
        if (solution.suspended().get(c) == Choice.SUSPENDED) {
          OwnRule own = candidates.get(c);
          Objects.requireNonNull(byParty.get(own.constitution()))
              .put(
                  new Relaxation(
                      Relaxation.Kind.SUSPEND,
                      own.rule(),
                      null,
                      Objects.requireNonNull(suspensions.get(own))),
                  scale.cost(price(own)));
        }
      }
      for (int g = 0; g < problem.groups().size(); g++) {
        Group group = problem.groups().get(g);
        for (int n = 0; n < group.cases().size(); n++) {
          Option option = solution.options().get(g).get(n);
          for (int i = 0; i < constitutions.size() && option.answer() >= 0; i++) {
            Way way = group.places().get(i).way(option.answer(), solution.suspended());
            addRelaxed(
                i,
                cases.get(group.cases().get(n)),
                way,
                solution.suspended(),
                Objects.requireNonNull(byParty.get(i)));
          }
        }
      }
      List<Concession> concessions = new ArrayList<>();
      byParty.forEach(
          (party, own) ->
              own.forEach(
                  (relaxation, price) ->
                      concessions.add(
                          new Concession(constitutions.get(party).name(), relaxation, price))));
      return concessions;
    }

    private void addRelaxed(
        int party, ComparedCase given, Way way, List<Choice> suspended, Map<Relaxation, Cost> to) {
      Stand stand = given.stands().get(party);
      for (int e = 0; e < stand.elements().size(); e++) {
        Element element = stand.elements().get(e);
        Integer candidate = numbers.get(new OwnRule(party, element));
        boolean isSuspended = candidate != null && suspended.get(candidate) == Choice.SUSPENDED;
        if (((way.relaxed() >> e) & 1) == 1 && !isSuspended) {
          Cost cost = stand.costs().get(e);
          to.put(
              new Relaxation(kind(element), element, given.id(), cost),
              scale.cost(price(party, cost)));
        }
      }
    }

    private static Relaxation.Kind kind(Element element) {
      return switch (element.kind()) {
        case JUDGMENT -> Relaxation.Kind.REVISE;
        case PRINCIPLE, THEORY -> Relaxation.Kind.OVERRIDE;
        case ATTRIBUTE -> Relaxation.Kind.SETTLE;
      };
    }
  }
}
