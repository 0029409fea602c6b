package org.equipoise.audit.adoption;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.audit.adoption.AmendmentHistory.Event;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.formats.internal.JsonText;

/** Writes a history of amendments as JSON. */
public final class HistoryWriter {
  private HistoryWriter() {}

  /** One object, without a line end. */
  public static String toJson(AmendmentHistory history) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("amendments");
          for (Event event : history.events()) {
            write(event, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(Event event, JsonGenerator json) throws IOException {
    Amendment amendment = event.amendment();
    json.writeStartObject();
    json.writeStringField("id", amendment.id());
    json.writeStringField("outcome", event.outcome());
    json.writeStringField("title", amendment.title());
    json.writeStringField("reason", amendment.reason());
    json.writeStringField("proposer", amendment.proposer());
    json.writeStringField("time", amendment.time().toString());
    JsonText.optional(json, "until", amendment.until() == null ? null : "" + amendment.until());
    JsonText.optional(json, "at", event.at() == null ? null : event.at().toString());
    JsonText.optional(json, "why", event.why());
    json.writeStringField("digest", amendment.digest());
    json.writeStringField("before", amendment.before());
    json.writeStringField("after", amendment.after());
    json.writeStringField("evidence", amendment.evidence().toString());
    json.writeArrayFieldStart("changes");
    for (AmendedPart part : amendment.changes()) {
      json.writeStartObject();
      json.writeStringField("kind", part.kind());
      json.writeStringField("subject", part.subject());
      json.writeStringField("name", part.name());
      JsonText.optional(json, "formerName", part.formerName());
      JsonText.strings(json, "parts", part.parts());
      JsonText.optional(json, "before", part.before());
      JsonText.optional(json, "after", part.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    notes("signatures", event.signatures(), json);
    notes("dissents", event.dissents(), json);
    json.writeNumberField("settled", event.settled());
    JsonText.strings(json, "unsettled", event.unsettled());
    json.writeEndObject();
  }

  private static void notes(String field, List<AmendmentNote> notes, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (AmendmentNote note : notes) {
      json.writeStartObject();
      json.writeStringField("by", note.name());
      json.writeStringField("time", note.time().toString());
      JsonText.optional(json, "because", note.because());
      JsonText.optional(json, "interest", note.interest());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
