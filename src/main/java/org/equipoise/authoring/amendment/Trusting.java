package org.equipoise.authoring.amendment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.authoring.amendment.Amender.Judged;
import org.equipoise.authoring.amendment.ProposedChange.Trust;
import org.equipoise.authoring.amendment.internal.Exact;
import org.equipoise.authoring.amendment.internal.Option;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.authoring.amendment.internal.Option.Kind;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/** How far a change can be trusted beyond the cases that led to it. */
final class Trusting {
  private static final double RISK = 0.05;

  private final List<Judged> cases;
  private final List<Judged> heldOut;
  private final Function<Collection<Judged>, List<Candidate>> mine;
  private final int folds;
  private final SolveLimits limits;
  private @Nullable List<List<Candidate>> mined;

  /**
   * @param mine the changes that some of the cases alone would lead to
   */
  Trusting(
      Collection<Judged> cases,
      List<Judged> heldOut,
      Function<Collection<Judged>, List<Candidate>> mine,
      int folds,
      SolveLimits limits) {
    this.cases = List.copyOf(cases);
    this.heldOut = heldOut;
    this.mine = mine;
    this.folds = folds;
    this.limits = limits;
  }

  /**
   * A judged output on which a rule speaks, or a new principle would.
   *
   * @param agrees whether the judgments say what the rule says
   */
  private record Point(Judged judged, Output output, boolean agrees) {}

  /** How far to trust a change; null for kinds without a conjunction. */
  @Nullable Trust of(Option option) {
    if (!(option instanceof Candidate it)
        || (it.kind() != Kind.EXCEPT && it.kind() != Kind.ENACT)) {
      return null;
    }
    List<Point> covered = points(it, cases).stream().filter(point -> covers(it, point)).toList();
    int errors = (int) covered.stream().filter(point -> isError(it, point)).count();
    return new Trust(
        covered.size(),
        errors,
        Exact.upperBound(errors, covered.size(), RISK),
        it.kind() == Kind.EXCEPT ? folds(it) : Optional.empty(),
        error(List.of(it), points(it, heldOut)));
  }

  private static boolean covers(Candidate change, Point point) {
    return change.where().stream().allMatch(it -> it.holds(point.judged().given(), point.output()));
  }

  /** Whether a change that covers an output is wrong about it. */
  private static boolean isError(Candidate change, Point point) {
    return (change.kind() == Kind.EXCEPT) == point.agrees();
  }

  /** The judged outputs on which an exception's rule speaks, or all for a new principle. */
  private static List<Point> points(Candidate change, List<Judged> some) {
    List<Point> points = new ArrayList<>();
    for (Judged judged : some) {
      for (Output output : judged.given().outputs()) {
        Optional<Boolean> side =
            change.kind() == Kind.EXCEPT
                ? side(judged.findings(), change.rule(), output.id())
                : Optional.of(change.status() != DeonticStatus.FORBIDDEN);
        Set<Boolean> judgedFor = judged(judged, output.id());
        if (side.isPresent() && judgedFor.size() == 1) {
          points.add(new Point(judged, output, judgedFor.contains(side.get())));
        }
      }
    }
    return points;
  }

  /** Whether a rule speaks for an output, or against it. */
  private static Optional<Boolean> side(Findings findings, Element rule, String output) {
    return findings.claims().stream()
        .map(Findings.FoundClaim::claim)
        .filter(it -> it.claimant().equals(rule) && it.output().equals(output))
        .map(Claim::deonticStatus)
        .map(it -> it != DeonticStatus.FORBIDDEN)
        .findFirst();
  }

  private static Set<Boolean> judged(Judged judged, String output) {
    return judged.findings().judgments().stream()
        .filter(it -> it.verdict() instanceof Judgment.OnOutput on && on.output().equals(output))
        .map(it -> ((Judgment.OnOutput) it.verdict()).status() != DeonticStatus.FORBIDDEN)
        .collect(Collectors.toSet());
  }

  /** The share of points that a rule, as changed, gets wrong. */
  private static Optional<Double> error(List<Candidate> changes, List<Point> points) {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of((double) wrong(changes, points) / points.size());
  }

  private static long wrong(List<Candidate> changes, List<Point> points) {
    return points.stream()
        .filter(
            point -> {
              boolean isCovered = changes.stream().anyMatch(it -> covers(it, point));
              boolean isNew = !changes.isEmpty() && changes.get(0).kind() == Kind.ENACT;
              return isNew ? isCovered && !point.agrees() : isCovered == point.agrees();
            })
        .count();
  }

  private Optional<Double> folds(Candidate change) {
    List<Point> all = points(change, cases);
    if (folds == 0 || cases.size() < 2 * folds || all.size() < 2 * folds) {
      return Optional.empty();
    }
    long wrong = 0;
    for (int fold = 0; fold < folds; fold++) {
      Optional<List<Candidate>> without = mined(fold);
      if (without.isEmpty()) {
        return Optional.empty();
      }
      List<Candidate> own =
          without.get().stream()
              .filter(it -> it.kind() == Kind.EXCEPT && it.rule().equals(change.rule()))
              .toList();
      wrong += wrong(own, points(change, part(fold, true)));
    }
    return Optional.of((double) wrong / all.size());
  }

  private List<Judged> part(int fold, boolean isLeftOut) {
    List<Judged> part = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if ((i % folds == fold) == isLeftOut) {
        part.add(cases.get(i));
      }
    }
    return part;
  }

  private Optional<List<Candidate>> mined(int fold) {
    if (mined == null) {
      List<List<Candidate>> all = new ArrayList<>();
      for (int i = 0; i < folds && !limits.reached(); i++) {
        all.add(mine.apply(part(i, false)));
      }
      mined = all;
    }
    return fold < mined.size() && !limits.reached()
        ? Optional.of(mined.get(fold))
        : Optional.empty();
  }
}
