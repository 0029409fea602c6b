package org.equipoise.authoring.plurality;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.authoring.plurality.Bridge.Concession;
import org.equipoise.authoring.plurality.Bridge.Settlement;
import org.equipoise.authoring.plurality.Plurality.Cause;
import org.equipoise.authoring.plurality.Plurality.Consensus;
import org.equipoise.authoring.plurality.Plurality.DividedGroup;
import org.equipoise.authoring.plurality.Plurality.Division;
import org.equipoise.authoring.plurality.Plurality.Member;
import org.equipoise.authoring.plurality.Plurality.Reason;
import org.equipoise.authoring.plurality.Plurality.Undecidable;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/** Writes what several constitutions say as one line of JSON. Stateless and thread-safe. */
public final class PluralityWriter {
  private final JsonGenerator json;

  private PluralityWriter(JsonGenerator json) {
    this.json = json;
  }

  /** As JSON, without a line end. */
  public static String toJson(Plurality plurality) {
    return JsonText.of(json -> new PluralityWriter(json).write(plurality));
  }

  private void write(Plurality plurality) throws IOException {
    json.writeStartObject();
    JsonText.strings(
        json, "constitutions", plurality.constitutions().stream().map(Member::name).toList());
    json.writeArrayFieldStart("members");
    for (Member member : plurality.constitutions()) {
      json.writeStartObject();
      json.writeStringField("name", member.name());
      json.writeStringField("version", member.version());
      json.writeStringField("digest", member.digest());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("cases", plurality.cases());
    json.writeNumberField("outputs", plurality.outputs());
    matrix("distance", plurality.distances().decisions());
    json.writeObjectFieldStart("distances");
    matrix("agreement", plurality.distances().agreement());
    matrix("decisions", plurality.distances().decisions());
    matrix("rules", plurality.distances().rules());
    Optional<List<List<Double>>> revisions = plurality.distances().revisions();
    if (revisions.isPresent()) {
      matrix("revisions", revisions.get());
    }
    json.writeEndObject();
    JsonText.strings(json, "alike", plurality.alike().stream().map(Consensus::caseId).toList());
    json.writeArrayFieldStart("consensus");
    for (Consensus each : plurality.alike()) {
      json.writeStartObject();
      json.writeStringField("case", each.caseId());
      json.writeStringField("answer", each.answer());
      json.writeBooleanField("oneReason", each.isForOneReason());
      reasons(each.reasons());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("divided");
    for (Division each : plurality.divided()) {
      json.writeStartObject();
      json.writeStringField("case", each.caseId());
      answers(each.answers());
      JsonText.strings(json, "rules", each.rules());
      causes(each.causes());
      json.writeBooleanField("complete", each.isComplete());
      reasons(each.reasons());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("groups");
    for (DividedGroup each : plurality.groups()) {
      json.writeStartObject();
      JsonText.strings(json, "rules", each.rules());
      causes(each.causes());
      JsonText.strings(json, "cases", each.cases());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("undecidable");
    for (Undecidable each : plurality.undecidable()) {
      json.writeStartObject();
      json.writeStringField("case", each.caseId());
      json.writeStringField("constitution", each.constitution());
      json.writeStringField("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    bridge(plurality.bridge());
    json.writeEndObject();
  }

  private void matrix(String name, List<List<Double>> rows) throws IOException {
    json.writeArrayFieldStart(name);
    for (List<Double> row : rows) {
      json.writeStartArray();
      for (double value : row) {
        json.writeNumber(JsonText.sixDecimals(value));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void answers(Map<String, String> answers) throws IOException {
    json.writeObjectFieldStart("answers");
    for (Map.Entry<String, String> each : answers.entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
  }

  private void causes(List<Cause> causes) throws IOException {
    json.writeArrayFieldStart("causes");
    for (Cause each : causes) {
      json.writeStartObject();
      if (each.element().isPresent()) {
        json.writeStringField("constitution", each.constitution());
        json.writeStringField("element", each.what());
      } else {
        json.writeStringField("difference", each.what());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void reasons(Map<String, List<Reason>> reasons) throws IOException {
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<String, List<Reason>> each : reasons.entrySet()) {
      json.writeArrayFieldStart(each.getKey());
      for (Reason reason : each.getValue()) {
        json.writeStartObject();
        json.writeStringField("by", reason.by().toString());
        json.writeStringField("output", reason.output());
        json.writeStringField("status", reason.status());
        JsonText.strings(json, "why", reason.why());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void bridge(Bridge bridge) throws IOException {
    json.writeObjectFieldStart("bridge");
    Optional<Settlement> cheapest = bridge.cheapest();
    if (cheapest.isPresent()) {
      settlement(cheapest.get(), cheapest.get().cost());
    } else {
      json.writeNullField("cost");
      json.writeBooleanField("certified", false);
      json.writeArrayFieldStart("concessions");
      json.writeEndArray();
    }
    json.writeStringField("scale", bridge.scale().word());
    json.writeNumberField("required", bridge.required());
    if (bridge.fairest().isPresent()) {
      json.writeObjectFieldStart("fairest");
      settlement(bridge.fairest().get(), bridge.fairest().get().greatest());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("front");
    for (Settlement each : bridge.front()) {
      json.writeStartObject();
      settlement(each, each.cost());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("frontComplete", bridge.isFrontComplete());
    JsonText.strings(json, "irreconcilable", bridge.irreconcilable());
    JsonText.optional(json, "notComputed", bridge.notComputed().orElse(null));
    json.writeEndObject();
  }

  /**
   * The fields of a settlement, into an object that is open.
   *
   * @param bounded what the lower bound is of
   */
  private void settlement(Settlement settlement, Cost bounded) throws IOException {
    cost("cost", settlement.cost());
    cost("greatest", settlement.greatest());
    number("lowerBound", settlement.lowerBound(), bounded);
    json.writeBooleanField("certified", settlement.certified());
    json.writeBooleanField("verified", settlement.verified());
    json.writeArrayFieldStart("burdens");
    for (Map.Entry<String, Cost> each : settlement.burdens().entrySet()) {
      json.writeStartObject();
      json.writeStringField("constitution", each.getKey());
      cost("cost", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("concessions");
    for (Concession each : settlement.concessions()) {
      Relaxation relaxation = each.relaxation();
      json.writeStartObject();
      json.writeStringField("constitution", each.constitution());
      json.writeStringField("kind", relaxation.kind().word());
      json.writeStringField("element", relaxation.element().toString());
      json.writeStringField("case", relaxation.caseId());
      cost("cost", each.price());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("answers");
    for (Map.Entry<String, String> each : settlement.answers().entrySet()) {
      json.writeStartObject();
      json.writeStringField("case", each.getKey());
      json.writeStringField("answer", each.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("decided", settlement.decided());
    JsonText.strings(json, "left", settlement.left());
  }

  /** A cost: its amount on the highest level on which it is not 0, and that on each level. */
  private void cost(String name, Cost cost) throws IOException {
    number(name, cost, cost);
    Levels levels = cost.levels();
    if (levels.areDeclared()) {
      json.writeObjectFieldStart(name + "Levels");
      for (int rank = 0; rank < levels.count(); rank++) {
        json.writeFieldName(levels.names().get(rank));
        json.writeNumber(cost.decimal(rank).toPlainString());
      }
      json.writeEndObject();
    }
  }

  private void number(String name, Cost cost, Cost like) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(cost.decimal(like.rank()).toPlainString());
  }
}
