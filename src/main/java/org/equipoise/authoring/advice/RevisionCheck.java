package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.equipoise.constitution.Constitution;
import org.equipoise.inference.Findings.ConflictInWorld;
import org.equipoise.inference.Precedents;
import org.equipoise.inference.WorldRegion;
import org.equipoise.language.Element;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.jspecify.annotations.Nullable;

/**
 * Infers again with relaxations applied. What was found of a case, or of cases that share a key,
 * under the same relaxations is remembered: most revisions that are tried differ in few cases. So
 * is what the last revision left of each case, since the next is often the same there.
 */
final class RevisionCheck {
  private static final int MAX_KEPT = 100_000;

  private final BooleanSupplier stop;
  private final List<AdvisedCase> cases;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Map<List<Element>, List<ConflictSet>>> known = new ArrayList<>();
  private @Nullable Left[] last;
  private List<Relaxation> lastEverywhere = List.of();
  private Precedents precedents;
  private int remembered;

  /**
   * What relaxations left of a case.
   *
   * @param own those of the relaxations that are in this case alone
   * @param shares whether the case has anything that other cases may be measured by
   */
  private record Left(
      List<Relaxation> own, List<Element> relaxed, List<ConflictSet> sets, boolean shares) {}

  /** A verification that gives up once {@code stop} says so; asked before each case. */
  RevisionCheck(Constitution constitution, Collection<AdvisedCase> cases, BooleanSupplier stop) {
    this.stop = stop;
    this.cases = List.copyOf(cases);
    for (AdvisedCase one : this.cases) {
      places.put(one.caseId(), known.size());
      known.add(new HashMap<>());
    }
    this.last = new Left[known.size()];
    this.precedents = new Precedents(constitution);
  }

  /** What still cannot all stand; empty if it was given up. */
  Optional<List<ConflictSet>> unbroken(Collection<Relaxation> relaxations) {
    Map<String, List<Relaxation>> byCase = new HashMap<>();
    relaxations.forEach(
        it -> byCase.computeIfAbsent(it.caseId(), caseId -> new ArrayList<>()).add(it));
    List<Relaxation> everywhere = byCase.getOrDefault(null, List.of());
    if (!everywhere.equals(lastEverywhere)) {
      last = new Left[last.length];
      lastEverywhere = everywhere;
    }
    List<ConflictSet> left = new ArrayList<>();
    precedents = precedents.afresh();
    for (int d = 0; d < cases.size(); d++) {
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      List<Relaxation> own = byCase.getOrDefault(cases.get(d).caseId(), List.of());
      Left before = last[d];
      if (before == null || !before.own().equals(own)) {
        before = settle(d, everywhere, own);
        last[d] = before;
      } else if (before.shares()) {
        precedents.add(cases.get(d).findings(), before.relaxed());
      }
      left.addAll(before.sets());
    }
    for (Precedents.AcrossCases conflict : precedents.conflicts()) {
      if (conflict.truncated()) {
        throw new TruncatedLabelException(conflict.conflict().kind(), conflict.cases());
      }
      conflict.environments().forEach(it -> left.add(new ConflictSet(it, conflict.whileRelaxed())));
    }
    return Optional.of(left);
  }

  /** What still cannot all stand within a case with elements relaxed. */
  List<ConflictSet> unbroken(AdvisedCase one, List<Element> relaxed) {
    return conflictSets(Objects.requireNonNull(places.get(one.caseId())), relaxed);
  }

  /** Settles what is left of a case, and adds what it shares to the precedents. */
  private Left settle(int d, List<Relaxation> everywhere, List<Relaxation> own) {
    List<Relaxation> here = new ArrayList<>(everywhere);
    here.addAll(own);
    List<Element> relaxed = cases.get(d).relaxed(here);
    List<ConflictSet> sets = conflictSets(d, relaxed);
    return new Left(own, relaxed, sets, precedents.add(cases.get(d).findings(), relaxed));
  }

  private List<ConflictSet> conflictSets(int d, List<Element> relaxed) {
    List<ConflictSet> sets = known.get(d).get(relaxed);
    if (sets == null) {
      sets = new ArrayList<>();
      for (ConflictInWorld conflict : cases.get(d).open().conflictsWithout(relaxed)) {
        sets.addAll(conflictSets(cases.get(d), conflict.region(), relaxed));
      }
      if (++remembered > MAX_KEPT) {
        known.forEach(Map::clear);
        remembered = 0;
      }
      known.get(d).put(relaxed, sets);
    }
    return sets;
  }

  private static List<ConflictSet> conflictSets(
      AdvisedCase advised, WorldRegion region, List<Element> relaxed) {
    if (region.truncated()) {
      throw new TruncatedLabelException();
    }
    List<ConflictSet> sets = new ArrayList<>();
    for (List<Element> environment : region.environments()) {
      if (environment.stream().noneMatch(relaxed::contains)) {
        List<Element> standing = new ArrayList<>(environment);
        standing.addAll(region.standing());
        sets.add(new ConflictSet(advised.applied(standing), advised.applied(region.relaxed())));
      }
    }
    return sets;
  }
}
