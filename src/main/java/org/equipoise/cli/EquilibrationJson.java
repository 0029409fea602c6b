package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.equipoise.cli.Equilibration.Point;
import org.equipoise.cli.Equilibration.Run;
import org.equipoise.cli.Equilibration.Setting;
import org.equipoise.equilibrium.FixedPoint;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.GlobalOptima;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.State;
import org.equipoise.equilibrium.Weights;
import org.equipoise.formats.internal.JsonText;

/** Writes what {@code equilibrate} found as JSON, one object on one line. */
final class EquilibrationJson {
  private final Equilibration found;
  private final JsonGenerator json;

  private EquilibrationJson(Equilibration found, JsonGenerator json) {
    this.found = found;
    this.json = json;
  }

  static String of(Equilibration found) {
    return JsonText.of(json -> new EquilibrationJson(found, json).write());
  }

  private void write() throws IOException {
    Setting setting = found.setting();
    json.writeStartObject();
    if (!setting.file().names().isEmpty()) {
      JsonText.strings(json, "sentences", setting.file().names());
    }
    if (setting.file().isOfConstitution()) {
      json.writeStringField(
          "mapping",
          Objects.requireNonNull(setting.file().mapping()).name().toLowerCase(Locale.ROOT));
      JsonText.optional(json, "from", setting.holder());
      json.writeArrayFieldStart("sentenceWeights");
      for (long weight : setting.file().sentenceWeights()) {
        json.writeNumber(weight);
      }
      json.writeEndArray();
    }
    literals("commitments", setting.initial().literals());
    json.writeBooleanField(
        "consistent", setting.file().structure().isConsistent(setting.initial()));
    JsonText.strings(json, "weights", setting.weights().texts());
    json.writeStringField("shape", setting.shape().name().toLowerCase(Locale.ROOT));
    json.writeObjectFieldStart("optima");
    GlobalOptima optima = found.optima();
    json.writeStringField("count", optima.count().toString());
    fraction("achievement", optima.achievement());
    fraction("bound", optima.bound());
    json.writeBooleanField("complete", optima.isComplete());
    json.writeArrayFieldStart("list");
    for (State state : optima.optima()) {
      json.writeStartObject();
      state(state);
      if (setting.file().isOfConstitution()) {
        JsonText.strings(json, "principles", setting.file().named(state.theory().literals()));
        JsonText.strings(json, "givenUp", found.givenUp(state));
      }
      fraction("loss", optima.achievement().complement());
      fraction("account", found.equilibria().account(state, setting.shape()));
      fraction("systematicity", found.equilibria().systematicity(state.theory(), setting.shape()));
      fraction(
          "faithfulness", found.equilibria().faithfulness(state.commitments(), setting.shape()));
      json.writeBooleanField("full", found.equilibria().isFullyAccounted(state));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("cut", optima.isCut());
    json.writeEndObject();
    literals("core", found.core());
    literals("contested", found.contested());
    Fraction diameter = found.diameter();
    JsonText.optional(json, "diameter", diameter == null ? null : diameter.toString());
    json.writeObjectFieldStart("processes");
    for (Run run : found.runs()) {
      json.writeFieldName(run.variant().isLocal() ? "local" : "semi-global");
      run(run);
    }
    json.writeEndObject();
    if (!found.map().isEmpty()) {
      json.writeArrayFieldStart("map");
      for (Point point : found.map()) {
        point(point);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void run(Run run) throws IOException {
    json.writeStartObject();
    json.writeStringField("variant", run.variant().name());
    positions("firstTheories", run.result().firstTheories());
    json.writeStringField("branches", run.result().branches().toString());
    json.writeArrayFieldStart("fixedPoints");
    for (FixedPoint point : run.result().fixedPoints()) {
      json.writeStartObject();
      state(point.state());
      json.writeStringField("branches", point.branches().toString());
      json.writeBooleanField("optimal", point.isGlobalOptimum());
      json.writeBooleanField("full", point.isFull());
      json.writeBooleanField("consistent", point.isConsistent());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("paths");
    for (List<Position> path : run.result().paths()) {
      json.writeStartArray();
      for (Position position : path) {
        array(position.literals());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeBooleanField("cut", run.result().isCut());
    json.writeEndObject();
  }

  private void point(Point point) throws IOException {
    json.writeStartObject();
    weights(point.weights());
    json.writeStringField("count", point.optima().count().toString());
    json.writeStringField("achievement", point.optima().achievement().toString());
    positions("theories", point.optima().optima().stream().map(State::theory).distinct().toList());
    json.writeEndObject();
  }

  private void weights(Weights weights) throws IOException {
    json.writeArrayFieldStart("weights");
    for (long part : List.of(weights.account(), weights.systematicity(), weights.faithfulness())) {
      json.writeString(Fraction.of(part, weights.sum()).toString());
    }
    json.writeEndArray();
  }

  private void fraction(String name, Fraction value) throws IOException {
    json.writeStringField(name, value.toString());
  }

  private void state(State state) throws IOException {
    literals("theory", state.theory().literals());
    literals("commitments", state.commitments().literals());
  }

  private void positions(String name, List<Position> positions) throws IOException {
    json.writeArrayFieldStart(name);
    for (Position position : positions) {
      array(position.literals());
    }
    json.writeEndArray();
  }

  private void literals(String name, List<Integer> literals) throws IOException {
    json.writeFieldName(name);
    array(literals);
  }

  private void array(List<Integer> literals) throws IOException {
    json.writeStartArray();
    for (int literal : literals) {
      json.writeNumber(literal);
    }
    json.writeEndArray();
  }
}
