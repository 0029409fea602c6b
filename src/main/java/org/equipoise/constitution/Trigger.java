package org.equipoise.constitution;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A reason to look at the rules again: a bound was met in several windows of time, one after the
 * other. Immutable.
 *
 * @param kind which bound
 * @param subject what it is about: a rule, as {@code principle:ID}; a group of gaps, in words; the
 *     entrenched rules of a conflict; null for the index, which is about all of them
 * @param bound the bound, as the constitution sets it
 * @param values what was counted or measured in each window, the earliest first; each meets the
 *     bound
 * @param cases the ids of the cases that count, of all windows, sorted
 * @param texts what more is known of {@link Kind#COHERENCE}; null of other kinds
 */
public record Trigger(
    Kind kind,
    @Nullable String subject,
    double bound,
    List<Double> values,
    List<String> cases,
    @Nullable Texts texts) {

  /** Which bound is met. */
  public enum Kind {
    /** The disequilibrium index exceeds the bound. */
    INDEX,
    /** People judged against one rule in at least so many cases. */
    OVERRIDES,
    /** People judged against one rule in at least such a share of the cases in which it speaks. */
    SHARE,
    /** No principle speaks on at least so many cases of one group. */
    GAPS,
    /** Entrenched rules contradict each other in at least one case. */
    ENTRENCHED,
    /** Texts contradict a principle surely more often than was agreed. */
    COHERENCE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that JSON uses. */
    public String word() {
      return word;
    }
  }

  /**
   * What more is known of texts that contradict a principle. Immutable.
   *
   * @param isCorrected whether the share is corrected for known errors of the scorer
   * @param settled how many of the attributes of that principle the cheapest revision settles the
   *     other way
   * @param attributes how many there are
   */
  public record Texts(boolean isCorrected, int settled, int attributes) {
    /** Whether to label and calibrate again first: more than a third are given up. */
    public boolean asksForLabels() {
      return 3L * settled > attributes;
    }

    /** In words for people. */
    @Override
    public String toString() {
      return (asksForLabels()
              ? "label and calibrate again first, since the cheapest revision settles "
                  + settled
                  + " of "
                  + attributes
                  + " attributes the other way; "
              : "")
          + "the outputs are wrong, or the principle is, or the scorer; look at all three";
    }
  }

  /** Creates a trigger of which no more is known. */
  public Trigger(
      Kind kind, @Nullable String subject, double bound, List<Double> values, List<String> cases) {
    this(kind, subject, bound, values, cases, null);
  }

  public Trigger {
    values = List.copyOf(values);
    cases = List.copyOf(cases);
  }

  /** Returns whether this is about the same as another trigger, whatever was counted. */
  public boolean isAboutSame(Trigger other) {
    return kind == other.kind && Objects.equals(subject, other.subject);
  }

  /** In words for people. */
  @Override
  public String toString() {
    String counted = values.stream().map(Trigger::number).collect(Collectors.joining(", then "));
    String least = number(bound);
    return switch (kind) {
      case INDEX -> "the disequilibrium index is " + counted + " (more than " + least + ")";
      case OVERRIDES ->
          "people judged against " + subject + " in " + counted + " cases (at least " + least + ")";
      case SHARE ->
          "people judged against "
              + subject
              + " in a share of "
              + counted
              + " of its cases (at least "
              + least
              + ")";
      case GAPS ->
          "no principle speaks on "
              + counted
              + " cases of one group (at least "
              + least
              + "): "
              + subject;
      case ENTRENCHED ->
          "entrenched rules contradict each other in " + counted + " cases: " + subject;
      case COHERENCE ->
          "texts contradict "
              + subject
              + " in a share of at least "
              + counted
              + " of what was found (agreed: "
              + least
              + (texts != null && texts.isCorrected()
                  ? "; corrected for known errors of the scorer): "
                  : "; uncorrected for errors of the scorer): ")
              + (texts == null ? new Texts(false, 0, 0) : texts);
    };
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
