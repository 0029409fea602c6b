package org.equipoise.authoring.amendment.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;

/**
 * What was settled: outputs, and the rules that speak for what was settled of them. No change may
 * silence these, nor speak against it.
 */
public record Settled(List<Place> places) {

  /**
   * An output of a settled case.
   *
   * @param speakers the rules of which none may fall silent
   * @param others the other rules that speak on the output
   * @param mayPermit whether a new claim for the output spoils nothing
   * @param mayForbid whether a new claim against the output spoils nothing
   */
  public record Place(
      Extensions.Site site,
      List<Element> speakers,
      List<Element> others,
      boolean mayPermit,
      boolean mayForbid) {
    public Place {
      speakers = List.copyOf(speakers);
      others = List.copyOf(others);
    }
  }

  /** Nothing. */
  public static Settled none() {
    return new Settled(List.of());
  }

  public Settled {
    places = List.copyOf(places);
  }

  /** What a settled case holds fast, given the decision that each of its outputs must have. */
  public static List<Place> of(Findings findings, Map<String, Verdict> decisions) {
    List<Place> places = new ArrayList<>();
    for (Output output : findings.given().outputs()) {
      Verdict settled = decisions.get(output.id());
      TreeSet<Element> speakers = new TreeSet<>();
      TreeSet<Element> others = new TreeSet<>();
      for (FoundClaim found : findings.claims()) {
        Claim claim = found.claim();
        if (claim.claimant().isRule() && claim.output().equals(output.id())) {
          boolean isAgainst = claim.deonticStatus() == DeonticStatus.FORBIDDEN;
          boolean isContrary =
              settled == Verdict.ALLOW ? isAgainst : settled == Verdict.BLOCK && !isAgainst;
          (isContrary ? others : speakers).add(claim.claimant());
        }
      }
      places.add(
          new Place(
              new Extensions.Site(findings.given(), output),
              List.copyOf(speakers),
              List.copyOf(others),
              settled == Verdict.ALLOW,
              settled == Verdict.BLOCK));
    }
    return places;
  }
}
