package org.equipoise.service.detection.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.equipoise.constitution.Attribute;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Values;
import org.equipoise.service.detection.Detected;
import org.equipoise.service.detection.Detected.Abstained;
import org.equipoise.service.detection.Detected.Likely;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.DetectorCard;
import org.equipoise.service.detection.Passage;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;

/** A detector that asks others. Thread-safe if these are. */
public final class Combined implements Detector {

  /** How several findings become one. */
  public enum Way {
    FIRST,
    MEAN,
    MAXIMUM
  }

  private final DetectorCard card;
  private final Way way;
  private final List<Detector> detectors;
  private final Map<String, Detector> byName;

  /** Creates a detector that combines what some others find. */
  public Combined(DetectorCard card, Way way, List<Detector> detectors) {
    this.card = card;
    this.way = way;
    this.detectors = detectors;
    this.byName = Map.of();
  }

  /** Creates a detector that leaves some attributes to detectors of their own. */
  public Combined(DetectorCard card, Map<String, Detector> byName, Detector otherwise) {
    this.card = card;
    this.way = Way.FIRST;
    this.detectors = List.of(otherwise);
    this.byName = Map.copyOf(byName);
  }

  @Override
  public DetectorCard card() {
    return card;
  }

  @Override
  public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
    Map<String, Detected> found = new LinkedHashMap<>();
    Map<Detector, List<Attribute>> own = new LinkedHashMap<>();
    List<Attribute> others = new ArrayList<>();
    for (Attribute attribute : asked) {
      Detector detector = byName.get(attribute.name());
      if (detector == null) {
        others.add(attribute);
      } else {
        own.computeIfAbsent(detector, it -> new ArrayList<>()).add(attribute);
      }
    }
    own.forEach((detector, attributes) -> found.putAll(ask(detector, passage, attributes)));
    found.putAll(way == Way.FIRST ? first(passage, others) : all(passage, others));
    return found;
  }

  private Map<String, Detected> first(Passage passage, List<Attribute> asked) {
    Map<String, Detected> found = new LinkedHashMap<>();
    List<Attribute> left = asked;
    for (Detector detector : detectors) {
      if (!left.isEmpty()) {
        Map<String, Detected> next = ask(detector, passage, left);
        found.putAll(next);
        left =
            left.stream()
                .filter(it -> next.get(it.name()) instanceof Abstained none && !none.isFault())
                .toList();
      }
    }
    return found;
  }

  private Map<String, Detected> all(Passage passage, List<Attribute> asked) {
    if (asked.isEmpty()) {
      return Map.of();
    }
    List<Map<String, Detected>> each =
        detectors.stream().map(it -> ask(it, passage, asked)).toList();
    Map<String, Detected> found = new LinkedHashMap<>();
    for (Attribute attribute : asked) {
      List<Detected> all =
          each.stream().map(it -> Objects.requireNonNull(it.get(attribute.name()))).toList();
      found.put(attribute.name(), combined(way, all));
    }
    return found;
  }

  /** Returns a finding for each attribute; a failure where the detector gives none. */
  private static Map<String, Detected> ask(
      Detector detector, Passage passage, List<Attribute> asked) {
    Map<String, Detected> given = Map.of();
    String fault = "it said nothing of it";
    try {
      given = Objects.requireNonNull(detector.read(passage, asked), "it returned null");
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      fault = Faults.words(e);
    }
    Map<String, Detected> found = new LinkedHashMap<>();
    for (Attribute attribute : asked) {
      Detected finding = given.get(attribute.name());
      found.put(
          attribute.name(),
          finding != null ? finding : Detected.fault(detector.card().id() + ": " + fault));
    }
    return found;
  }

  /** Returns what several findings of one attribute come to by their mean or maximum. */
  public static Detected combined(Way way, List<Detected> all) {
    List<Likely> likely = ofKind(all, Likely.class);
    Abstained fault =
        ofKind(all, Abstained.class).stream().filter(Abstained::isFault).findFirst().orElse(null);
    List<Quote> quotes = likely.stream().flatMap(it -> it.quotes().stream()).distinct().toList();
    if (likely.isEmpty()) {
      return fault != null ? fault : all.get(0);
    }
    Object value = likely.get(0).value();
    boolean isSame = likely.stream().allMatch(it -> Values.equal(it.value(), value));
    double greatest = likely.stream().mapToDouble(Likely::probability).max().orElse(0);
    if (fault != null) {
      boolean isSettled = way == Way.MAXIMUM && isSame && greatest == 1;
      return isSettled ? new Likely(value, 1, quotes) : fault;
    }
    if (!isSame) {
      return Detected.fault("the detectors found different values");
    }
    double mean = likely.stream().mapToDouble(Likely::probability).sum() / likely.size();
    return new Likely(value, way == Way.MAXIMUM ? greatest : Math.min(mean, greatest), quotes);
  }

  private static <T> List<T> ofKind(List<Detected> all, Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns what one attribute comes to that was read in several passages. */
  public static Detected combined(@Nullable Detected before, Detected next) {
    return before == null ? next : combined(Way.MEAN, Stream.of(before, next).toList());
  }
}
