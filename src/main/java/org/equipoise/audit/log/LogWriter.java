package org.equipoise.audit.log;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.equipoise.audit.log.LogCounts.Count;
import org.equipoise.audit.log.LogEntry.LaterRecord;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes what {@code log} finds as JSON, one object in each line. */
public final class LogWriter {
  private LogWriter() {}

  /** Returns an entry as one line, without a line end. */
  public static String toJson(LogEntry entry) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("entry", entry.entry());
          json.writeStringField("time", entry.time().toString());
          json.writeStringField("kind", entry.kind().word());
          text(json, "case", entry.caseId());
          text(json, "outcome", entry.outcome() == null ? null : entry.outcome().word());
          JsonText.strings(json, "rules", entry.rules());
          truth(json, "enforced", entry.enforced());
          if (!entry.detectors().isEmpty()) {
            JsonText.strings(json, "detectors", entry.detectors());
          }
          JsonText.optional(json, "conversation", entry.conversation());
          JsonText.strings(json, "stakeholders", entry.stakeholders());
          JsonText.optional(json, "constitution", entry.constitution());
          if (entry.about() != null) {
            json.writeNumberField("about", entry.about());
          }
          LaterRecord later = entry.later();
          JsonText.optional(json, "action", later.action());
          JsonText.optional(json, "output", later.output());
          JsonText.optional(json, "by", later.by());
          JsonText.optional(json, "what", later.what());
          JsonText.optional(json, "why", later.why());
          json.writeEndObject();
        });
  }

  /** Returns a count as one line, without a line end. */
  public static String toJson(LogCounts of, Count count) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("by");
          for (int i = 0; i < of.columns().size(); i++) {
            LogColumn column = of.columns().get(i);
            String value = count.values().get(i);
            if (column == LogColumn.ENFORCED) {
              truth(json, column.word(), value == null ? null : (Boolean) value.equals("true"));
            } else {
              text(json, column.word(), value);
            }
          }
          json.writeEndObject();
          json.writeNumberField("count", count.count());
          json.writeEndObject();
        });
  }

  private static void text(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    json.writeFieldName(name);
    JsonText.value(json, text);
  }

  private static void truth(JsonGenerator json, String name, @Nullable Boolean truth)
      throws IOException {
    json.writeFieldName(name);
    JsonText.value(json, truth);
  }
}
