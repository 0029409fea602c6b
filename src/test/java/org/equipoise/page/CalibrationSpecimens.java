package org.equipoise.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Risk;
import org.equipoise.formats.CalibrationWriter;

/** Pages about calibrations to try, with names of choice. */
final class CalibrationSpecimens {
  private CalibrationSpecimens() {}

  static String page() {
    return page(List.of("deceives", "rude", "ann", "bob"));
  }

  /** The first half of the names are attributes, the other half groups. */
  static String page(List<String> names) {
    SplittableRandom random = new SplittableRandom(1);
    String digest = Calibration.sha256(new byte[0]);
    List<Calibration> calibrations = new ArrayList<>();
    for (int use = 0; use < names.size() / 2; use++) {
      List<LabelledScore> scores = new ArrayList<>();
      for (int i = 0; i < 200 + 900 * (use % 2); i++) {
        double score = random.nextDouble();
        double odds = Math.pow(score / (1 - score), 2 + use);
        scores.add(
            new LabelledScore(
                score,
                random.nextDouble() < odds / (1 + odds),
                names.get(names.size() / 2 + i % (names.size() / 2))));
      }
      calibrations.add(
          Calibration.of(
              names.get(use), digest, digest, Instant.EPOCH, scores, new Risk(0.2, 0.2, 0.9)));
    }
    return Page.ofCalibrations(CalibrationWriter.toFile(calibrations));
  }
}
