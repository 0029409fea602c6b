package org.equipoise.audit.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.equipoise.audit.replay.DecisiveRules.Tally;
import org.equipoise.formats.internal.JsonText;

/** Writes how often rules were decisive as JSON. */
public final class DecisiveRulesWriter {
  private DecisiveRulesWriter() {}

  /** Returns the counts as one line, without a line end. */
  public static String toJson(DecisiveRules found) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("decisions", found.decisions());
          json.writeNumberField("failed", found.failed());
          json.writeArrayFieldStart("rules");
          for (Map.Entry<String, Tally> rule : found.rules().entrySet()) {
            rule(json, rule.getKey(), rule.getValue());
          }
          json.writeEndArray();
          ReplayWriter.reasons(json, found.reasons());
          json.writeNumberField("damages", found.damages());
          json.writeEndObject();
        });
  }

  private static void rule(JsonGenerator json, String id, Tally tally) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", id);
    json.writeNumberField("spoke", tally.spoke());
    json.writeNumberField("decisive", tally.decisive());
    json.writeArrayFieldStart("entries");
    for (long entry : tally.entries()) {
      json.writeNumber(entry);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
