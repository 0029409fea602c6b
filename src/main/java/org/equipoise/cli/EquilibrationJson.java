package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.equipoise.cli.Equilibration.Point;
import org.equipoise.cli.Equilibration.Run;
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
    json.writeStartObject();
    JsonText.strings(json, "sentences", found.file().sentences());
    literals("initial", found.file().commitments().literals());
    json.writeBooleanField(
        "initialConsistent", found.file().structure().isConsistent(found.file().commitments()));
    weights(found.weights());
    json.writeStringField("shape", found.shape().name().toLowerCase(Locale.ROOT));
    json.writeObjectFieldStart("optima");
    GlobalOptima optima = found.optima();
    json.writeNumberField("count", optima.count());
    json.writeStringField("achievement", optima.achievement().toString());
    json.writeArrayFieldStart("list");
    for (State state : optima.optima()) {
      json.writeStartObject();
      state(state);
      fraction("account", found.equilibria().account(state, found.shape()));
      fraction("systematicity", found.equilibria().systematicity(state.theory(), found.shape()));
      fraction("faithfulness", found.equilibria().faithfulness(state.commitments(), found.shape()));
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
    json.writeArrayFieldStart("processes");
    for (Run run : found.runs()) {
      run(run);
    }
    json.writeEndArray();
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
    json.writeStringField("process", run.variant().name());
    positions("firstTheories", run.result().firstTheories());
    json.writeNumberField("branches", run.result().branches());
    json.writeArrayFieldStart("fixedPoints");
    for (FixedPoint point : run.result().fixedPoints()) {
      json.writeStartObject();
      state(point.state());
      json.writeNumberField("branches", point.branches());
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
    json.writeNumberField("count", point.optima().count());
    json.writeStringField("achievement", point.optima().achievement().toString());
    positions("theories", point.optima().optima().stream().map(State::theory).distinct().toList());
    json.writeEndObject();
  }

  private void weights(Weights weights) throws IOException {
    json.writeObjectFieldStart("weights");
    fraction("account", weights.account(), weights.sum());
    fraction("systematicity", weights.systematicity(), weights.sum());
    fraction("faithfulness", weights.faithfulness(), weights.sum());
    json.writeEndObject();
  }

  private void fraction(String name, long part, long sum) throws IOException {
    JsonText.decimal(json, name, (double) part / sum);
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
