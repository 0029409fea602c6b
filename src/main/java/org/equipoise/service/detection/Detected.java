package org.equipoise.service.detection;

import java.util.List;
import org.equipoise.facts.Detection.Quote;

/** What a detector found of one attribute in a passage. Immutable. */
public sealed interface Detected {

  /**
   * A value, as far as the detector is sure.
   *
   * @param value a truth value, number, text or list; a truth value is always true, and the
   *     probability says how likely that is
   * @param probability how likely the value is, in [0, 1]; of anything but a truth value above 0
   * @param quotes the words it rests on
   */
  record Likely(Object value, double probability, List<Quote> quotes) implements Detected {

    /**
     * @throws IllegalArgumentException if the probability is out of range
     */
    public Likely {
      quotes = List.copyOf(quotes);
      if (Boolean.FALSE.equals(value)) {
        value = true;
        probability = 1 - probability;
      }
      boolean isTruth = Boolean.TRUE.equals(value);
      if (!(probability >= 0 && probability <= 1) || (probability == 0 && !isTruth)) {
        throw new IllegalArgumentException("probability " + probability + " is out of range");
      }
    }
  }

  /**
   * Nothing.
   *
   * @param why the reason, in a few words
   * @param isFault whether the detector failed, rather than having nothing to say. The attribute is
   *     then unknown, whatever is declared of a missing one
   */
  record Abstained(String why, boolean isFault) implements Detected {}

  /** Returns that an attribute is true with a probability. */
  static Detected probability(double probability, List<Quote> quotes) {
    return new Likely(true, probability, quotes);
  }

  /** Returns that an attribute has a value for certain. */
  static Detected certain(Object value, List<Quote> quotes) {
    return new Likely(value, 1, quotes);
  }

  /** Returns that the detector has nothing to say. */
  static Detected abstained(String why) {
    return new Abstained(why, false);
  }

  /** Returns that the detector failed. */
  static Detected fault(String why) {
    return new Abstained(why, true);
  }
}
