package org.equipoise.authoring.coherence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.equipoise.authoring.coherence.TextFinding.Kind;
import org.equipoise.coherence.Finding.Contradicts;
import org.equipoise.coherence.Finding.Undecided;
import org.equipoise.coherence.Relation;
import org.equipoise.formats.internal.JsonText;

/**
 * The findings that a person is asked about: all contradictions, and of the pairs that are
 * undecided those with the greatest scores. Each proposes a disputed attribute of the output, and
 * for a principle a judgment. Nothing of it counts before somebody confirms it. Stateless.
 */
public final class Candidates {
  private static final double LEAST = 0.02;
  private static final double MOST = 0.98;

  private Candidates() {}

  /** Returns a credence in the range that an attribute may have: [0.02, 0.98]. */
  public static double clipped(double credence) {
    return Math.max(LEAST, Math.min(MOST, credence));
  }

  /**
   * Returns the attribute by which a finding may enter a case.
   *
   * @param rule the id of the principle
   */
  public static String attribute(String rule) {
    return "coherence." + rule + ".contradicts";
  }

  /**
   * Returns the findings to ask about, the surest first.
   *
   * @param undecided how many undecided ones at most
   */
  public static List<TextFinding> of(Coherence coherence, int undecided) {
    List<TextFinding> asked = new ArrayList<>(coherence.contradictions());
    asked.sort(Comparator.comparingDouble(TextFinding::probability).reversed());
    coherence.findings().stream()
        .filter(it -> it.finding() instanceof Undecided && it.relation().isPresent())
        .sorted(Comparator.comparingDouble(Candidates::score).reversed())
        .limit(undecided)
        .forEach(asked::add);
    return List.copyOf(asked);
  }

  private static double score(TextFinding finding) {
    return finding.relation().map(Relation::contradicts).orElse(0.0);
  }

  /** Returns the file: one JSON object a line, with {@code confirmed} to be set by a person. */
  public static String file(Coherence coherence, int undecided) {
    StringBuilder file = new StringBuilder();
    int number = 0;
    for (TextFinding each : of(coherence, undecided)) {
      file.append(line(each, ++number, coherence)).append('\n');
    }
    return file.toString();
  }

  private static String line(TextFinding finding, int number, Coherence coherence) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("candidate", "K-" + number);
          json.writeNullField("confirmed");
          json.writeNullField("by");
          CoherenceWriter.finding(finding, json);
          json.writeStringField("use", Coherence.use(finding.kind()).word());
          json.writeStringField("model", coherence.model().digest());
          JsonText.optional(
              json,
              "calibration",
              finding.finding() instanceof Contradicts it ? it.calibration() : null);
          if (finding.kind() == Kind.PRINCIPLE) {
            String rule = finding.standing().source().substring("principle:".length());
            json.writeObjectFieldStart("attribute");
            json.writeStringField("name", attribute(rule));
            json.writeBooleanField("value", true);
            JsonText.decimal(json, "credence", clipped(finding.probability()));
            json.writeEndObject();
            json.writeObjectFieldStart("judgment");
            json.writeStringField("judgment", "coherence-K-" + number);
            json.writeStringField("case", finding.caseId());
            JsonText.optional(json, "output", finding.output());
            json.writeStringField("status", "forbidden");
            JsonText.decimal(json, "confidence", clipped(finding.probability()));
            json.writeStringField("x-reason", "it contradicts " + finding.standing().source());
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }
}
