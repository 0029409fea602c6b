package org.equipoise.authoring.ratchet;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.equipoise.authoring.ratchet.Effects.Shift;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes a report of the ratchet as JSON. */
public final class RatchetWriter {
  private RatchetWriter() {}

  /** One object, without a line end. */
  public static String toJson(RatchetReport report) {
    return JsonText.of(json -> write(report, json));
  }

  private static void write(RatchetReport report, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("passes", report.passes());
    json.writeStringField("before", report.before());
    json.writeStringField("after", report.after());
    json.writeArrayFieldStart("criteria");
    for (Criterion criterion : report.criteria()) {
      json.writeStartObject();
      json.writeStringField("criterion", criterion.name().word());
      json.writeBooleanField("passes", criterion.passes());
      json.writeStringField("why", criterion.why());
      JsonText.strings(
          json, "items", criterion.items().stream().map(Criterion.Item::text).toList());
      json.writeEndObject();
    }
    json.writeEndArray();
    Effects effects = report.effects();
    JsonText.strings(json, "sought", effects.sought());
    JsonText.strings(json, "elseChanged", effects.elseChanged());
    json.writeNumberField("settled", effects.settled());
    JsonText.strings(json, "unsettled", effects.unsettled());
    write(json, "index", effects.index());
    write(json, "coverage", effects.coverage());
    write(json, "informative", effects.informative());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, @Nullable Shift shift)
      throws IOException {
    if (shift == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    JsonText.decimal(json, "before", shift.before());
    JsonText.decimal(json, "after", shift.after());
    json.writeEndObject();
  }
}
