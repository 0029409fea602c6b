package org.equipoise.authoring.advice;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;
import org.equipoise.revision.weight.Contribution;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * Writes advice as JSON, one object on one line. Costs have at most six decimals; an infinite cost
 * is the text {@code "infinite"}, and a cost that was not computed is null. {@code notComputed} is
 * present only if something was not computed. Stateless and safe to share between threads.
 */
public final class AdviceWriter {
  private final Advice advice;
  private final Levels levels;
  private final JsonGenerator json;
  private final CostFields fields;

  private AdviceWriter(Advice advice, JsonGenerator json) {
    this.advice = advice;
    this.levels = advice.levels();
    this.json = json;
    this.fields = new CostFields(advice.levels(), json);
  }

  /** The advice as JSON, without a line end. */
  public static String toJson(Advice advice) {
    return JsonText.of(json -> new AdviceWriter(advice, json).write());
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", advice.constitution());
    if (levels.areDeclared()) {
      JsonText.strings(json, "levels", levels.names());
    }
    json.writeNumberField("cases", advice.cases());
    json.writeNumberField("judgments", advice.judgments());
    json.writeArrayFieldStart("conflicts");
    for (Advice.CorpusConflict conflict : advice.conflicts()) {
      json.writeStartObject();
      json.writeStringField("kind", conflict.kind());
      JsonText.strings(json, "about", conflict.about());
      JsonText.strings(json, "cases", conflict.cases());
      json.writeStringField("why", String.join("; ", conflict.reasons()));
      json.writeArrayFieldStart("environments");
      for (List<AppliedElement> environment : conflict.environments()) {
        fields.elements(environment);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("revisions");
    for (Revision revision : advice.revisions()) {
      write(revision);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("prices");
    for (Advice.Price price : advice.prices()) {
      json.writeStartObject();
      json.writeStringField("element", price.element().toString());
      fields.onOneLevel("weight", price.weight());
      fields.cost("priceOfKeeping", price.priceOfKeeping());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("weights");
    for (Map.Entry<AppliedElement, TheoreticalWeight> each : advice.weights().entrySet()) {
      write(each.getKey(), each.getValue());
    }
    json.writeEndArray();
    write(advice.disequilibrium());
    JsonText.decimal(json, "coverage", advice.coverage());
    JsonText.strings(json, "informative", advice.informativePrinciples());
    json.writeArrayFieldStart("irreconcilable");
    for (Advice.Irreconcilable irreconcilable : advice.irreconcilable()) {
      fields.elements(irreconcilable.elements());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("explanations");
    for (Advice.Explanation explanation : advice.explanations()) {
      write(explanation);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("changes");
    for (Advice.Change change : advice.changes()) {
      json.writeStartObject();
      json.writeStringField("case", change.caseId());
      json.writeStringField("before", change.before());
      json.writeStringField("after", change.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (advice.equals().isPresent()) {
      json.writeObjectFieldStart("equals");
      json.writeStringField("count", advice.equals().get().count().toString());
      json.writeNumberField("differ", advice.equals().get().differ());
      json.writeEndObject();
    }
    if (!advice.notComputed().isEmpty()) {
      JsonText.strings(json, "notComputed", advice.notComputed());
    }
    json.writeEndObject();
  }

  private void write(Revision revision) throws IOException {
    json.writeStartObject();
    fields.cost("cost", revision.cost(), revision.cost());
    fields.cost("lowerBound", revision.lowerBound(), revision.cost());
    json.writeBooleanField("certified", revision.certified());
    json.writeBooleanField("verified", revision.verified());
    json.writeArrayFieldStart("relaxations");
    for (Relaxation relaxation : revision.relaxations()) {
      fields.write(relaxation);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Advice.Disequilibrium disequilibrium) throws IOException {
    json.writeObjectFieldStart("disequilibrium");
    Cost given = disequilibrium.cost();
    fields.cost("cost", given, given);
    fields.cost("asserted", disequilibrium.asserted(), given);
    JsonText.decimal(json, "index", disequilibrium.index());
    if (levels.areDeclared()) {
      json.writeObjectFieldStart("indexLevels");
      for (int rank = 0; rank < levels.count(); rank++) {
        JsonText.decimal(json, levels.names().get(rank), disequilibrium.index(rank));
      }
      json.writeEndObject();
    }
    json.writeArrayFieldStart("borneBy");
    for (Advice.Share share : disequilibrium.byElement()) {
      json.writeStartObject();
      json.writeStringField("kind", share.kind());
      json.writeStringField("bearer", share.bearer());
      fields.cost("cost", share.cost(), share.cost());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Advice.Explanation explanation) throws IOException {
    json.writeStartObject();
    json.writeFieldName("relaxation");
    fields.write(explanation.relaxation());
    json.writeArrayFieldStart("resolves");
    for (int conflict : explanation.resolves()) {
      json.writeNumber(conflict);
    }
    json.writeEndArray();
    json.writeFieldName("against");
    fields.elements(explanation.against());
    fields.cost("priceOfKeeping", explanation.price());
    if (explanation.weight() != null) {
      json.writeStringField("weight", explanation.weight().explain());
    }
    json.writeEndObject();
  }

  private void write(AppliedElement applied, TheoreticalWeight weight) throws IOException {
    json.writeStartObject();
    json.writeStringField("element", applied.toString());
    json.writeStringField("kind", applied.element().kind().word());
    json.writeStringField("name", applied.element().fullName());
    json.writeStringField("case", applied.caseId());
    JsonText.decimal(json, "base", weight.base());
    json.writeArrayFieldStart("contributions");
    for (Contribution each : weight.contributions()) {
      json.writeStartObject();
      json.writeStringField("by", each.from());
      JsonText.decimal(json, "strength", each.edgeStrength());
      JsonText.decimal(json, "own", each.sourceStrength());
      JsonText.decimal(json, "amount", each.amount());
      json.writeStringField("why", each.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (weight.entrenched()) {
      json.writeStringField("weight", Cost.INFINITE.toString());
    } else {
      JsonText.decimal(json, "weight", weight.weight());
    }
    json.writeEndObject();
  }
}
