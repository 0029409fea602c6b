package org.equipoise.audit.monitor;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.equipoise.formats.internal.JsonText;

/** Writes what {@code monitor} finds as JSON. */
public final class MonitorWriter {
  private MonitorWriter() {}

  /** Returns a report as one line, without a line end. */
  public static String toJson(MonitorReport report) {
    return JsonText.of(json -> write(report, json));
  }

  private static void write(MonitorReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", report.constitution());
    json.writeStringField("from", report.from().toString());
    json.writeStringField("to", report.to().toString());
    json.writeNumberField("decisions", report.decisions());
    json.writeArrayFieldStart("alarms");
    for (Alarm alarm : report.alarms()) {
      json.writeStartObject();
      json.writeStringField("alarm", alarm.sign().kind().word());
      json.writeStringField("sign", alarm.sign().word());
      JsonText.optional(json, "subject", alarm.subject());
      json.writeStringField("says", alarm.says());
      json.writeStringField("proxy", alarm.sign().proxy());
      json.writeStringField("truth", alarm.sign().truth());
      json.writeArrayFieldStart("figures");
      for (Map.Entry<String, Double> figure : alarm.figures().entrySet()) {
        json.writeStartObject();
        json.writeStringField("name", figure.getKey());
        JsonText.decimal(json, "value", figure.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      JsonText.strings(json, "cases", alarm.cases());
      json.writeStringField("command", alarm.command());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unmeasured");
    for (Map.Entry<AlarmSign, String> each : report.unmeasured().entrySet()) {
      json.writeStartObject();
      json.writeStringField("sign", each.getKey().word());
      json.writeStringField("why", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
