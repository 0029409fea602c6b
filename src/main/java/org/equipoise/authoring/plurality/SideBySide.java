package org.equipoise.authoring.plurality;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.authoring.plurality.Plurality.Consensus;
import org.equipoise.authoring.plurality.Plurality.DividedGroup;
import org.equipoise.authoring.plurality.Plurality.Division;
import org.equipoise.authoring.plurality.Plurality.Member;
import org.equipoise.authoring.plurality.Plurality.Reason;
import org.equipoise.authoring.plurality.Plurality.Undecidable;
import org.equipoise.decision.CaseAnswer;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.inference.UndecidableException;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * Decides the same cases under several constitutions. Add the cases one by one, in any order; what
 * is found does not depend on the order. Not safe for use by several threads at once; it keeps what
 * it needs of each case in memory.
 */
public final class SideBySide {
  private final List<NamedConstitution> constitutions;
  private final List<Decider> deciders;
  private final Options options;
  private final RuleMeanings meanings;
  private final Map<String, ComparedCase> cases = new TreeMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Undecidable> undecidable = new ArrayList<>();

  /**
   * What is asked.
   *
   * @param share the share of cases that must be answered alike after the concessions, in (0, 1]
   * @param scale how the weights of the constitutions are compared
   * @param suspensionFactor how many overrides a suspension is worth in every constitution, at
   *     least 1, infinite for none; empty for what each of them sets
   * @param time how long to search for the bridge once the cases are decided; null for no limit
   */
  public record Options(
      double share, Bridge.Scale scale, OptionalDouble suspensionFactor, @Nullable Duration time) {
    /** Every case, weights as they are, each constitution's suspension factor, no limit of time. */
    public static final Options DEFAULT =
        new Options(1, Bridge.Scale.WEIGHTS, OptionalDouble.empty(), null);

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Options {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("the share " + share + " is not in (0, 1]");
      }
      if (suspensionFactor.isPresent() && !(suspensionFactor.getAsDouble() >= 1)) {
        throw new IllegalArgumentException(
            "the suspension factor "
                + suspensionFactor.getAsDouble()
                + " is not a number of at least 1");
      }
      if (time != null && (time.isNegative() || time.isZero())) {
        throw new IllegalArgumentException("a time of " + time + " leaves none to search");
      }
    }
  }

  /**
   * Begins a comparison.
   *
   * @param constitutions at least two, each with a name of its own
   * @throws IllegalArgumentException if there are fewer, or a name is there twice
   */
  public SideBySide(List<NamedConstitution> constitutions, Options options) {
    if (constitutions.size() < 2) {
      throw new IllegalArgumentException("a comparison needs at least two constitutions");
    }
    long names = constitutions.stream().map(NamedConstitution::name).distinct().count();
    if (names < constitutions.size()) {
      throw new IllegalArgumentException("two constitutions have the same name");
    }
    this.constitutions = List.copyOf(constitutions);
    this.options = options;
    this.deciders = constitutions.stream().map(it -> new Decider(it.constitution())).toList();
    this.meanings = new RuleMeanings(this.constitutions);
  }

  /**
   * Adds a case.
   *
   * @param judgments those on this case
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Case given, List<Judgment> judgments) {
    if (!seen.add(given.id())) {
      throw new IllegalArgumentException("case `" + given.id() + "` was added before");
    }
    List<Decision> decisions = new ArrayList<>();
    List<Stand> stands = new ArrayList<>();
    List<Asserted> asserted = new ArrayList<>();
    boolean isDecided = true;
    for (int i = 0; i < constitutions.size(); i++) {
      NamedConstitution named = constitutions.get(i);
      Decision decision = deciders.get(i).decide(given, judgments);
      String fault = decision.error() == null ? null : decision.error().sentence();
      if (decision.state() != DecisionState.ERROR) {
        try {
          List<Findings> settlings = deciders.get(i).settlings(given, judgments);
          stands.add(Stand.of(named, deciders.get(i), settlings));
          asserted.add(Asserted.in(named, settlings.get(0)));
        } catch (UndecidableException e) {
          fault = e.getMessage();
        }
      }
      if (fault != null) {
        undecidable.add(new Undecidable(given.id(), named.name(), fault));
        isDecided = false;
      }
      decisions.add(decision);
    }
    if (isDecided) {
      cases.put(given.id(), new ComparedCase(given, judgments, decisions, stands, asserted));
    }
  }

  /** What was found in the cases added so far. */
  public Plurality compare() {
    List<ComparedCase> all = List.copyOf(cases.values());
    List<Consensus> alike = new ArrayList<>();
    List<Division> divided = new ArrayList<>();
    Dividing dividing = new Dividing(constitutions, meanings);
    for (ComparedCase each : all) {
      List<CaseAnswer> answers = each.answers();
      Map<String, List<Reason>> reasons = byName(each.decisions(), Reasons::of);
      if (each.isAlike()) {
        alike.add(
            new Consensus(each.id(), answers.get(0).toString(), reasons, isForOneReason(each)));
      } else {
        Dividing.Found found = dividing.causes(each.stands(), answers);
        divided.add(
            new Division(
                each.id(),
                byName(answers, CaseAnswer::toString),
                found.causes(),
                found.isComplete(),
                reasons));
      }
    }
    undecidable.sort(Comparator.comparing(Undecidable::caseId));
    return new Plurality(
        constitutions.stream()
            .map(
                it ->
                    new Member(it.name(), it.constitution().version(), it.constitution().digest()))
            .toList(),
        all.size(),
        all.stream().mapToInt(it -> it.given().outputs().size()).sum(),
        new Distancing(constitutions, meanings).distances(all),
        alike,
        divided,
        groups(divided),
        undecidable,
        new Bridging(constitutions, deciders, options).bridge(all));
  }

  private <T, U> Map<String, U> byName(List<T> each, Function<T, U> to) {
    Map<String, U> named = new LinkedHashMap<>();
    for (int i = 0; i < constitutions.size(); i++) {
      named.put(constitutions.get(i).name(), to.apply(each.get(i)));
    }
    return named;
  }

  /** Whether in all constitutions the same things, by meaning, speak for the answer. */
  private boolean isForOneReason(ComparedCase each) {
    Set<Set<Object>> meant = new HashSet<>();
    for (int i = 0; i < constitutions.size(); i++) {
      Set<Object> own = new HashSet<>();
      for (Reason reason : Reasons.of(each.decisions().get(i))) {
        Element by = reason.by();
        own.add(by.isRule() ? (Object) meanings.of(i, by) : by);
      }
      meant.add(own);
    }
    return meant.size() == 1;
  }

  private static List<DividedGroup> groups(List<Division> divided) {
    Map<List<Plurality.Cause>, List<String>> byCauses =
        divided.stream()
            .collect(
                Collectors.groupingBy(
                    Division::causes,
                    LinkedHashMap::new,
                    Collectors.mapping(Division::caseId, Collectors.toList())));
    List<DividedGroup> groups = new ArrayList<>();
    byCauses.forEach((causes, ids) -> groups.add(new DividedGroup(causes, ids)));
    groups.sort(
        Comparator.comparing((DividedGroup it) -> -it.cases().size())
            .thenComparing(it -> Objects.toString(it.causes())));
    return groups;
  }
}
