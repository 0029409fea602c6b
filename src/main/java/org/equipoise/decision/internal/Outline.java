package org.equipoise.decision.internal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.equipoise.constitution.metering.Meter.Use;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.inference.WorldRegion;
import org.equipoise.inference.internal.LazyEnvironments;
import org.equipoise.language.Element;
import org.equipoise.language.Stance;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * What follows from claims of some shape, whichever rules and judgments make them. Claims go by
 * their numbers in {@link Spoken}; a rule or a judgment by the number of its first claim. Immutable
 * and safe to share between threads.
 */
final class Outline {
  /** Conflicts of so many environments are not worth their room. */
  private static final int MANY = 1_024;

  private final boolean isNoneFine;
  private final String[] outputs;
  private final long[] shape;
  private final int[][] order; // by output: its claims
  private final int[][] against; // by output: speakers each of which is enough
  private final int[][] infavour;
  private final List<FoundConflict> conflicts;
  private final int[][][] environments; // by conflict and environment: speakers
  private final int[] madeBy; // the places of the speakers of the case it was made of
  private final int fired;
  private final int weighed;
  private final int besides;
  private final Use rest;
  private final boolean isCertified;

  /** That something follows which an outline does not hold. */
  private static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private Outline(
      boolean isNoneFine,
      Spoken spoken,
      long[] shape,
      int[] places,
      Findings findings,
      Decision decision,
      Use rest,
      boolean isCertified)
      throws UnfitException {
    Case given = findings.given();
    this.isNoneFine = isNoneFine;
    this.outputs = given.outputs().stream().map(Output::id).toArray(String[]::new);
    this.shape = shape;
    this.order = new int[outputs.length][];
    this.against = new int[outputs.length][];
    this.infavour = new int[outputs.length][];
    for (int i = 0; i < outputs.length; i++) {
      order[i] =
          decision.outputs().get(i).claims().stream()
              .mapToInt(it -> spoken.number(it.claim()))
              .toArray();
      against[i] = speakers(findings, new Stance(given.id(), outputs[i], Stance.AGAINST), spoken);
      infavour[i] = speakers(findings, new Stance(given.id(), outputs[i], Stance.FOR), spoken);
    }
    this.conflicts = decision.conflicts();
    this.environments = new int[conflicts.size()][][];
    int many = 0;
    for (int i = 0; i < environments.length; i++) {
      Label label = conflicts.get(i).label();
      many += label.environments().size();
      if (label.truncated() || many > MANY) {
        throw new UnfitException();
      }
      environments[i] = new int[label.environments().size()][];
      for (int j = 0; j < environments[i].length; j++) {
        environments[i][j] = speakers(label.environments().get(j), spoken);
      }
    }
    this.madeBy = places;
    this.fired = spoken.fired();
    this.weighed = spoken.weighings();
    this.besides = spoken.besides();
    this.rest = rest;
    this.isCertified = isCertified;
  }

  /**
   * The outline of what follows in a case; null if more follows than an outline holds.
   *
   * @param places the place of the speaker of each claim
   * @param rest what deciding used besides finding out what is said
   * @param isCertified whether the outline of a case of other speakers said the same
   */
  static @Nullable Outline of(
      boolean isNoneFine,
      Spoken spoken,
      long[] shape,
      int[] places,
      Findings findings,
      Decision decision,
      Use rest,
      boolean isCertified) {
    try {
      return decision.state() == DecisionState.ERROR
          ? null
          : new Outline(isNoneFine, spoken, shape, places, findings, decision, rest, isCertified);
    } catch (UnfitException e) {
      return null;
    }
  }

  /** Those each of which is enough for a stance. */
  private static int[] speakers(Findings findings, Stance stance, Spoken spoken)
      throws UnfitException {
    List<WorldRegion> regions = findings.regions(stance);
    if (regions.size() != 1 || regions.get(0).truncated()) {
      throw new UnfitException();
    }
    List<List<Element>> alone = regions.get(0).environments();
    int[] speakers = new int[alone.size()];
    for (int i = 0; i < speakers.length; i++) {
      if (alone.get(i).size() != 1) {
        throw new UnfitException();
      }
      speakers[i] = speakers(alone.get(i), spoken)[0];
    }
    return speakers;
  }

  private static int[] speakers(List<Element> elements, Spoken spoken) throws UnfitException {
    int[] speakers = new int[elements.size()];
    for (int i = 0; i < speakers.length; i++) {
      speakers[i] = 0;
      while (speakers[i] < spoken.size()
          && !spoken.claim(speakers[i]).claimant().equals(elements.get(i))) {
        speakers[i]++;
      }
      if (speakers[i] == spoken.size()) {
        throw new UnfitException();
      }
    }
    return speakers;
  }

  /** Whether it gave for two cases, of other speakers, what deciding each from the start gave. */
  boolean isCertified() {
    return isCertified;
  }

  /** Whether the same follows in a case, whoever speaks. */
  boolean fits(boolean isNoneFineThere, Case given, long[] shapeThere) {
    List<Output> there = given.outputs();
    if (isNoneFine != isNoneFineThere
        || there.size() != outputs.length
        || !Arrays.equals(shape, shapeThere)) {
      return false;
    }
    for (int i = 0; i < outputs.length; i++) {
      if (!outputs[i].equals(there.get(i).id())) {
        return false;
      }
    }
    return true;
  }

  /** Whether it was made of a case in which those at the same places made the claims. */
  boolean isOf(int[] places) {
    return Arrays.equals(madeBy, places);
  }

  /** Whether no limit is met in a case that was not met when this was made. */
  boolean isWithin(Spoken spoken) {
    return spoken.fired() <= fired && spoken.weighings() <= weighed && spoken.besides() <= besides;
  }

  /** What deciding from the start uses besides finding out what is said. */
  Use rest() {
    return rest;
  }

  /** The claims on an output, by its number. */
  List<FoundClaim> claims(int output, Spoken spoken, Speakers speakers, int[] places) {
    int[] claims = order[output];
    if (claims.length == 0) {
      return List.of();
    }
    FoundClaim[] found = new FoundClaim[claims.length];
    for (int i = 0; i < found.length; i++) {
      int claim = claims[i];
      found[i] =
          new FoundClaim(
              spoken.claim(claim), spoken.reasons(claim), speakers.alone(places[claim]), 1);
    }
    return List.of(found);
  }

  CheapestRelaxation allowing(int output, Case given, Speakers speakers, int[] places) {
    return givingUp(against[output], given, speakers, places);
  }

  CheapestRelaxation blocking(int output, Case given, Speakers speakers, int[] places) {
    return givingUp(infavour[output], given, speakers, places);
  }

  private static CheapestRelaxation givingUp(int[] some, Case given, Speakers speakers, int[] all) {
    if (some.length == 0) {
      return CheapestRelaxation.OPEN;
    }
    int[] places = new int[some.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = all[some[i]];
    }
    Arrays.sort(places);
    Relaxation[] relaxations = new Relaxation[places.length];
    Cost cost = Cost.ZERO;
    for (int i = 0; i < places.length; i++) {
      relaxations[i] = speakers.relaxation(places[i], given.id());
      cost = cost.plus(relaxations[i].cost());
    }
    return cost.isInfinite()
        ? CheapestRelaxation.NONE
        : new CheapestRelaxation(cost, List.of(relaxations));
  }

  List<FoundConflict> conflicts(Speakers speakers, int[] places) {
    if (environments.length == 0) {
      return List.of();
    }
    IntFunction<Element> elements = speakers.elements();
    FoundConflict[] found = new FoundConflict[environments.length];
    for (int i = 0; i < found.length; i++) {
      FoundConflict like = conflicts.get(i);
      Label label = new Label(new LazyEnvironments(elements, environments[i], places), false);
      found[i] = new FoundConflict(like.conflict(), like.reasons(), label);
    }
    return List.of(found);
  }
}
