package org.equipoise.authoring.advice;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.equipoise.authoring.advice.CorpusEquilibria.Apart;
import org.equipoise.authoring.advice.CorpusEquilibria.Contested;
import org.equipoise.authoring.advice.CorpusEquilibria.Diameter;
import org.equipoise.authoring.advice.CorpusEquilibria.End;
import org.equipoise.authoring.advice.CorpusEquilibria.Equilibrium;
import org.equipoise.authoring.advice.CorpusEquilibria.Extent;
import org.equipoise.authoring.advice.CorpusEquilibria.Given;
import org.equipoise.authoring.advice.CorpusEquilibria.Starts;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart;

/**
 * Writes equilibria as JSON, one object on one line. Costs have at most six decimals; an infinite
 * cost is the text {@code "infinite"}. Numbers of equilibria are text, since they may have any
 * length. Stateless and safe to share between threads.
 */
public final class EquilibriaWriter {
  private final CorpusEquilibria found;
  private final JsonGenerator json;
  private final CostFields fields;

  private EquilibriaWriter(CorpusEquilibria found, JsonGenerator json) {
    this.found = found;
    this.json = json;
    this.fields = new CostFields(found.levels(), json);
  }

  /** The equilibria as JSON, without a line end. */
  public static String toJson(CorpusEquilibria found) {
    return JsonText.of(json -> new EquilibriaWriter(found, json).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", found.constitution());
    if (found.levels().areDeclared()) {
      JsonText.strings(json, "levels", found.levels().names());
    }
    json.writeNumberField("cases", found.cases());
    json.writeNumberField("judgments", found.judgments());
    json.writeNumberField("conflicts", found.conflicts());
    json.writeStringField("count", found.count().toString());
    json.writeBooleanField("countExact", found.countExact());
    json.writeBooleanField("complete", found.complete());
    json.writeBooleanField("verified", found.verified());
    fields.cost("cost", found.cost(), found.cost());
    fields.cost("lowerBound", found.lowerBound(), found.cost());
    fields.cost("within", found.within(), found.within());
    json.writeNumberField("components", found.components());
    elements("inAll", Extent.ALL);
    elements("inSome", Extent.SOME);
    elements("inNone", Extent.NONE);
    json.writeArrayFieldStart("shares");
    for (Given each : found.given(Extent.SOME)) {
      json.writeStartObject();
      json.writeStringField("element", each.toString());
      json.writeStringField("number", each.number().toString());
      JsonText.decimal(json, "share", each.share());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.decimal(json, "robust", found.robust());
    JsonText.decimal(json, "robustByWeight", found.robustByWeight());
    write(found.contested());
    write(found.diameter());
    json.writeFieldName("medoid");
    if (found.medoid().isPresent()) {
      write(found.medoid().get());
    } else {
      json.writeNull();
    }
    json.writeArrayFieldStart("representatives");
    for (Equilibrium each : found.representatives()) {
      write(each);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("parts");
    for (RevisionPart each : found.parts()) {
      write(each);
    }
    json.writeEndArray();
    if (found.starts().isPresent()) {
      write(found.starts().get());
    }
    if (!found.notComputed().isEmpty()) {
      JsonText.strings(json, "notComputed", found.notComputed());
    }
    json.writeArrayFieldStart("irreconcilable");
    for (Advice.Irreconcilable each : found.irreconcilable()) {
      fields.elements(each.elements());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(List<Contested> contested) throws IOException {
    json.writeArrayFieldStart("contested");
    for (Contested each : contested) {
      json.writeStartObject();
      json.writeStringField("case", each.caseId());
      JsonText.strings(json, "answers", each.answers());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(Diameter diameter) throws IOException {
    json.writeObjectFieldStart("diameter");
    apart(diameter.apart());
    json.writeBooleanField("revisionExact", diameter.revisionExact());
    json.writeBooleanField("decisionExact", diameter.decisionExact());
    json.writeEndObject();
  }

  private void write(Starts starts) throws IOException {
    json.writeObjectFieldStart("starts");
    json.writeNumberField("starts", starts.starts());
    json.writeNumberField("seed", starts.seed());
    json.writeNumberField("different", starts.ends().size());
    json.writeArrayFieldStart("ends");
    for (End each : starts.ends()) {
      json.writeStartObject();
      json.writeNumberField("starts", each.starts());
      fields.cost("cost", each.cost(), each.cost());
      json.writeBooleanField("least", each.least());
      relaxations(each.relaxations());
      json.writeEndObject();
    }
    json.writeEndArray();
    write(starts.contested());
    write(starts.diameter());
    json.writeEndObject();
  }

  private void elements(String name, Extent extent) throws IOException {
    JsonText.strings(json, name, found.given(extent).stream().map(Given::toString).toList());
  }

  private void apart(Apart apart) throws IOException {
    fields.cost("revision", apart.revision(), apart.revision());
    JsonText.decimal(json, "decision", apart.decision());
  }

  private void write(Equilibrium one) throws IOException {
    json.writeStartObject();
    fields.cost("cost", one.cost(), one.cost());
    relaxations(one.relaxations());
    json.writeArrayFieldStart("distances");
    for (Apart each : one.distances()) {
      json.writeStartObject();
      apart(each);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void relaxations(List<Relaxation> relaxations) throws IOException {
    json.writeArrayFieldStart("relaxations");
    for (Relaxation each : relaxations) {
      fields.write(each);
    }
    json.writeEndArray();
  }

  private void write(RevisionPart part) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("complete", part.complete());
    json.writeArrayFieldStart("ways");
    for (RevisionPart.Way way : part.ways()) {
      json.writeStartObject();
      fields.cost("cost", way.cost(), way.cost());
      relaxations(way.relaxations());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
