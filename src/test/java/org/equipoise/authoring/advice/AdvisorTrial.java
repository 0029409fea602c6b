package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.AppliedElement;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Inference;
import org.equipoise.language.Element;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * A corpus of one case or two under a random constitution, small enough to try every set of
 * relaxations by inference: random choices among rules with and without negation, without levels or
 * of two to five.
 */
final class AdvisorTrial {
  private static final double[] SUSPENSIONS = {1, 1.5, 2};

  /** What a weight is made of: itself, the same for all, or one of two. */
  private static final List<DoubleUnaryOperator> WEIGHTS =
      List.of(it -> it, it -> 1, it -> it < 0.4 ? 0.25 : 0.5);

  private static final List<String> LEVELS = List.of("l0", "l1", "l2", "l3", "l4");

  /** How many levels the constitutions have that have any. */
  static final List<Integer> NUMBERS = List.of(2, 3, 5);

  /** A rule by name, fired where the case has the attribute of its name. */
  private record Written(double weight, String kind, String when, String then) {}

  private static final Map<String, Written> RULES = new LinkedHashMap<>();

  static {
    rule("forbid-a", 0.31, "Principle", "$o : Output( id == \"a\" )", "forbid( $o, \"x\" );");
    rule("forbid-b", 0.47, "Principle", "$o : Output( id == \"b\" )", "forbid( $o, \"x\" );");
    rule("permit-a", 0.53, "Principle", "$o : Output( id == \"a\" )", "permit( $o, \"x\" );");
    rule("oblige-b", 0.62, "Principle", "$o : Output( id == \"b\" )", "oblige( $o, \"x\" );");
    rule("mark", 0.21, "Theory", "", "insert( new Mark( \"m\" ) );");
    rule("mark-for-judgment", 0.33, "Theory", "Judgment()", "insert( new Mark( \"m\" ) );");
    rule("pass-on", 0.27, "Theory", "Mark( k == \"m\" )", "insert( new Mark( \"n\" ) );");
    rule(
        "forbid-unless-marked",
        0.41,
        "Principle",
        "not Mark( k == \"n\" )  $o : Output( id == \"a\" )",
        "forbid( $o, \"x\" );");
    rule(
        "forbid-if-marked",
        0.37,
        "Principle",
        "Mark( k == \"n\" )  $o : Output( id == \"b\" )",
        "forbid( $o, \"x\" );");
    rule(
        "permit-unless-obliged",
        0.29,
        "Principle",
        "not Claim( status == \"obligatory\" )  $o : Output( id == \"b\" )",
        "permit( $o, \"x\" );");
    rule(
        "no-silence",
        0.19,
        "Theory",
        "$o : Output( id == \"a\" )  not Claim( output == \"a\" )",
        "conflict( \"somebody must speak\", $o );");
    rule(
        "not-both",
        0.23,
        "Theory",
        "$c : Case()  accumulate( Claim( status == \"forbidden\" ); $n : count(); $n > 1 )",
        "conflict( \"too much is forbidden\", $c );");
    rule(
        "exclude",
        0.43,
        "Theory",
        "$j : Judgment( attr(\"pressed\") == true )",
        "exclude( $j, \"x\" );");
    rule("entrenched", 0.9, "Principle", "$o : Output( id == \"a\" )", "forbid( $o, \"x\" );");
    rule(
        "backing",
        0.45,
        "Theory",
        "$p : Principle( id == \"forbid-a\" )",
        "support( $p, 0.75, \"x\" );");
    rule(
        "doubt",
        0.55,
        "Theory",
        "$p : Principle( id == \"permit-a\" )",
        "undermine( $p, 0.5, \"x\" );");
  }

  private static void rule(String name, double weight, String kind, String when, String then) {
    RULES.put(name, new Written(weight, kind, when, then));
  }

  private static String drl(
      String name, Written rule, DoubleUnaryOperator weight, @Nullable String level) {
    return """
    rule "%s" @%s( weight = %s%s ) %s
    when
        Case( attr("%s") == true )
        %s
    then
        %s
    end
    """
        .formatted(
            name,
            rule.kind(),
            weight.applyAsDouble(rule.weight()),
            level == null ? "" : ", level = \"" + level + "\"",
            name.equals("entrenched") ? "@Entrenched" : "",
            name,
            rule.when(),
            rule.then());
  }

  /** By the number of levels, one constitution for each way to weigh. */
  private static final Map<Integer, List<Constitution>> CONSTITUTIONS = new TreeMap<>();

  static {
    CONSTITUTIONS.put(0, WEIGHTS.stream().map(it -> constitution(it, 0)).toList());
    for (int levels : NUMBERS) {
      DoubleUnaryOperator weight = WEIGHTS.get(levels % WEIGHTS.size());
      CONSTITUTIONS.put(levels, List.of(constitution(weight, levels)));
    }
  }

  private static Constitution constitution(DoubleUnaryOperator weight, int levels) {
    StringBuilder text =
        new StringBuilder("package random\n\ndeclare Mark\n    k : String @key\nend\n");
    Random random = new Random(levels);
    RULES.forEach(
        (name, rule) -> {
          String level = levels == 0 ? null : LEVELS.get(random.nextInt(levels));
          text.append('\n').append(drl(name, rule, weight, level));
        });
    List<String> names = LEVELS.subList(0, levels);
    String manifest =
        "{\"name\":\"n\",\"version\":\"1\""
            + (levels == 0
                ? "}"
                : names.stream()
                        .map(it -> "\"" + it + "\"")
                        .collect(Collectors.joining(",", ",\"levels\":[", "]"))
                    + names.stream()
                        .map(it -> "\"" + it + "\":{\"weight\":1,\"level\":\"" + it + "\"}")
                        .collect(
                            Collectors.joining(",", ",\"settings\":{\"stakeholders\":{", "}}}")));
    return Constitution.of(Map.of("constitution.json", manifest, "rules.drl", text.toString()));
  }

  final int seed;
  private final Random random;
  final int levels;
  private final DoubleUnaryOperator weight;
  final Constitution constitution;
  final double suspension;
  final List<Case> cases = new ArrayList<>();
  private final Map<String, List<Judgment>> judgments = new HashMap<>();
  final Map<String, Findings> findings = new HashMap<>();

  /** What decisions rest on: with dilemmas that are answered. */
  final Map<String, Findings> decided = new HashMap<>();

  final Map<String, CaseWeights> weights = new HashMap<>();
  final TreeSet<String> active = new TreeSet<>();
  final List<Relaxation> relaxations = new ArrayList<>();
  private final Map<String, Map<Long, Boolean>> consistent = new HashMap<>();

  AdvisorTrial(int seed, int levels) {
    this.seed = seed;
    this.random = new Random(seed);
    this.levels = levels;
    this.weight = WEIGHTS.get((levels == 0 ? seed : levels) % WEIGHTS.size());
    List<Constitution> some = Objects.requireNonNull(CONSTITUTIONS.get(levels));
    this.constitution = some.get(seed % some.size());
    this.suspension = SUSPENSIONS[random.nextInt(SUSPENSIONS.length)];
    List<String> names = new ArrayList<>(RULES.keySet());
    int size = 2 + random.nextInt(4);
    for (int i = 0; i < size; i++) {
      active.add(names.get(random.nextInt(names.size())));
    }
    int many = 1 + random.nextInt(2);
    for (int i = 0; i < many; i++) {
      addCase("C" + i);
    }
    collectRelaxations();
  }

  private void addCase(String id) {
    Map<String, Object> guards = new HashMap<>();
    active.stream().filter(it -> random.nextInt(5) > 0).forEach(it -> guards.put(it, true));
    Case given =
        new Case(
            id,
            null,
            Attributes.of(guards),
            List.of(Output.of("a", Attributes.none()), Output.of("b", Attributes.none())),
            List.of(),
            Attributes.none());
    List<Judgment> held = new ArrayList<>();
    int many = random.nextInt(3);
    for (int j = 0; j < many; j++) {
      String output = random.nextBoolean() ? "a" : "b";
      DeonticStatus status = List.of(DeonticStatus.values()).get(random.nextInt(3));
      boolean prefers = random.nextInt(4) == 0;
      held.add(
          new Judgment(
              "J" + id + j,
              id,
              prefers
                  ? new Judgment.Preference(output, output.equals("a") ? "b" : "a")
                  : new Judgment.OnOutput(output, status),
              levels == 0 ? null : LEVELS.get(random.nextInt(levels)),
              weight.applyAsDouble((1 + random.nextInt(20)) / 20.0),
              null,
              Attributes.of(Map.of("pressed", random.nextBoolean())),
              Attributes.none()));
    }
    cases.add(given);
    judgments.put(id, held);
    Findings found = Inference.infer(constitution, given, held);
    findings.put(id, isAnswered(found) ? found.whereNoneIsFine() : found);
    decided.put(id, found);
    weights.put(id, CaseWeights.of(constitution, found));
    consistent.put(id, new HashMap<>());
  }

  /** Whether every output is blocked and the lesser evil is named. */
  private boolean isAnswered(Findings found) {
    CaseAnswer answer = new Decider(constitution).answerWithout(found, List.of());
    return answer.state() == DecisionState.ALL_BLOCKED && answer.choice() != null;
  }

  private void collectRelaxations() {
    for (String name : active) {
      Element rule = constitution.rules().get(name).rule().element();
      Cost dearest = Cost.ZERO;
      for (Case given : cases) {
        Cost cost = weights.get(given.id()).cost(rule);
        dearest = cost.compareTo(dearest) > 0 ? cost : dearest;
        add(new Relaxation(Relaxation.Kind.OVERRIDE, rule, given.id(), cost));
      }
      add(new Relaxation(Relaxation.Kind.SUSPEND, rule, null, dearest.times(suspension)));
    }
    for (Case given : cases) {
      for (Judgment judgment : judgments.get(given.id())) {
        Element element = Element.judgment(judgment.id());
        add(
            new Relaxation(
                Relaxation.Kind.REVISE,
                element,
                given.id(),
                weights.get(given.id()).cost(element)));
      }
    }
  }

  private void add(Relaxation relaxation) {
    if (!relaxation.cost().isInfinite()) {
      relaxations.add(relaxation);
    }
  }

  boolean isInConflict() {
    return findings.values().stream().anyMatch(it -> !it.conflicts().isEmpty());
  }

  /** How many relaxations there are to try. */
  int size() {
    return relaxations.size();
  }

  boolean isMonotone() {
    return decided.values().stream().allMatch(Findings::isMonotone);
  }

  /** The elements of conflicts while everything stands. */
  Set<AppliedElement> inConflict() {
    Set<AppliedElement> elements = new HashSet<>();
    findings.forEach(
        (caseId, found) ->
            found
                .conflicts()
                .forEach(
                    conflict ->
                        conflict
                            .label()
                            .environments()
                            .forEach(
                                it ->
                                    it.forEach(
                                        each -> elements.add(new AppliedElement(each, caseId))))));
    return elements;
  }

  Advisor advisor() {
    Advisor advisor =
        new Advisor(constitution, new Advisor.Options(3, suspension, SolveLimits.none()));
    cases.forEach(it -> advisor.add(it, judgments.get(it.id())));
    return advisor;
  }

  /** An advisor with what it has time for. */
  Advisor advisorInTime(SolveLimits limits) {
    Advisor advisor = new Advisor(constitution, new Advisor.Options(3, suspension, limits));
    cases.forEach(it -> advisor.addInTime(it, judgments.getOrDefault(it.id(), List.of())));
    return advisor;
  }

  /** Whether relaxations leave no conflict. */
  boolean holds(List<Relaxation> given) {
    List<Relaxation> sorted = relaxations.stream().sorted().toList();
    return cases.stream()
        .allMatch(
            one -> {
              BitSet mask = new BitSet();
              given.stream()
                  .filter(it -> it.caseId() == null || it.caseId().equals(one.id()))
                  .forEach(it -> mask.set(sorted.indexOf(it)));
              long bits = mask.isEmpty() ? 0 : mask.toLongArray()[0];
              return holds(one.id(), bits, sorted);
            });
  }

  /** Every set of relaxations that leaves no conflict, in order. */
  List<List<Relaxation>> holding() {
    List<List<Relaxation>> holding = new ArrayList<>();
    List<Relaxation> sorted = relaxations.stream().sorted().toList();
    Map<String, Long> reaching = new TreeMap<>();
    for (Case given : cases) {
      BitSet reach = new BitSet();
      for (int i = 0; i < sorted.size(); i++) {
        String in = sorted.get(i).caseId();
        reach.set(i, in == null || in.equals(given.id()));
      }
      reaching.put(given.id(), reach.isEmpty() ? 0 : reach.toLongArray()[0]);
    }
    for (long mask = 0; mask < 1L << sorted.size(); mask++) {
      long all = mask;
      if (reaching.entrySet().stream()
          .allMatch(it -> holds(it.getKey(), all & it.getValue(), sorted))) {
        holding.add(chosen(mask, sorted));
      }
    }
    holding.sort(
        Comparator.comparing(AdvisorTrial::cost)
            .thenComparing(List::size)
            .thenComparing(it -> it.stream().filter(r -> r.element().isRule()).count())
            .thenComparing(
                it -> it.stream().filter(r -> r.kind() == Relaxation.Kind.SUSPEND).count())
            .thenComparing(AdvisorTrial::compareLists));
    return holding;
  }

  private static List<Relaxation> chosen(long mask, List<Relaxation> sorted) {
    return BitSet.valueOf(new long[] {mask}).stream().mapToObj(sorted::get).toList();
  }

  private boolean holds(String caseId, long mask, List<Relaxation> sorted) {
    return consistent
        .get(caseId)
        .computeIfAbsent(
            mask,
            it -> {
              TreeSet<Element> relaxed = new TreeSet<>();
              chosen(it, sorted).forEach(each -> relaxed.add(each.element()));
              return findings.get(caseId).conflictsWithout(relaxed).isEmpty();
            });
  }

  static Cost cost(List<Relaxation> given) {
    return given.stream().map(Relaxation::cost).reduce(Cost.ZERO, Cost::plus);
  }

  static int compareLists(List<Relaxation> one, List<Relaxation> another) {
    for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
      int difference = one.get(i).compareTo(another.get(i));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(one.size(), another.size());
  }
}
