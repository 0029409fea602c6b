package org.equipoise.authoring.coherence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.authoring.coherence.TextFinding.Kind;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.Outcome;
import org.equipoise.coherence.Finding.Consistent;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/**
 * Cases with what was found about their outputs and the principles, as disputed attributes: {@code
 * coherence.RULE.contradicts}, with a credence in [0.02, 0.98], so that it can always be given up.
 * Where it is undecided, the likelier value stands, and {@code coherence.undecided} is true, so
 * that a rule can ask for a person. What it rests on is kept in {@code x-coherence} of the output,
 * which a ledger records: a replay asks no model. Stateless.
 */
public final class FoundAttributes {
  private static final String UNDECIDED = "coherence.undecided";
  private static final String RECORD = "x-coherence";
  private static final String KNOWN = "known";
  private static final String PRINCIPLE = "principle:";

  private FoundAttributes() {}

  /**
   * Returns a case with the attributes of its findings. An attribute that the case has of the same
   * name gives way.
   */
  public static Case of(Case given, Coherence coherence) {
    List<TextFinding> ofCase =
        coherence.findings().stream()
            .filter(it -> it.kind() == Kind.PRINCIPLE && it.caseId().equals(given.id()))
            .toList();
    List<Output> outputs = new ArrayList<>();
    for (Output output : given.outputs()) {
      List<TextFinding> found =
          ofCase.stream().filter(it -> output.id().equals(it.output())).toList();
      outputs.add(found.isEmpty() ? output : of(output, found, coherence));
    }
    return given.withOutputs(outputs);
  }

  /**
   * Returns whether a finding on an output is undecided, as its record says; where there is none,
   * as {@code coherence.undecided} says of all.
   *
   * @param attribute the name, as {@code coherence.RULE.contradicts}
   */
  public static boolean isUndecided(Output output, String attribute) {
    Map<?, ?> record = record(output, attribute);
    return record == null
        ? Boolean.TRUE.equals(output.attributes().get(UNDECIDED))
        : "undecided".equals(record.get("verdict"));
  }

  /**
   * Returns what the thresholds behind a finding did to labelled texts, as its record says; null if
   * it rests on no calibration, or nothing says so.
   *
   * @param attribute the name, as {@code coherence.RULE.contradicts}
   */
  public static @Nullable Outcome known(Output output, String attribute) {
    Map<?, ?> record = record(output, attribute);
    if (record == null || !(record.get(KNOWN) instanceof Map<?, ?> known)) {
      return null;
    }
    try {
      return new Outcome(
          count(known, "alarms"),
          count(known, "falseAlarms"),
          count(known, "passes"),
          count(known, "misses"),
          count(known, "undecided"),
          count(known, "positives"));
    } catch (IllegalArgumentException e) {
      return null; // somebody else wrote it
    }
  }

  private static int count(Map<?, ?> known, String name) {
    if (known.get(name) instanceof Integer count) {
      return count;
    }
    throw new IllegalArgumentException(name + " is no count");
  }

  private static @Nullable Map<?, ?> record(Output output, String attribute) {
    if (output.extensions().get(RECORD) instanceof List<?> records) {
      for (Object each : records) {
        if (each instanceof Map<?, ?> record && attribute.equals(record.get("attribute"))) {
          return record;
        }
      }
    }
    return null;
  }

  private static Output of(Output output, List<TextFinding> found, Coherence coherence) {
    Map<String, Object> tree = new LinkedHashMap<>(output.attributes().asMap());
    List<Object> records = new ArrayList<>();
    for (TextFinding each : found) {
      String rule = each.standing().source().substring(PRINCIPLE.length());
      String name = Candidates.attribute(rule);
      boolean isLikely =
          each.finding() instanceof Contradicts
              || (each.finding() instanceof Undecided && each.probability() >= 0.5);
      double probability = each.probability();
      double credence = Candidates.clipped(isLikely ? probability : 1 - probability);
      put(tree, name, new Disputed(isLikely, credence));
      if (each.finding() instanceof Undecided) {
        put(tree, UNDECIDED, true);
      }
      records.add(record(each, name, credence, coherence));
    }
    Map<String, Object> carried = new LinkedHashMap<>(output.extensions().asMap());
    carried.put(RECORD, records);
    return new Output(
        output.id(), output.text(), output.author(), Attributes.of(tree), Attributes.of(carried));
  }

  private static void put(Map<String, Object> tree, String name, Object value) {
    Confirmation.remove(tree, name);
    tree.put(name, value);
  }

  private static Map<String, Object> record(
      TextFinding finding, String name, double credence, Coherence coherence) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("attribute", name);
    record.put("verdict", finding.verdict());
    record.put("credence", credence);
    record.put("premise", digest(finding.standing().whole()));
    record.put("hypothesis", digest(finding.tested().whole()));
    record.put("quote", List.of(finding.tested().start(), finding.tested().end()));
    finding
        .relation()
        .ifPresent(
            it ->
                record.put(
                    "relation",
                    Map.of(
                        "entails",
                        it.entails(),
                        "neither",
                        it.neither(),
                        "contradicts",
                        it.contradicts())));
    record.put("model", coherence.model().digest());
    String calibration = calibration(finding);
    if (calibration != null) {
      record.put("calibration", calibration);
    }
    Calibration made = coherence.calibrations().get(Coherence.use(finding.kind()));
    if (made != null) {
      record.put(KNOWN, known(made.outcome()));
    }
    return record;
  }

  private static Map<String, Object> known(Outcome outcome) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("alarms", outcome.alarms());
    known.put("falseAlarms", outcome.falseAlarms());
    known.put("passes", outcome.passes());
    known.put("misses", outcome.misses());
    known.put("undecided", outcome.undecided());
    known.put("positives", outcome.positives());
    return known;
  }

  private static @Nullable String calibration(TextFinding finding) {
    if (finding.finding() instanceof Contradicts it) {
      return it.calibration();
    }
    return finding.finding() instanceof Consistent it ? it.calibration() : null;
  }

  private static String digest(String text) {
    return Calibration.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
