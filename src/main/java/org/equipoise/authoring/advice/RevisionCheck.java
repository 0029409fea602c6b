package org.equipoise.authoring.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.equipoise.constitution.Constitution;
import org.equipoise.inference.Findings.ConflictInWorld;
import org.equipoise.inference.Precedents;
import org.equipoise.inference.WorldRegion;
import org.equipoise.language.Element;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.RevisionVerifier;
import org.equipoise.revision.internal.TruncatedLabelException;
import org.jspecify.annotations.Nullable;

/**
 * Infers again with relaxations applied. What was found of a case, or of cases that share a key,
 * under the same relaxations is remembered: most revisions that are tried differ in few cases. So
 * is what the last revision left of each case, since the next is often the same there. Where
 * relaxations of a revision are exchanged, only the cases that these concern are looked at. Calm
 * cases are never looked at: no relaxation brings up anything there.
 */
final class RevisionCheck implements RevisionVerifier {
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

  /**
   * A revision in which relaxations are exchanged, and what it left.
   *
   * @param cases what it left of each case
   * @param broken the places of the cases of which it left any conflict set
   */
  @SuppressWarnings("ArrayRecordComponent") // never written to, never compared
  private record Exchanged(
      List<Relaxation> revision,
      List<Relaxation> everywhere,
      Left[] cases,
      List<Integer> broken,
      Precedents precedents) {}

  private @Nullable Exchanged exchanged;

  /** A verification that gives up once {@code stop} says so; asked before each case. */
  RevisionCheck(Constitution constitution, Collection<AdvisedCase> cases, BooleanSupplier stop) {
    this.stop = stop;
    this.cases = cases.stream().filter(it -> !it.isCalm()).toList();
    for (AdvisedCase one : this.cases) {
      places.put(one.caseId(), known.size());
      known.add(new HashMap<>());
    }
    this.last = new Left[known.size()];
    this.precedents = new Precedents(constitution);
  }

  /** What still cannot all stand; empty if it was given up. */
  @Override
  public Optional<List<ConflictSet>> unbroken(Collection<Relaxation> relaxations) {
    Map<String, List<Relaxation>> byCase = byCase(relaxations);
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
    add(precedents.conflicts(), left);
    return Optional.of(left);
  }

  private static Map<String, List<Relaxation>> byCase(Collection<Relaxation> relaxations) {
    Map<String, List<Relaxation>> byCase = new HashMap<>();
    relaxations.forEach(
        it -> byCase.computeIfAbsent(it.caseId(), caseId -> new ArrayList<>()).add(it));
    return byCase;
  }

  private static void add(List<Precedents.AcrossCases> conflicts, List<ConflictSet> left) {
    for (Precedents.AcrossCases conflict : conflicts) {
      if (conflict.truncated()) {
        throw new TruncatedLabelException(conflict.conflict().kind(), conflict.cases());
      }
      conflict.environments().forEach(it -> left.add(new ConflictSet(it, conflict.whileRelaxed())));
    }
  }

  @Override
  public Optional<List<ConflictSet>> unbrokenAfter(
      List<Relaxation> given, Collection<Relaxation> dropped, Collection<Relaxation> added) {
    if (Stream.concat(dropped.stream(), added.stream()).anyMatch(it -> it.caseId() == null)) {
      return RevisionVerifier.super.unbrokenAfter(given, dropped, added);
    }
    Exchanged before = exchanged;
    if (before == null || !before.revision().equals(given)) {
      if (unbroken(given).isEmpty()) {
        return Optional.empty();
      }
      before = left(given);
      exchanged = before;
    }
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    Map<String, List<Relaxation>> less = byCase(dropped);
    Map<String, List<Relaxation>> more = byCase(added);
    TreeSet<String> touched = new TreeSet<>(less.keySet());
    touched.addAll(more.keySet());
    List<ConflictSet> left = new ArrayList<>();
    for (int d : before.broken()) {
      if (!touched.contains(cases.get(d).caseId())) {
        left.addAll(before.cases()[d].sets());
      }
    }
    List<Precedents.Replacement> replacements = new ArrayList<>();
    for (String caseId : touched) {
      int d = Objects.requireNonNull(places.get(caseId));
      TreeSet<Relaxation> here = new TreeSet<>(before.everywhere());
      here.addAll(before.cases()[d].own());
      here.removeAll(less.getOrDefault(caseId, List.of()));
      here.addAll(more.getOrDefault(caseId, List.of()));
      List<Element> relaxed = cases.get(d).relaxed(here);
      left.addAll(conflictSets(d, relaxed));
      replacements.add(
          new Precedents.Replacement(
              cases.get(d).findings(), before.cases()[d].relaxed(), relaxed));
    }
    add(before.precedents().conflictsAfter(replacements), left);
    return Optional.of(left);
  }

  /** What the revision left that was looked at just now. */
  private Exchanged left(List<Relaxation> revision) {
    Left[] all = new Left[last.length];
    List<Integer> broken = new ArrayList<>();
    for (int d = 0; d < all.length; d++) {
      all[d] = Objects.requireNonNull(last[d]);
      if (!all[d].sets().isEmpty()) {
        broken.add(d);
      }
    }
    return new Exchanged(revision, lastEverywhere, all, broken, precedents);
  }

  /** What still cannot all stand within a case with elements relaxed. */
  List<ConflictSet> unbroken(AdvisedCase one, List<Element> relaxed) {
    return one.isCalm()
        ? List.of()
        : conflictSets(Objects.requireNonNull(places.get(one.caseId())), relaxed);
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
