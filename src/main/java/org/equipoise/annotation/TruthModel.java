package org.equipoise.annotation;

import java.util.Locale;

/** A way to estimate true labels and the reliability of annotators from labels alone. */
public enum TruthModel {
  /** Every annotator counts alike. */
  MAJORITY,
  /**
   * Each annotator has a probability of each label given each true label (A. P. Dawid, A. M. Skene:
   * Maximum likelihood estimation of observer error-rates using the EM algorithm, 1979).
   */
  DAWID_SKENE,
  /**
   * Each annotator knows the label or gives one from habit (D. Hovy, T. Berg-Kirkpatrick, A.
   * Vaswani, E. Hovy: Learning whom to trust with MACE, 2013).
   */
  MACE,
  /**
   * Annotators have an ability and items a difficulty (J. Whitehill, P. Ruvolo, T. Wu, J. Bergsma,
   * J. Movellan: Whose vote should count more, 2009).
   */
  GLAD;

  /** Returns the model as options and results write it, for example {@code dawid-skene}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return word();
  }
}
