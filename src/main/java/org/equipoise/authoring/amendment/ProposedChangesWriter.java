package org.equipoise.authoring.amendment;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.authoring.amendment.ProposedChanges.Alternative;
import org.equipoise.authoring.amendment.ProposedChanges.Figures;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;

/**
 * Writes a proposal as JSON, one object on one line. Costs have at most six decimals; an infinite
 * cost is the text {@code "infinite"}, and a cost that is not known is null. {@code notComputed} is
 * present only if something was not computed. Stateless and safe to share between threads.
 */
public final class ProposedChangesWriter {
  private ProposedChangesWriter() {}

  /** The proposal as JSON, without a line end. */
  public static String toJson(ProposedChanges proposal) {
    return JsonText.of(json -> write(proposal, json));
  }

  private static void write(ProposedChanges proposal, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", proposal.id());
    json.writeStringField("constitution", proposal.constitution());
    json.writeNumberField("cases", proposal.cases());
    json.writeNumberField("judgments", proposal.judgments());
    json.writeArrayFieldStart("changes");
    for (ProposedChange change : proposal.changes()) {
      write(change, true, json);
    }
    json.writeEndArray();
    cost("cost", proposal.cost(), json);
    cost("account", proposal.account(), json);
    cost("lowerBound", proposal.lowerBound(), json);
    json.writeBooleanField("certified", proposal.certified());
    json.writeBooleanField("verified", proposal.verified());
    JsonText.strings(json, "doubts", proposal.doubts());
    figures(proposal, json);
    json.writeNumberField("settled", proposal.settled());
    json.writeArrayFieldStart("inseparable");
    for (ProposedChanges.Pair pair : proposal.inseparable()) {
      json.writeStartArray();
      json.writeString(pair.one());
      json.writeString(pair.other());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeStringField("patch", proposal.patch());
    JsonText.strings(json, "tables", proposal.tables());
    json.writeArrayFieldStart("alternatives");
    for (Alternative alternative : proposal.alternatives()) {
      json.writeStartObject();
      json.writeArrayFieldStart("changes");
      for (ProposedChange change : alternative.changes()) {
        write(change, false, json);
      }
      json.writeEndArray();
      cost("cost", alternative.cost(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!proposal.notComputed().isEmpty()) {
      JsonText.strings(json, "notComputed", proposal.notComputed());
    }
    json.writeEndObject();
  }

  private static void figures(ProposedChanges proposal, JsonGenerator json) throws IOException {
    pair("index", proposal, Figures::index, json);
    pair("coverage", proposal, Figures::coverage, json);
    pair("informative", proposal, it -> (double) it.informative(), json);
  }

  private static void pair(
      String name, ProposedChanges of, Function<Figures, Double> figure, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    figure("before", of.before() == null ? null : figure.apply(of.before()), json);
    figure("after", of.after() == null ? null : figure.apply(of.after()), json);
    json.writeEndObject();
  }

  private static void figure(String name, @Nullable Double value, JsonGenerator json)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      JsonText.decimal(json, name, value);
    }
  }

  private static void write(ProposedChange change, boolean isInFull, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", change.kind().word());
    json.writeStringField("element", change.element());
    JsonText.optional(json, "case", change.caseId());
    JsonText.optional(json, "yieldsTo", change.yieldsTo());
    JsonText.optional(json, "status", change.status() == null ? null : change.status().word());
    json.writeArrayFieldStart("where");
    for (Ground ground : change.where()) {
      write(ground, json);
    }
    json.writeEndArray();
    if (!change.drops().isEmpty()) {
      JsonText.strings(json, "drops", change.drops());
    }
    cost("cost", change.cost(), json);
    if (isInFull) {
      json.writeStringField("inWords", change.inWords());
      cost("priceOfDoingWithout", change.price(), json);
      JsonText.strings(json, "resolves", change.resolves());
      JsonText.strings(json, "elseChanged", change.elseChanged());
      ProposedChange.Trust trust = change.trust();
      if (trust != null) {
        write(trust, json);
      }
    }
    json.writeEndObject();
  }

  private static void write(ProposedChange.Trust trust, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("trust");
    json.writeNumberField("cases", trust.cases());
    json.writeNumberField("errors", trust.errors());
    JsonText.decimal(json, "errorAtMost", trust.bound());
    share("errorInFolds", trust.folds(), json);
    share("errorHeldOut", trust.heldOut(), json);
    json.writeEndObject();
  }

  private static void share(String name, Optional<Double> share, JsonGenerator json)
      throws IOException {
    if (share.isPresent()) {
      JsonText.decimal(json, name, share.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static void write(Ground ground, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("of", ground.of().word());
    json.writeStringField("attribute", ground.attribute());
    List<Object> values = ground.values();
    switch (ground.test()) {
      case IS -> field("is", values.get(0), json);
      case AT_MOST -> field("atMost", values.get(0), json);
      case AT_LEAST -> field("atLeast", values.get(0), json);
      case CONTAINS -> field("contains", values.get(0), json);
      case IN -> {
        json.writeFieldName("in");
        JsonText.value(json, values);
      }
      case MISSING -> json.writeBooleanField("missing", true);
    }
    json.writeEndObject();
  }

  private static void field(String name, Object value, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    JsonText.value(json, value);
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
