package org.equipoise.audit.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.replay.ReplaySummary.Divergence;
import org.equipoise.audit.replay.ReplaySummary.Example;
import org.equipoise.audit.replay.ReplaySummary.NotReplayable;
import org.equipoise.audit.replay.ReplaySummary.Share;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.comparison.DifferenceWriter;
import org.equipoise.formats.internal.JsonText;

/** Writes the result of a replay as one JSON object on one line. */
public final class ReplayWriter {
  private ReplayWriter() {}

  /** Returns the result as JSON, without a line end. */
  public static String toJson(ReplayResult replay) {
    return JsonText.of(json -> write(replay, json));
  }

  /**
   * Returns the differences of two constitutions and their effects on recorded decisions as JSON,
   * without a line end. The object has the fields of {@link DifferenceWriter} and those that apply
   * to a ledger.
   */
  public static String toJson(ConstitutionDifference difference, ReplayResult between) {
    return JsonText.of(
        json -> {
          ReplaySummary summary = between.summary();
          json.writeStartObject();
          DifferenceWriter.writeFields(difference, json);
          if (summary.comparison() != null) {
            DifferenceWriter.writeFields(summary.comparison(), summary.notTriedAlone(), json);
          }
          json.writeObjectFieldStart("ledger");
          extent(between, json);
          write(summary.decisions(), json);
          damages(summary, json);
          reasons(json, summary.reasons());
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void extent(ReplayResult replay, JsonGenerator json) throws IOException {
    json.writeNumberField("from", replay.from());
    json.writeNumberField("entries", replay.summary().entries());
    json.writeStringField("head", replay.head() == null ? null : replay.head().toString());
  }

  private static void write(ReplayResult replay, JsonGenerator json) throws IOException {
    ReplaySummary summary = replay.summary();
    json.writeStartObject();
    json.writeStringField("against", replay.against());
    if (replay.asOf() != null) {
      json.writeStringField("asOf", replay.asOf().toString());
    }
    extent(replay, json);
    write(summary.decisions(), json);
    json.writeArrayFieldStart("constitutions");
    for (Map.Entry<String, Share> each : summary.constitutions().entrySet()) {
      json.writeStartObject();
      json.writeStringField("constitution", each.getKey());
      write(each.getValue(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("kinds");
    for (Map.Entry<EntryKind, Long> kind : summary.kinds().entrySet()) {
      json.writeNumberField(kind.getKey().word(), kind.getValue());
    }
    json.writeEndObject();
    damages(summary, json);
    reasons(json, summary.reasons());
    if (summary.comparison() == null) {
      divergences(summary, json);
    } else {
      json.writeFieldName("comparison");
      json.writeRawValue(DifferenceWriter.toJson(summary.comparison()));
      JsonText.strings(json, "inseparable", summary.notTriedAlone());
    }
    json.writeEndObject();
  }

  private static void write(Share share, JsonGenerator json) throws IOException {
    json.writeNumberField("decisions", share.decisions());
    json.writeNumberField("same", share.same());
    json.writeNumberField("changed", share.changed());
    json.writeNumberField("notReplayable", share.notReplayable());
  }

  private static void damages(ReplaySummary summary, JsonGenerator json) throws IOException {
    json.writeNumberField("damages", summary.damages());
    json.writeArrayFieldStart("damaged");
    for (ReplaySummary.Damage damage : summary.damaged()) {
      json.writeStartObject();
      json.writeNumberField("entry", damage.entry());
      json.writeStringField("message", damage.what());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void reasons(JsonGenerator json, Map<NotReplayableReason, NotReplayable> reasons)
      throws IOException {
    json.writeArrayFieldStart("reasons");
    for (Map.Entry<NotReplayableReason, NotReplayable> each : reasons.entrySet()) {
      json.writeStartObject();
      json.writeStringField("reason", each.getKey().word());
      json.writeNumberField("decisions", each.getValue().decisions());
      json.writeArrayFieldStart("examples");
      for (Example example : each.getValue().examples()) {
        json.writeStartObject();
        json.writeNumberField("entry", example.entry());
        json.writeStringField("why", example.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void divergences(ReplaySummary summary, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("aspects");
    for (Map.Entry<Aspect, Long> aspect : summary.aspects().entrySet()) {
      json.writeNumberField(aspect.getKey().word(), aspect.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("divergences");
    for (Divergence divergence : summary.divergences()) {
      json.writeStartObject();
      json.writeNumberField("entry", divergence.entry());
      json.writeStringField("case", divergence.caseId());
      json.writeArrayFieldStart("differences");
      for (DecisionOutline.Difference difference : divergence.differences()) {
        json.writeStartObject();
        json.writeStringField("aspect", difference.facet().aspect().word());
        if (!difference.facet().output().isEmpty()) {
          json.writeStringField("output", difference.facet().output());
        }
        json.writeStringField("recorded", difference.before());
        json.writeStringField("now", difference.after());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
