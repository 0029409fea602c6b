package org.equipoise.service.detection;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.Curve;
import org.jspecify.annotations.Nullable;

/**
 * From which probability on an attribute counts as true, and up to which as false, as a calibration
 * found them for one detector. Immutable.
 *
 * @param digest what identifies the calibration, as {@code sha256:…}
 * @param detector the digest of the detector that was calibrated. A bound holds for this one only
 * @param bands the bounds by the name of the attribute. An attribute without them is not calibrated
 */
public record DetectorThresholds(String digest, String detector, Map<String, Band> bands) {

  public DetectorThresholds {
    bands = Map.copyOf(bands);
  }

  /**
   * Returns the thresholds of some calibrations, each for the attribute that it names as its use.
   *
   * @throws IllegalArgumentException if there is none, they are of several detectors, or two are
   *     for one attribute
   */
  public static DetectorThresholds of(Collection<Calibration> calibrations) {
    Map<String, Band> bands = new TreeMap<>();
    String detector = null;
    for (Calibration each : calibrations) {
      Band band = new Band(each.thresholds().lower(), each.thresholds().upper(), each.curve());
      if (bands.put(each.use(), band) != null) {
        throw new IllegalArgumentException("two calibrations are for `" + each.use() + "`");
      }
      if (detector != null && !each.isOf(detector)) {
        throw new IllegalArgumentException("the calibrations are of several detectors");
      }
      detector = each.source();
    }
    if (detector == null) {
      throw new IllegalArgumentException("there is no calibration");
    }
    String all =
        calibrations.stream().map(Calibration::digest).sorted().collect(Collectors.joining("\n"));
    String digest =
        calibrations.size() == 1
            ? calibrations.iterator().next().digest()
            : DetectorCard.sha256(all);
    return new DetectorThresholds(digest, detector, bands);
  }

  /**
   * The bounds of one attribute.
   *
   * @param lower up to which probability it is false, in [0, 1]; null if none is low enough
   * @param upper from which probability on it is true, in [0, 1]; null if none is high enough
   * @param curve from what the detector says to a probability; null if it says one
   */
  public record Band(@Nullable Double lower, @Nullable Double upper, @Nullable Curve curve) {

    /**
     * @throws IllegalArgumentException if a bound is not in [0, 1], or the lower one is not below
     *     the upper one
     */
    public Band {
      if (isOutside(lower) || isOutside(upper)) {
        throw new IllegalArgumentException("a threshold is not in [0, 1]");
      }
      if (lower != null && upper != null && lower >= upper) {
        throw new IllegalArgumentException(
            "the lower threshold " + lower + " is not below the upper one, " + upper);
      }
    }

    private static boolean isOutside(@Nullable Double bound) {
      return bound != null && !(bound >= 0 && bound <= 1);
    }
  }

  /** What holds where there is no calibration: only what is certain is settled. */
  static final Band UNCALIBRATED = new Band(0.0, 1.0, null);
}
