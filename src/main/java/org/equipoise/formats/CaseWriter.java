package org.equipoise.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.formats.internal.JsonText;

/**
 * Writes cases as JSON, as {@link CaseReader} reads them. Stateless and safe to share between
 * threads.
 */
public final class CaseWriter {
  private CaseWriter() {}

  /**
   * The case as one line of JSON, without a line end. {@link CaseReader#parseWritten} gives the
   * same case back, if its ids, attributes and depth are such as a file could hold; host objects
   * among its facts are not written. Half a character, which text from a host may hold, is written
   * as an escape.
   */
  public static String toJson(Case given) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("case", given.id());
          JsonText.optional(json, "context", given.context());
          JsonText.attributes(json, "attributes", given.attributes());
          if (given.at() != null) {
            json.writeStringField("at", given.at().toString());
          }
          if (!given.messages().isEmpty()) {
            json.writeArrayFieldStart("messages");
            for (Message message : given.messages()) {
              write(json, message);
            }
            json.writeEndArray();
          }
          if (!given.session().isEmpty()) {
            JsonText.strings(json, "session", given.session().raised());
          }
          if (given.noneIsFine() != null) {
            json.writeBooleanField("noneIsFine", given.noneIsFine());
          }
          if (!given.detections().isEmpty()) {
            json.writeArrayFieldStart("detections");
            for (Detection detection : given.detections()) {
              write(json, detection);
            }
            json.writeEndArray();
          }
          json.writeArrayFieldStart("outputs");
          for (Output output : given.outputs()) {
            write(json, output);
          }
          json.writeEndArray();
          JsonText.extensions(json, given.extensions());
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Detection detection) throws IOException {
    json.writeStartObject();
    json.writeStringField("detector", detection.detector());
    json.writeStringField("version", detection.version());
    json.writeStringField("digest", detection.digest());
    JsonText.optional(json, "thresholds", detection.thresholds());
    json.writeArrayFieldStart("readings");
    for (Detection.Reading reading : detection.readings()) {
      write(json, reading);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Detection.Reading reading) throws IOException {
    json.writeStartObject();
    if (!reading.of().isEmpty()) {
      json.writeStringField("of", reading.of());
    }
    json.writeStringField("attribute", reading.attribute());
    JsonText.optional(json, "abstained", reading.abstained());
    if (reading.isFault()) {
      json.writeBooleanField("fault", true);
    }
    if (reading.value() != null) {
      json.writeFieldName("value");
      JsonText.value(json, reading.value());
      json.writeNumberField("probability", reading.probability());
    }
    if (!reading.quotes().isEmpty()) {
      json.writeArrayFieldStart("quotes");
      for (Detection.Quote quote : reading.quotes()) {
        json.writeStartObject();
        json.writeStringField("in", quote.in());
        json.writeNumberField("from", quote.from());
        json.writeNumberField("to", quote.to());
        json.writeStringField("text", quote.text());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Message message) throws IOException {
    json.writeStartObject();
    json.writeStringField("role", message.role().word());
    JsonText.optional(json, "text", message.text());
    JsonText.attributes(json, "attributes", message.attributes());
    JsonText.extensions(json, message.extensions());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Output output) throws IOException {
    json.writeStartObject();
    json.writeStringField("output", output.id());
    JsonText.optional(json, "text", output.text());
    JsonText.optional(json, "author", output.author());
    JsonText.attributes(json, "attributes", output.attributes());
    JsonText.extensions(json, output.extensions());
    json.writeEndObject();
  }
}
