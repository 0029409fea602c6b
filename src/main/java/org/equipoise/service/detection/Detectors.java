package org.equipoise.service.detection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.service.detection.internal.Cached;
import org.equipoise.service.detection.internal.Combined;

/**
 * Detectors made of others. Where one of them fails to read an attribute, so does the whole, unless
 * what another found settles the matter: a failure is never taken for silence.
 */
public final class Detectors {
  private Detectors() {}

  /**
   * Returns a detector that asks one after the other, each for what those before it had nothing to
   * say of. It passes on where a detector abstains, not where it fails.
   */
  public static Detector first(Detector... detectors) {
    return combined("first", Combined.Way.FIRST, detectors);
  }

  /**
   * Returns a detector whose probability is the mean of those of the detectors that speak. Values
   * that are no truth values must be the same, or it abstains.
   */
  public static Detector mean(Detector... detectors) {
    return combined("mean", Combined.Way.MEAN, detectors);
  }

  /**
   * Returns a detector whose probability is the greatest of those of the detectors that speak. It
   * is 1 as soon as one detector is sure, even if another one failed. Values that are no truth
   * values must be the same, or it abstains.
   */
  public static Detector maximum(Detector... detectors) {
    return combined("maximum", Combined.Way.MAXIMUM, detectors);
  }

  private static Detector combined(String name, Combined.Way way, Detector... detectors) {
    if (detectors.length == 0) {
      throw new IllegalArgumentException("name a detector");
    }
    List<Detector> all = List.of(detectors);
    String[] digests = all.stream().map(it -> it.card().digest()).toArray(String[]::new);
    return new Combined(card(name, all, digests), way, all);
  }

  /**
   * Returns a detector that leaves some attributes to detectors of their own.
   *
   * @param byName the detectors by the name of the attribute
   * @param otherwise the detector of all other attributes
   */
  public static Detector byName(Map<String, Detector> byName, Detector otherwise) {
    Map<String, Detector> sorted = new TreeMap<>(byName);
    List<Detector> all =
        Stream.concat(sorted.values().stream(), Stream.of(otherwise)).distinct().toList();
    String[] settings =
        Stream.concat(
                sorted.entrySet().stream()
                    .map(it -> it.getKey() + "=" + it.getValue().card().digest()),
                Stream.of(otherwise.card().digest()))
            .toArray(String[]::new);
    return new Combined(card("by-name", all, settings), sorted, otherwise);
  }

  private static DetectorCard card(String name, List<Detector> all, String... settings) {
    String id =
        all.stream().map(it -> it.card().id()).collect(Collectors.joining(", ", name + "(", ")"));
    String version = all.stream().map(it -> it.card().version()).collect(Collectors.joining(", "));
    return DetectorCard.of(id, version, settings);
  }

  /**
   * Returns a detector that reads the same passage once, while it is among the last ones. Failures
   * are not kept.
   *
   * @param passages how many passages are kept; at least 1
   */
  public static Detector cached(Detector detector, int passages) {
    if (passages < 1) {
      throw new IllegalArgumentException("a cache of " + passages + " passages keeps nothing");
    }
    return new Cached(detector, passages);
  }
}
