package org.equipoise.inference;

import java.util.List;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * A part of all worlds of a case in which a conclusion holds or not as a monotone function of the
 * elements that stand. Immutable. No result is null but where it is said.
 */
public final class WorldRegion {
  private final CaseElements caseElements;
  private final List<Element> standing;
  private final List<Element> relaxed;
  private final EnvironmentSet family;

  WorldRegion(
      CaseElements caseElements,
      List<Element> standing,
      List<Element> relaxed,
      EnvironmentSet family) {
    this.caseElements = caseElements;
    this.standing = standing;
    this.relaxed = relaxed;
    this.family = family;
  }

  /** Elements that stand there. */
  public List<Element> standing() {
    return standing;
  }

  /** Elements that are relaxed there. */
  public List<Element> relaxed() {
    return relaxed;
  }

  /** What the conclusion rests on there, of all other elements. */
  public List<List<Element>> environments() {
    return caseElements.environments(family);
  }

  /** Whether environments are missing. */
  public boolean truncated() {
    return family.truncated();
  }

  /**
   * The places in the rule index of the rules each of which, alone, the conclusion rests on there,
   * in their order; null if there is any other environment.
   */
  public int @Nullable [] rulesAlone() {
    return caseElements.rulesAlone(family);
  }
}
