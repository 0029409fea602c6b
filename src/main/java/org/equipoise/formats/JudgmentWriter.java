package org.equipoise.formats;

import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.formats.internal.JsonText;

/**
 * Writes judgments as JSON, as {@link JudgmentReader} reads them. Stateless and safe to share
 * between threads.
 */
public final class JudgmentWriter {
  private JudgmentWriter() {}

  /**
   * The judgment as one line of JSON, without a line end. {@link JudgmentReader#parseWritten} gives
   * the same judgment back, under the conditions of {@link CaseWriter#toJson}.
   */
  public static String toJson(Judgment judgment) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("judgment", judgment.id());
          json.writeStringField("case", judgment.caseId());
          if (judgment.verdict() instanceof OnOutput on) {
            json.writeStringField("output", on.output());
            json.writeStringField("status", on.status().word());
          } else if (judgment.verdict() instanceof Preference preference) {
            json.writeStringField("prefer", preference.preferred());
            json.writeStringField("over", preference.over());
          }
          JsonText.optional(json, "stakeholder", judgment.stakeholder());
          json.writeNumberField("confidence", judgment.confidence());
          if (judgment.at() != null) {
            json.writeStringField("at", judgment.at().toString());
          }
          JsonText.attributes(json, "circumstances", judgment.circumstances());
          JsonText.extensions(json, judgment.extensions());
          json.writeEndObject();
        });
  }
}
