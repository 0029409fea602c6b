package org.equipoise.authoring.advice;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/** Writes costs, and what has them, as JSON. */
final class CostFields {
  private final Levels levels;
  private final JsonGenerator json;

  CostFields(Levels levels, JsonGenerator json) {
    this.levels = levels;
    this.json = json;
  }

  void write(Relaxation relaxation) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", relaxation.kind().word());
    json.writeStringField("element", relaxation.element().toString());
    json.writeStringField("case", relaxation.caseId());
    onOneLevel("cost", relaxation.cost());
    json.writeEndObject();
  }

  void elements(List<AppliedElement> elements) throws IOException {
    json.writeStartArray();
    for (AppliedElement element : elements) {
      json.writeString(element.toString());
    }
    json.writeEndArray();
  }

  void cost(String name, Optional<Cost> cost) throws IOException {
    if (cost.isPresent()) {
      cost(name, cost.get(), cost.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** A cost: its amount on the highest level on which another is not 0, and that on each level. */
  void cost(String name, Cost cost, Cost other) throws IOException {
    number(name, cost, other.isInfinite() ? cost.rank() : other.rank());
    if (levels.areDeclared() && !cost.isInfinite()) {
      json.writeObjectFieldStart(name + "Levels");
      for (int rank = 0; rank < levels.count(); rank++) {
        json.writeFieldName(levels.names().get(rank));
        json.writeNumber(cost.decimal(rank).toPlainString());
      }
      json.writeEndObject();
    }
  }

  /** The cost of one element, and its level. */
  void onOneLevel(String name, Cost cost) throws IOException {
    number(name, cost, cost.rank());
    if (cost.levels().areDeclared()) {
      json.writeStringField("level", levels.names().get(cost.rank()));
    }
  }

  private void number(String name, Cost cost, int rank) throws IOException {
    if (cost.isInfinite()) {
      json.writeStringField(name, cost.toString());
    } else {
      json.writeFieldName(name);
      json.writeNumber(cost.decimal(rank).toPlainString());
    }
  }
}
