package org.equipoise.authoring.ratchet;

import java.util.List;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;

/**
 * On what two constitutions are tried. Immutable.
 *
 * @param cases cases with the judgments on them, with different ids
 * @param heldOut cases that nobody looked at when the change was made
 * @param fixturesBefore the fixtures of the one, settled or not
 * @param fixtures those of the other
 * @param killed how many small changes to rules the fixtures notice; null if that is not known
 * @param level the level of the test on held-out cases, in (0, 1)
 * @param fall by how much coverage may fall, in [0, 1]
 */
public record RatchetInput(
    List<JudgedCase> cases,
    List<JudgedCase> heldOut,
    List<Fixture> fixturesBefore,
    List<Fixture> fixtures,
    @Nullable Shift killed,
    double level,
    double fall) {
  /** The level of the test on held-out cases unless another is stated. */
  public static final double LEVEL = 0.05;

  /** Nothing is tried. */
  public static final RatchetInput NONE =
      new RatchetInput(List.of(), List.of(), List.of(), List.of(), null, LEVEL, 0);

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public RatchetInput {
    cases = List.copyOf(cases);
    heldOut = List.copyOf(heldOut);
    fixturesBefore = List.copyOf(fixturesBefore);
    fixtures = List.copyOf(fixtures);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("the level " + level + " is not in (0, 1)");
    }
    if (!(fall >= 0 && fall <= 1)) {
      throw new IllegalArgumentException("a fall of coverage by " + fall + " is not in [0, 1]");
    }
  }

  /** The same with other cases. */
  public RatchetInput withCases(List<JudgedCase> others) {
    return new RatchetInput(others, heldOut, fixturesBefore, fixtures, killed, level, fall);
  }
}
