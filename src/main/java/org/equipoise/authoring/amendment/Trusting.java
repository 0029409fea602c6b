package org.equipoise.authoring.amendment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.revision.internal.Phases;
import org.jspecify.annotations.Nullable;

/** How far a change can be trusted beyond the cases that led to it. */
final class Trusting {
  private static final double RISK = 0.05;

  private final List<Judged> cases;
  private final List<Judged> heldOut;
  private final Function<Collection<Judged>, Optional<List<Candidate>>> mine;
  private final int folds;
  private final Phases phases;
  private final Map<Object, List<Point>> points = new HashMap<>();
  private @Nullable List<List<Candidate>> mined;

  /**
   * @param heldOut the cases that changes are only measured by; none if not all were looked at
   * @param mine the changes that some of the cases alone would lead to; empty if the time is over
   */
  Trusting(
      Collection<Judged> cases,
      List<Judged> heldOut,
      Function<Collection<Judged>, Optional<List<Candidate>>> mine,
      int folds,
      Phases phases) {
    this.cases = List.copyOf(cases);
    this.heldOut = heldOut;
    this.mine = mine;
    this.folds = folds;
    this.phases = phases;
  }

  /**
   * A judged output on which a rule speaks, or a new principle would.
   *
   * @param number of its case
   * @param agrees whether the judgments say what the rule says
   */
  private record Point(int number, Judged judged, Output output, boolean agrees) {}

  /** How far to trust each change; null for kinds without a conjunction, or if the time is over. */
  List<@Nullable Trust> of(List<Option> options) {
    List<@Nullable Trust> all = new ArrayList<>();
    for (Option option : options) {
      boolean isConjunction =
          option instanceof Candidate it && (it.kind() == Kind.EXCEPT || it.kind() == Kind.ENACT);
      all.add(
          isConjunction
              ? phases.run("trust", () -> withoutFolds((Candidate) option)).orElse(null)
              : null);
    }
    for (int i = 0; i < all.size(); i++) {
      Trust known = all.get(i);
      if (known != null && options.get(i) instanceof Candidate it && it.kind() == Kind.EXCEPT) {
        all.set(i, known.withFolds(folds(it)));
      }
    }
    return all;
  }

  private Trust withoutFolds(Candidate it) {
    List<Point> covered = points(it).stream().filter(point -> covers(it, point)).toList();
    int errors = (int) covered.stream().filter(point -> isError(it, point)).count();
    return new Trust(
        covered.size(),
        errors,
        Exact.upperBound(errors, covered.size(), RISK),
        Optional.empty(),
        error(List.of(it), points(it, heldOut)));
  }

  /** The same points for every change of a rule, and for every new principle of a status. */
  private List<Point> points(Candidate change) {
    Object alike = change.kind() == Kind.EXCEPT ? change.rule() : change.isFor();
    List<Point> known = points.get(alike);
    if (known == null) {
      known = points(change, cases);
      points.put(alike, known);
    }
    return known;
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
    for (int number = 0; number < some.size(); number++) {
      Judged judged = some.get(number);
      Meter.step();
      for (Output output : judged.given().outputs()) {
        Optional<Boolean> side =
            change.kind() == Kind.EXCEPT
                ? side(judged.findings(), change.rule(), output.id())
                : Optional.of(change.status() != DeonticStatus.FORBIDDEN);
        Set<Boolean> judgedFor = judged(judged, output.id());
        if (side.isPresent() && judgedFor.size() == 1) {
          points.add(new Point(number, judged, output, judgedFor.contains(side.get())));
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
    Optional<List<Point>> all = phases.run("trust", () -> points(change));
    if (folds == 0 || cases.size() < 2 * folds || all.isEmpty() || all.get().size() < 2 * folds) {
      return Optional.empty();
    }
    Optional<List<List<Candidate>>> without = mined();
    return without.isEmpty()
        ? Optional.empty()
        : phases.run("trust", () -> error(change, all.get(), without.get()));
  }

  /** The share of points that go wrong by what is mined without their part. */
  private double error(Candidate change, List<Point> all, List<List<Candidate>> without) {
    long wrong = 0;
    for (int fold = 0; fold < folds; fold++) {
      int number = fold;
      List<Candidate> own =
          without.get(fold).stream()
              .filter(it -> it.kind() == Kind.EXCEPT && it.rule().equals(change.rule()))
              .toList();
      wrong += wrong(own, all.stream().filter(it -> it.number() % folds == number).toList());
    }
    return (double) wrong / all.size();
  }

  private List<Judged> without(int fold) {
    List<Judged> part = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (i % folds != fold) {
        part.add(cases.get(i));
      }
    }
    return part;
  }

  /** What is mined without each part; empty if the time was over before that was known of all. */
  private Optional<List<List<Candidate>>> mined() {
    if (mined == null) {
      mined = new ArrayList<>();
      for (int fold = 0; fold < folds && mined.size() == fold; fold++) {
        mine.apply(without(fold)).ifPresent(mined::add);
      }
    }
    return mined.size() == folds ? Optional.of(mined) : Optional.empty();
  }
}
