package org.equipoise.coherence;

import java.util.Locale;
import java.util.Objects;

/**
 * What is found about a pair of texts: never a number alone. A finding is a candidate that a person
 * confirms. Immutable.
 */
public sealed interface Finding {
  /**
   * The calibrated probability of what is found, in [0, 1]: that the texts contradict each other,
   * or of {@link Consistent} that they do not. It is one half where it is not known.
   */
  double credence();

  /**
   * The hypothesis contradicts the premise, at the risk for which the calibration has thresholds.
   *
   * @param evidence the sentence of the hypothesis by which it does, as it stands there
   * @param calibration the digest of the calibration that the finding rests on
   */
  record Contradicts(double credence, String evidence, String calibration) implements Finding {
    public Contradicts {
      Finding.check(credence);
      Objects.requireNonNull(evidence, "evidence");
      Objects.requireNonNull(calibration, "calibration");
    }
  }

  /**
   * The hypothesis does not contradict the premise, at the risk for which the calibration has
   * thresholds.
   *
   * @param calibration the digest of the calibration that the finding rests on
   */
  record Consistent(double credence, String calibration) implements Finding {
    public Consistent {
      Finding.check(credence);
      Objects.requireNonNull(calibration, "calibration");
    }
  }

  /**
   * Neither can be said.
   *
   * @param credence the probability that the texts contradict each other; one half if the score
   *     tells none
   */
  record Undecided(double credence, Why why) implements Finding {
    public Undecided {
      Finding.check(credence);
      Objects.requireNonNull(why, "why");
    }
  }

  /** Why nothing is decided. */
  enum Why {
    /** The score lies between the thresholds of the calibration. */
    BETWEEN_THRESHOLDS,
    /** There is no calibration for this use of this model. */
    NO_CALIBRATION,
    /** The texts are not as those on which the model was calibrated, as far as scores tell. */
    OUT_OF_RANGE,
    /** The model answers otherwise if the texts change places. */
    MODEL_DISAGREES,
    /** A text is longer than the model reads. */
    TOO_LONG,
    /** A text is in a language that the model does not read. */
    LANGUAGE,
    /** The model failed. */
    FAILED;

    /** The word for it in files: {@code between-thresholds}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static void check(double credence) {
    if (!(credence >= 0 && credence <= 1)) {
      throw new IllegalArgumentException("a credence is in [0, 1], and not " + credence);
    }
  }
}
