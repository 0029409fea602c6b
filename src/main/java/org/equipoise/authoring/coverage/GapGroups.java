package org.equipoise.authoring.coverage;

import java.util.HashSet;
import java.util.Set;
import org.equipoise.authoring.coverage.Coverage.Group;
import org.equipoise.authoring.coverage.Coverage.Silence;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;

/**
 * Groups the cases on which no principle speaks, by the attributes that mark them off from the
 * others. Add all cases, in any order. Not safe for use by several threads at once.
 */
public final class GapGroups {
  private final Grouping grouping = new Grouping();

  /**
   * Adds a case.
   *
   * @param isGap whether no principle speaks on any of its outputs
   */
  public void add(Case given, boolean isGap) {
    grouping.add(traits(given), isGap, given.id());
  }

  /** Returns the groups of the gaps, the most telling first. */
  public Silence gaps() {
    return grouping.silence();
  }

  /** Returns whether a case has what marks a group off. */
  public static boolean isIn(Group group, Case given) {
    Set<AttributeState> traits = traits(given);
    return group.where().stream()
        .allMatch(
            it ->
                switch (it.state()) {
                  case IS -> traits.contains(it);
                  case PRESENT -> isNamed(it, traits);
                  case ABSENT -> !isNamed(it, traits);
                });
  }

  private static boolean isNamed(AttributeState state, Set<AttributeState> traits) {
    return traits.stream()
        .anyMatch(
            it -> it.subject() == state.subject() && it.attribute().equals(state.attribute()));
  }

  /** What a case has, and what all of its outputs have. */
  private static Set<AttributeState> traits(Case given) {
    Set<AttributeState> traits =
        new HashSet<>(CoverageBuilder.traits(Subject.OUTPUT, given.outputs().get(0).attributes()));
    for (Output output : given.outputs()) {
      traits.retainAll(Set.copyOf(CoverageBuilder.traits(Subject.OUTPUT, output.attributes())));
    }
    traits.addAll(CoverageBuilder.traits(Subject.CASE, given.attributes()));
    return traits;
  }
}
