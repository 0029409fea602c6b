package org.equipoise.advice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Revision;

/**
 * Writes advice as one JSON object on one line. Costs have at most six decimals; what no price is
 * enough for is the text {@code "infinite"}, and what a limit kept from being known is null.
 */
public final class AdviceWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private AdviceWriter() {}

  /** The advice as JSON, without a line end. */
  public static String toJson(Advice advice) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(advice, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
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
      strings("about", conflict.about(), json);
      strings("cases", conflict.cases(), json);
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
    write(advice.disequilibrium(), json);
    json.writeFieldName("coverage");
    json.writeNumber(decimal(advice.coverage()));
    strings("informative", advice.informativePrinciples(), json);
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
    json.writeStringField("kind", relaxation.kind().name().toLowerCase(Locale.ROOT));
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
    json.writeFieldName("index");
    json.writeNumber(decimal(disequilibrium.index()));
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

  private static void elements(List<AppliedElement> elements, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (AppliedElement element : elements) {
      json.writeString(element.toString());
    }
    json.writeEndArray();
  }

  private static void strings(String name, Collection<String> strings, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String each : strings) {
      json.writeString(each);
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

  private static String decimal(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
