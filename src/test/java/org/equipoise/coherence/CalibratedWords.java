package org.equipoise.coherence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Risk;

/** Calibrations for tests: of 400 pairs, whose scores tell the labels as well as is asked. */
public final class CalibratedWords {
  private CalibratedWords() {}

  /** Of scores that are 0.1 where the label is false, and 0.9 where it is true. */
  public static Calibration telling(EntailmentModel model, Use use) {
    return of(model, use, 0.1, 0.9);
  }

  /** Of scores that tell nothing. */
  public static Calibration idle(EntailmentModel model, Use use) {
    return of(model, use, 0.5, 0.5);
  }

  private static Calibration of(EntailmentModel model, Use use, double no, double yes) {
    List<LabelledScore> scores = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double spread = i % 20 * 0.005;
      boolean label = i % 2 == 0;
      scores.add(new LabelledScore(label ? yes - spread : no - spread, label));
    }
    return Calibration.of(
        use.word(),
        model.card().digest(),
        "sha256:" + "0".repeat(64),
        Instant.parse("2026-01-31T10:00:00Z"),
        scores,
        Risk.USUAL);
  }
}
