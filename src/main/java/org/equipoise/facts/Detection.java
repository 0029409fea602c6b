package org.equipoise.facts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a detector read in the texts of a case, and from which words. It is evidence for attributes
 * of the case, and no attribute itself: rules read attributes. Immutable and safe to share between
 * threads.
 *
 * @param detector the id of the detector
 * @param version its version
 * @param digest what identifies exactly this detector, as {@code sha256:…}
 * @param thresholds what identifies the thresholds between true, false and disputed; null if there
 *     are none
 * @param readings what it read, in the order in which it was asked
 */
public record Detection(
    String detector,
    String version,
    String digest,
    @Nullable String thresholds,
    List<Reading> readings) {

  public Detection {
    readings = List.copyOf(readings);
  }

  /**
   * What was read of one attribute, or why nothing was.
   *
   * @param of the id of the output, {@link Message#owner} of the message, or empty for the case
   * @param attribute the dotted name
   * @param value the value found, as {@link Attributes} hold it; true for a truth value, whatever
   *     its probability; null if the detector abstained
   * @param probability how likely the value is, in [0, 1]; 0 if the detector abstained
   * @param quotes the words it rests on
   * @param abstained why nothing was read; null if something was
   * @param isFault whether the detector abstained because it failed. The attribute is then unknown,
   *     whatever is declared of a missing one
   */
  public record Reading(
      String of,
      String attribute,
      @Nullable Object value,
      double probability,
      List<Quote> quotes,
      @Nullable String abstained,
      boolean isFault) {

    /**
     * @throws IllegalArgumentException if there is both or neither of a value and a reason to
     *     abstain, the probability is not in [0, 1], or the value is none of JSON
     */
    public Reading {
      quotes = List.copyOf(quotes);
      if ((value == null) == (abstained == null) || (isFault && abstained == null)) {
        throw new IllegalArgumentException(
            "a reading of `" + attribute + "` holds a value, or why there is none");
      }
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "probability " + probability + " of `" + attribute + "` is not in [0, 1]");
      }
      value = value == null ? null : Attributes.of(Map.of("value", value)).asMap().get("value");
    }

    /** Returns a reading of a value. */
    public static Reading of(
        String of, String attribute, Object value, double probability, List<Quote> quotes) {
      return new Reading(of, attribute, value, probability, quotes, null, false);
    }

    /** Returns a reading without a value. */
    public static Reading abstained(String of, String attribute, String why, boolean isFault) {
      return new Reading(of, attribute, null, 0, List.of(), why, isFault);
    }
  }

  /**
   * Words of a text, verbatim.
   *
   * @param in the id of the output, {@link Message#owner} of the message, or {@code context}
   * @param from where the words start in the text, in UTF-16 code units from 0
   * @param to where they end, exclusive
   * @param text the words; of another length than the places say only if they are masked
   */
  public record Quote(String in, int from, int to, String text) {

    /**
     * @throws IllegalArgumentException if there are no words
     */
    public Quote {
      if (from < 0 || to <= from) {
        throw new IllegalArgumentException("a quote from " + from + " to " + to + " has no words");
      }
    }
  }
}
