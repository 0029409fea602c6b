package org.equipoise.authoring.advice;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.AppliedElement;
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
  private AdviceWriter() {}

  /** The advice as JSON, without a line end. */
  public static String toJson(Advice advice) {
    return JsonText.of(json -> write(advice, json));
  }

  private static void write(Advice advice, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("constitution", advice.constitution());
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
        elements(environment, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("revisions");
    for (Revision revision : advice.revisions()) {
      write(revision, json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("prices");
    for (Advice.Price price : advice.prices()) {
      json.writeStartObject();
      json.writeStringField("element", price.element().toString());
      cost("weight", price.weight(), json);
      cost("priceOfKeeping", price.priceOfKeeping(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("weights");
    for (Map.Entry<AppliedElement, TheoreticalWeight> each : advice.weights().entrySet()) {
      write(each.getKey(), each.getValue(), json);
    }
    json.writeEndArray();
    write(advice.disequilibrium(), json);
    JsonText.decimal(json, "coverage", advice.coverage());
    JsonText.strings(json, "informative", advice.informativePrinciples());
    json.writeArrayFieldStart("irreconcilable");
    for (Advice.Irreconcilable irreconcilable : advice.irreconcilable()) {
      elements(irreconcilable.elements(), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("explanations");
    for (Advice.Explanation explanation : advice.explanations()) {
      write(explanation, json);
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
    if (!advice.notComputed().isEmpty()) {
      JsonText.strings(json, "notComputed", advice.notComputed());
    }
    json.writeEndObject();
  }

  private static void write(Revision revision, JsonGenerator json) throws IOException {
    json.writeStartObject();
    cost("cost", revision.cost(), json);
    cost("lowerBound", revision.lowerBound(), json);
    json.writeBooleanField("certified", revision.certified());
    json.writeBooleanField("verified", revision.verified());
    json.writeArrayFieldStart("relaxations");
    for (Relaxation relaxation : revision.relaxations()) {
      write(relaxation, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Relaxation relaxation, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", relaxation.kind().word());
    json.writeStringField("element", relaxation.element().toString());
    json.writeStringField("case", relaxation.caseId());
    cost("cost", relaxation.cost(), json);
    json.writeEndObject();
  }

  private static void write(Advice.Disequilibrium disequilibrium, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("disequilibrium");
    cost("cost", disequilibrium.cost(), json);
    cost("asserted", disequilibrium.asserted(), json);
    JsonText.decimal(json, "index", disequilibrium.index());
    json.writeArrayFieldStart("borneBy");
    for (Advice.Share share : disequilibrium.byElement()) {
      json.writeStartObject();
      json.writeStringField("kind", share.kind());
      json.writeStringField("bearer", share.bearer());
      cost("cost", share.cost(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(Advice.Explanation explanation, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("relaxation");
    write(explanation.relaxation(), json);
    json.writeArrayFieldStart("resolves");
    for (int conflict : explanation.resolves()) {
      json.writeNumber(conflict);
    }
    json.writeEndArray();
    json.writeFieldName("against");
    elements(explanation.against(), json);
    cost("priceOfKeeping", explanation.price(), json);
    if (explanation.weight() != null) {
      json.writeStringField("weight", explanation.weight().explain());
    }
    json.writeEndObject();
  }

  private static void write(AppliedElement applied, TheoreticalWeight weight, JsonGenerator json)
      throws IOException {
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

  private static void elements(List<AppliedElement> elements, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (AppliedElement element : elements) {
      json.writeString(element.toString());
    }
    json.writeEndArray();
  }

  private static void cost(String name, Optional<Cost> cost, JsonGenerator json)
      throws IOException {
    if (cost.isPresent()) {
      cost(name, cost.get(), json);
    } else {
      json.writeNullField(name);
    }
  }

  private static void cost(String name, Cost cost, JsonGenerator json) throws IOException {
    if (cost.isInfinite()) {
      json.writeStringField(name, cost.toString());
    } else {
      json.writeFieldName(name);
      json.writeNumber(cost.toString());
    }
  }
}
