package org.equipoise.authoring.comparison;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.decision.Combined;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.revision.CheapestRelaxation;

/**
 * What a decision says, facet by facet and each in words, so that two decisions of one case can be
 * laid side by side. Costs and margins are rounded as they are written, to six decimals.
 *
 * @param caseId the case
 * @param facets sorted; a facet that says nothing is left out
 */
public record DecisionOutline(String caseId, SortedMap<Facet, String> facets) {
  public DecisionOutline {
    facets = Collections.unmodifiableSortedMap(new TreeMap<>(facets));
  }

  /** What a decision says. */
  public static DecisionOutline of(Decision decision) {
    return of(decision, Map.of());
  }

  /**
   * What a decision says, with some rules called by other names.
   *
   * @param names by a rule's id, the id to put in its place
   */
  public static DecisionOutline of(Decision decision, Map<String, String> names) {
    return new Drawing(decision, names, false).outline();
  }

  /** What a decision says; of costs also what would be given up. */
  public static DecisionOutline withRelaxations(Decision decision) {
    return new Drawing(decision, Map.of(), true).outline();
  }

  /** Where two outlines say different things, sorted; empty if they say the same. */
  public static List<Difference> differences(DecisionOutline before, DecisionOutline after) {
    TreeSet<Facet> all = new TreeSet<>(before.facets.keySet());
    all.addAll(after.facets.keySet());
    List<Difference> differences = new ArrayList<>();
    for (Facet facet : all) {
      String was = before.facets.getOrDefault(facet, "");
      String is = after.facets.getOrDefault(facet, "");
      if (!was.equals(is)) {
        differences.add(new Difference(facet, was, is));
      }
    }
    return differences;
  }

  /** What one facet says; empty if nothing. */
  public String says(Aspect aspect, String output) {
    return facets.getOrDefault(new Facet(aspect, output), "");
  }

  /**
   * That two outlines differ in one facet.
   *
   * @param before empty where nothing was said
   * @param after empty where nothing is said
   */
  public record Difference(Facet facet, String before, String after) implements Serializable {}

  private static final class Drawing {
    private final Decision decision;
    private final Map<String, String> names;
    private final boolean hasRelaxations;
    private final SortedMap<Facet, String> facets = new TreeMap<>();

    Drawing(Decision decision, Map<String, String> names, boolean hasRelaxations) {
      this.decision = decision;
      this.names = names;
      this.hasRelaxations = hasRelaxations;
    }

    DecisionOutline outline() {
      say(Aspect.ANSWER, "", decision.answer().toString());
      if (decision.error() != null) {
        say(Aspect.ERROR, "", decision.error().code().word() + ": " + decision.error());
      }
      for (OutputDecision output : decision.outputs()) {
        say(Aspect.ACTION, output.output(), output.action().word());
        if (decision.state() != DecisionState.ERROR) {
          output(output);
        }
      }
      if (decision.choiceMargin() != null) {
        say(Aspect.MARGIN, "", decision.choiceMargin().toString());
      }
      if (decision.gap()) {
        say(Aspect.GAP, "", "no principle speaks");
      }
      say(Aspect.FRAGILE, "", sorted(decision.fragile()));
      if (!decision.notInForce().isEmpty()) {
        say(Aspect.TERM, "", "not in force " + sorted(decision.notInForce()));
      }
      say(Aspect.RAISED, "", String.join(", ", decision.raised()));
      TreeSet<String> conflicts = new TreeSet<>();
      TreeSet<String> reasons = new TreeSet<>();
      for (FoundConflict conflict : decision.conflicts()) {
        String about =
            conflict.conflict().about().stream()
                .map(this::renamed)
                .sorted()
                .collect(Collectors.joining(", "));
        conflicts.add(conflict.conflict().kind() + " about " + about + rests(conflict.label()));
        reasons.addAll(conflict.reasons());
      }
      say(Aspect.CONFLICTS, "", String.join("; ", conflicts));
      say(Aspect.REASONS, "", String.join("; ", reasons));
      if (decision.combined() != null) {
        combined(decision.combined());
      }
      return new DecisionOutline(decision.caseId(), facets);
    }

    private void combined(Combined combined) {
      say(Aspect.CLAUSE, "", combined.clause() + ", " + combined.combine().word());
      for (Combined.Said said : combined.says()) {
        String facets =
            new Drawing(said.decision(), names, hasRelaxations)
                .outline().facets().entrySet().stream()
                    .map(it -> it.getKey() + " " + it.getValue())
                    .collect(Collectors.joining("; "));
        String conceded = said.conceded().isEmpty() ? "" : "; conceded " + sorted(said.conceded());
        say(Aspect.SAYS, said.name(), facets + conceded);
      }
    }

    private void output(OutputDecision output) {
      say(Aspect.DECISION, output.output(), output.verdict().word());
      say(Aspect.MARGIN, output.output(), JsonText.sixDecimals(output.margin()));
      if (!decision.isOfSeveral()) {
        say(
            Aspect.COST,
            output.output(),
            "allow " + cost(output.allowing()) + ", block " + cost(output.blocking()));
      }
      TreeSet<String> claims = new TreeSet<>();
      TreeSet<String> reasons = new TreeSet<>();
      for (FoundClaim claim : output.claims()) {
        String over = claim.claim().over() == null ? "" : " over " + claim.claim().over();
        String by = named(claim.claim().claimant());
        String degree =
            claim.degree() < 1 ? " to a degree of " + JsonText.sixDecimals(claim.degree()) : "";
        claims.add(claim.claim().getStatus() + over + " by " + by + degree + rests(claim.label()));
        claim.reasons().forEach(it -> reasons.add(by + ": " + it));
      }
      TreeSet<String> guidance = new TreeSet<>();
      for (FoundGuidance found : output.guidance()) {
        String by = named(found.guidance().by());
        guidance.add(by + " " + said(found) + rests(found.label()));
        found.reasons().forEach(it -> reasons.add(by + ": " + it));
      }
      say(Aspect.CLAIMS, output.output(), String.join("; ", claims));
      say(Aspect.GUIDANCE, output.output(), String.join("; ", guidance));
      say(Aspect.REASONS, output.output(), String.join("; ", reasons));
    }

    private String said(FoundGuidance found) {
      return found.guidance() instanceof Guidance.Lift lift
          ? "lifts " + renamed(lift.rule())
          : found.guidance().inWords("it");
    }

    private String cost(CheapestRelaxation way) {
      return hasRelaxations && !way.relaxations().isEmpty()
          ? way.cost()
              + " by "
              + way.relaxations().stream()
                  .map(it -> it.kind().word() + " " + named(it.element()))
                  .collect(Collectors.joining(", "))
          : way.cost().toString();
    }

    private void say(Aspect aspect, String output, String what) {
      if (!what.isEmpty()) {
        facets.put(new Facet(aspect, output), what);
      }
    }

    private String rests(Label label) {
      return label.environments().stream()
              .map(this::sorted)
              .sorted()
              .collect(Collectors.joining(" | ", " [", "]"))
          + (label.truncated() ? " and more" : "");
    }

    private String sorted(List<Element> elements) {
      return elements.stream().map(this::named).sorted().collect(Collectors.joining(" + "));
    }

    private String named(Element element) {
      return element.isRule()
          ? element.kind().word() + ":" + renamed(element.name())
          : element.toString();
    }

    private String renamed(String name) {
      return names.getOrDefault(name, name);
    }
  }
}
