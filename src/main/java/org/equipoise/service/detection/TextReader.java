package org.equipoise.service.detection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Detection.Quote;
import org.equipoise.facts.Detection.Reading;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.service.detection.Detected.Abstained;
import org.equipoise.service.detection.Detected.Likely;
import org.equipoise.service.detection.DetectorThresholds.Band;
import org.equipoise.service.detection.internal.Combined;
import org.equipoise.service.detection.internal.Deadline;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Fills the attributes of cases from their texts by a detector. Immutable and thread-safe.
 *
 * <p>The detector is asked for each attribute that the constitution declares and the case does not
 * have: in the text of each output for those of the output and of the case, and in the text of each
 * message for those of the message. What it finds becomes an attribute:
 *
 * <ul>
 *   <li>A probability from the upper threshold on is true, and one up to the lower threshold false.
 *       Without thresholds only 1 is true and only 0 is false.
 *   <li>A probability in between is a disputed attribute: the likelier truth value, with the
 *       greater of p and 1 − p as its credence. An answer that turns on it is left to a person.
 *   <li>Where the detector abstains, the attribute is missing, and its declaration says what
 *       becomes of that.
 *   <li>Where the detector fails, the attribute is unknown, whatever its declaration says: the case
 *       is decided under every value. A failure is an exception, a late answer, a value that the
 *       declaration does not admit, or a quote that is not in the text.
 * </ul>
 *
 * <p>The case keeps what was found, and the words it rests on, so that it can be decided again
 * without the detector.
 */
public final class TextReader {
  private static final int MAX_WHY = 300;

  private final Detector detector;
  private final @Nullable DetectorThresholds thresholds;
  private final @Nullable Duration time;
  private final int calls;

  private TextReader(
      Detector detector,
      @Nullable DetectorThresholds thresholds,
      @Nullable Duration time,
      int calls) {
    this.detector = detector;
    this.thresholds = thresholds;
    this.time = time;
    this.calls = calls;
  }

  /** Returns a reader without thresholds and budget. */
  public static TextReader of(Detector detector) {
    return new TextReader(detector, null, null, Integer.MAX_VALUE);
  }

  /**
   * Returns this reader with the thresholds that a calibration found.
   *
   * @throws IllegalArgumentException if another detector was calibrated: a bound does not travel
   */
  public TextReader withThresholds(DetectorThresholds found) {
    if (!found.detector().equals(detector.card().digest())) {
      throw new IllegalArgumentException(
          "the thresholds are of detector "
              + found.detector()
              + ", and this one is "
              + detector.card().digest()
              + ": calibrate this one");
    }
    return new TextReader(detector, found, time, calls);
  }

  /**
   * Returns this reader with a budget for each case. What is not read within it is a failure.
   *
   * @param perCase how long reading may take. The detector then runs on a thread of its own
   * @param mostCalls how often the detector may be asked, at least once
   */
  public TextReader withBudget(Duration perCase, int mostCalls) {
    if (perCase.isNegative() || perCase.isZero() || mostCalls < 1) {
      throw new IllegalArgumentException("a budget leaves time and at least one call");
    }
    return new TextReader(detector, thresholds, perCase, mostCalls);
  }

  /** Returns the detector. */
  public Detector detector() {
    return detector;
  }

  /** Returns whether it has thresholds. */
  public boolean isCalibrated() {
    return thresholds != null;
  }

  /**
   * Returns the attributes that a detector is asked for under what is in force, by name: those
   * declared of cases, outputs and messages, without objects. Under a charter, patterns that
   * several constitutions declare for one attribute are joined.
   *
   * @throws IllegalStateException if there are none, or two constitutions of a charter declare one
   *     as something else
   */
  public static Map<String, Attribute> wanted(Authority authority) {
    Map<String, Attribute> wanted = new TreeMap<>();
    for (Constitution constitution : authority.constitutions()) {
      for (Attribute each : constitution.declarations().byName().values()) {
        if (each.of() != Subject.JUDGMENT && each.type() != Attribute.Type.OBJECT) {
          wanted.merge(each.name(), each, TextReader::joined);
        }
      }
    }
    if (wanted.isEmpty()) {
      throw new IllegalStateException(
          authority.name()
              + " "
              + authority.version()
              + " declares no attributes, so a detector has nothing to look for: add an"
              + " `attributes.json`");
    }
    return wanted;
  }

  private static Attribute joined(Attribute one, Attribute other) {
    if (one.of() != other.of() || one.type() != other.type()) {
      throw new IllegalStateException(
          "two constitutions of the charter declare `" + one.name() + "` differently");
    }
    return one.withPatterns(other.patterns());
  }

  /**
   * Returns a case with the attributes that the detector finds in its texts.
   *
   * @throws IllegalStateException if {@link #wanted} throws it. Nothing else is thrown
   */
  public Case read(Case given, Authority authority) {
    return new OneCase(given, wanted(authority)).read();
  }

  /** A case while it is read. */
  private final class OneCase {
    private final Case given;
    private final Map<String, Attribute> wanted;
    private final @Nullable Deadline deadline = time == null ? null : Deadline.in(time);
    private final Map<String, Detected> ofCase = new LinkedHashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private int asked;

    OneCase(Case given, Map<String, Attribute> wanted) {
      this.given = given;
      this.wanted = wanted;
    }

    Case read() {
      List<Message> messages = new ArrayList<>(given.messages());
      for (int turn = 0; turn < messages.size(); turn++) {
        Message message = messages.get(turn);
        List<Attribute> missing = missing(Subject.MESSAGE, message.attributes());
        if (!missing.isEmpty()) {
          String owner = Message.owner(turn);
          Map<String, Detected> found =
              message.text() == null
                  ? all(missing, Detected.abstained("the message has no text"))
                  : ask(passage(owner, message.text(), messages.subList(0, turn)), missing);
          messages.set(
              turn, message.withAttributes(filled(owner, message.attributes(), missing, found)));
        }
      }
      List<Output> outputs = new ArrayList<>();
      List<Attribute> caseMissing = missing(Subject.CASE, given.attributes());
      for (Output output : given.outputs()) {
        List<Attribute> missing = missing(Subject.OUTPUT, output.attributes());
        List<Attribute> both = new ArrayList<>(missing);
        both.addAll(caseMissing);
        Map<String, Detected> found =
            both.isEmpty()
                ? Map.of()
                : output.text() == null
                    ? all(both, Detected.fault("there is no text to read"))
                    : ask(passage(output.id(), output.text(), given.messages()), both);
        for (Attribute each : caseMissing) {
          ofCase.compute(
              each.name(),
              (name, before) -> Combined.combined(before, Objects.requireNonNull(found.get(name))));
        }
        outputs.add(
            output.withAttributes(filled(output.id(), output.attributes(), missing, found)));
      }
      Attributes own = filled("", given.attributes(), caseMissing, ofCase);
      if (readings.isEmpty()) {
        return given;
      }
      DetectorCard card = detector.card();
      List<Detection> detections = new ArrayList<>(given.detections());
      detections.add(
          new Detection(
              card.id(),
              card.version(),
              card.digest(),
              thresholds == null ? null : thresholds.digest(),
              readings));
      return given.withAttributes(own, outputs, messages).withDetections(detections);
    }

    private Passage passage(String id, String text, List<Message> before) {
      return new Passage(id, text, given.context(), before);
    }

    private List<Attribute> missing(Subject subject, Attributes attributes) {
      return wanted.values().stream()
          .filter(it -> it.of() == subject)
          .filter(
              it ->
                  attributes.get(it.name()) == null
                      && !attributes.disputed().containsKey(it.name()))
          .toList();
    }

    private Map<String, Detected> ask(Passage passage, List<Attribute> attributes) {
      if (asked == calls) {
        return all(attributes, Detected.fault("the budget of " + calls + " calls is spent"));
      }
      asked++;
      Map<String, Detected> found;
      try {
        found =
            Objects.requireNonNull(
                deadline == null
                    ? detector.read(passage, attributes)
                    : deadline.result(deadline.start(() -> detector.read(passage, attributes))),
                "the detector returned null");
      } catch (Throwable e) {
        Faults.restoreInterrupt(e);
        return all(attributes, Detected.fault(Faults.words(e)));
      }
      Map<String, Detected> checked = new LinkedHashMap<>();
      for (Attribute attribute : attributes) {
        checked.put(attribute.name(), checked(passage, attribute, found.get(attribute.name())));
      }
      return checked;
    }

    /** Returns what was found at these attributes, filled in; the rest stays missing. */
    private Attributes filled(
        String owner, Attributes before, List<Attribute> asked, Map<String, Detected> found) {
      if (asked.isEmpty()) {
        return before;
      }
      Map<String, Object> tree = new LinkedHashMap<>(before.asMap());
      for (Attribute attribute : asked) {
        Detected finding = Objects.requireNonNull(found.get(attribute.name()));
        if (finding instanceof Likely likely) {
          readings.add(
              Reading.of(
                  owner, attribute.name(), likely.value(), likely.probability(), likely.quotes()));
          tree.remove(attribute.name()); // null, as it was given
          tree.put(attribute.name(), value(attribute.name(), likely));
        } else if (finding instanceof Abstained none) {
          readings.add(
              Reading.abstained(owner, attribute.name(), shortened(none.why()), none.isFault()));
        }
      }
      return Attributes.of(tree);
    }
  }

  private static Map<String, Detected> all(List<Attribute> attributes, Detected finding) {
    Map<String, Detected> all = new LinkedHashMap<>();
    attributes.forEach(it -> all.put(it.name(), finding));
    return all;
  }

  private static Detected checked(
      Passage passage, Attribute attribute, @Nullable Detected finding) {
    if (!(finding instanceof Likely likely)) {
      return finding != null ? finding : Detected.fault("the detector said nothing of it");
    }
    try {
      // As attributes hold it: a value that is none of JSON is none at all.
      Object value = Attributes.of(Map.of("value", likely.value())).asMap().get("value");
      if (value == null || value instanceof Disputed || !attribute.admits(value)) {
        return Detected.fault("its value is not what is declared: " + attribute.inWords());
      }
    } catch (RuntimeException e) {
      return Detected.fault("its value is none of JSON");
    }
    for (Quote quote : likely.quotes()) {
      if (!passage.holds(quote)) {
        return Detected.fault("a quote of the detector is not in the text");
      }
    }
    return likely;
  }

  /** Returns the value of an attribute, disputed where the probability settles nothing. */
  private Object value(String name, Likely likely) {
    Band band = DetectorThresholds.UNCALIBRATED;
    if (thresholds != null) {
      band = thresholds.bands().getOrDefault(name, band);
    }
    double probability = likely.probability();
    boolean isTruth = likely.value() instanceof Boolean;
    if (band.upper() != null && probability >= band.upper()) {
      return likely.value();
    }
    if (isTruth && band.lower() != null && probability <= band.lower()) {
      return false;
    }
    double fitted = isTruth && band.curve() != null ? band.curve().at(probability) : probability;
    boolean isLikely = !isTruth || fitted >= 0.5;
    double credence = isLikely ? fitted : 1 - fitted;
    return new Disputed(
        isTruth ? (Object) isLikely : likely.value(), Math.min(credence, Math.nextDown(1.0)));
  }

  private static String shortened(String why) {
    String line = why.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_WHY ? line : line.substring(0, MAX_WHY - 1) + "…";
  }
}
