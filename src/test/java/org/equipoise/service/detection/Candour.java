package org.equipoise.service.detection;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Attribute;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;

/** A constitution that forbids false assurances and permits everything else. */
public final class Candour {
  public static final Constitution CONSTITUTION =
      Constitution.load(Path.of("test-fixtures", "detection"));

  /** What a model answers that sees nothing bad. */
  public static final String HARMLESS =
      """
      {"danger": {"value": false}, "deceives": {"value": false, "quotes": []},
       "severity": {"value": 0}, "tone": {"value": "calm", "quotes": []}}
      """;

  private Candour() {}

  public static Guard guard(Detector detector) {
    return Guard.of(Governor.of(CONSTITUTION), GuardMode.ENFORCE).reading(detector);
  }

  public static Case reply(String text) {
    return Case.of("C-1", new Output("reply", text, null, Attributes.none(), Attributes.none()));
  }

  public static Passage passage(String text) {
    return new Passage("reply", text, null, List.of());
  }

  public static List<Attribute> asked() {
    return List.copyOf(TextReader.wanted(CONSTITUTION).values());
  }

  /** A detector that finds the same in every text. */
  public static Detector finding(Map<String, Detected> found) {
    return new Detector() {
      @Override
      public DetectorCard card() {
        return DetectorCard.of("fixed", "1", found.toString());
      }

      @Override
      public Map<String, Detected> read(Passage passage, List<Attribute> asked) {
        return found;
      }
    };
  }

  /** A detector that finds nothing bad, but of one attribute something else. */
  public static Detector finding(String name, Detected found) {
    return finding(harmlessBut(name, found));
  }

  public static Map<String, Detected> harmlessBut(String name, Detected found) {
    Map<String, Detected> all = new LinkedHashMap<>();
    all.put("danger", Detected.probability(0, List.of()));
    all.put("deceives", Detected.probability(0, List.of()));
    all.put("severity", Detected.certain(0, List.of()));
    all.put("tone", Detected.certain("calm", List.of()));
    all.put(name, found);
    return all;
  }
}
