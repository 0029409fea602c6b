package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.equipoise.constitution.Constitution;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart;
import org.equipoise.revision.equilibria.RevisionSpace;
import org.equipoise.revision.equilibria.RevisionSpace.Selection;
import org.equipoise.revision.equilibria.Verifier;

/**
 * Infers again, case by case, what follows under each combination of ways out that meet in the
 * case. Where cases are measured by each other, whole revisions are tried.
 */
final class EquilibriumCheck implements Verifier {
  private static final int MAX_IN_CASE = 2_000;
  private static final int MAX_WHOLE = 500;

  private final AdvisedCases cases;
  private final RevisionCheck check;
  private final Cost within;
  private final boolean isMonotone;
  private final boolean mayBeAlike;
  private final BooleanSupplier stop;

  EquilibriumCheck(
      Constitution constitution,
      AdvisedCases cases,
      RevisionCheck check,
      Cost within,
      BooleanSupplier stop) {
    this.cases = cases;
    this.check = check;
    this.within = within;
    this.isMonotone = cases.all().stream().allMatch(AdvisedCase::monotone);
    this.mayBeAlike =
        constitution.rules().values().stream().anyMatch(it -> it.text().contains("alike"));
    this.stop = stop;
  }

  @Override
  public Verification verify(List<RevisionPart> parts) {
    if (isMonotone) {
      return Verification.DONE;
    }
    Set<ConflictSet> unbroken = new LinkedHashSet<>();
    boolean isComplete = true;
    for (CaseWays.InCase each : new CaseWays(cases, parts).all()) {
      if (!each.advised().monotone()) {
        List<List<Integer>> combinations = each.combinations(within, MAX_IN_CASE);
        isComplete &= combinations.size() <= MAX_IN_CASE;
        for (List<Integer> picks : combinations) {
          if (stop.getAsBoolean()) {
            return new Verification(List.copyOf(unbroken), false);
          }
          unbroken.addAll(check.unbroken(each.advised(), each.relaxed(picks)));
        }
      }
    }
    return mayBeAlike && unbroken.isEmpty()
        ? acrossCases(parts, isComplete)
        : new Verification(List.copyOf(unbroken), isComplete);
  }

  /** What is left in some cases, or in all if none is named, where relaxations are made. */
  Collection<ConflictSet> unbroken(Collection<Relaxation> made, Set<String> in) {
    if (isMonotone) {
      return List.of();
    }
    if (mayBeAlike) {
      return check.unbroken(made).orElse(List.of());
    }
    Set<ConflictSet> unbroken = new LinkedHashSet<>();
    Collection<AdvisedCase> some = in.isEmpty() ? cases.all() : in.stream().map(cases::of).toList();
    for (AdvisedCase one : some) {
      if (!one.monotone()) {
        unbroken.addAll(check.unbroken(one, one.relaxed(made)));
      }
    }
    return unbroken;
  }

  /** Tries whole revisions: all if they are few, else each way with the first of other parts. */
  private Verification acrossCases(List<RevisionPart> parts, boolean isComplete) {
    RevisionSpace space = new RevisionSpace(parts, within, it -> Map.of());
    List<Selection> some = space.list(MAX_WHOLE + 1);
    boolean areAll = some.size() <= MAX_WHOLE;
    Set<ConflictSet> unbroken = new LinkedHashSet<>();
    for (Selection each : areAll ? some : oneByOne(parts)) {
      Optional<List<ConflictSet>> left = check.unbroken(space.relaxations(each));
      if (left.isEmpty()) {
        return new Verification(List.copyOf(unbroken), false);
      }
      unbroken.addAll(left.get());
    }
    return new Verification(List.copyOf(unbroken), isComplete && areAll);
  }

  private static List<Selection> oneByOne(List<RevisionPart> parts) {
    List<Selection> some = new ArrayList<>();
    List<Integer> first = new ArrayList<>(parts.stream().map(it -> 0).toList());
    for (int p = 0; p < parts.size(); p++) {
      for (int w = p == 0 ? 0 : 1; w < parts.get(p).ways().size(); w++) {
        List<Integer> ways = new ArrayList<>(first);
        ways.set(p, w);
        some.add(new Selection(ways));
      }
    }
    return some;
  }
}
