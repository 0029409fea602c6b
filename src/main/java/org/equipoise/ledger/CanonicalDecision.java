package org.equipoise.ledger;

import java.util.List;
import java.util.Locale;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.State;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.Way;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a ledger records it: what {@link org.equipoise.decision.DecisionWriter} writes, in
 * canonical JSON, without case and constitution, which the entry names already, and with what it
 * would take to allow and to block each output. Two decisions come out alike if and only if their
 * bytes are equal.
 */
public final class CanonicalDecision {
  private CanonicalDecision() {}

  /** The decision in canonical JSON, in UTF-8. */
  public static byte[] of(Decision decision) {
    CanonicalJson json = new CanonicalJson();
    write(decision, json);
    return json.toBytes();
  }

  static void write(Decision decision, CanonicalJson json) {
    json.beginObject().field("choice").value(decision.choice());
    cost("choiceMargin", decision.choiceMargin(), json);
    json.field("conflicts").beginList();
    for (FoundConflict conflict : decision.conflicts()) {
      json.beginObject().field("about").value(conflict.conflict().about());
      environments(conflict.label(), json);
      json.field("kind").string(conflict.conflict().kind());
      truncated(conflict.label(), json);
      json.field("why").string(String.join("; ", conflict.reasons())).endObject();
    }
    json.endList();
    if (decision.error() != null) {
      json.field("error").string(decision.error());
    }
    json.field("fragile");
    elements(decision.fragile(), json);
    json.field("gap").bool(decision.gap()).field("outputs").beginList();
    for (OutputDecision output : decision.outputs()) {
      write(output, decision.state() == State.ERROR, json);
    }
    json.endList().field("state").string(decision.state().word()).endObject();
  }

  private static void write(OutputDecision output, boolean failed, CanonicalJson json) {
    json.beginObject().field("action").string(output.action().name().toLowerCase(Locale.ROOT));
    way("allowing", output.allowing(), json);
    way("blocking", output.blocking(), json);
    json.field("claims").beginList();
    for (FoundClaim claim : output.claims()) {
      json.beginObject().field("by").string(claim.claim().getBy());
      environments(claim.label(), json);
      if (claim.claim().over() != null) {
        json.field("over").string(claim.claim().over());
      }
      json.field("reason").string(String.join("; ", claim.reasons()));
      json.field("status").string(claim.claim().getStatus());
      truncated(claim.label(), json);
      json.endObject();
    }
    json.endList();
    cost("costAllow", failed ? null : output.allowing().cost(), json);
    cost("costBlock", failed ? null : output.blocking().cost(), json);
    json.field("decision").string(output.verdict().word());
    json.field("margin").sixDecimals(output.margin());
    json.field("output").string(output.output()).endObject();
  }

  private static void way(String name, Way way, CanonicalJson json) {
    json.field(name).beginList();
    for (Relaxation relaxation : way.relaxations()) {
      json.beginObject();
      cost("cost", relaxation.cost(), json);
      json.field("element").string(relaxation.element().toString());
      json.field("kind").string(relaxation.kind().name().toLowerCase(Locale.ROOT)).endObject();
    }
    json.endList();
  }

  private static void environments(Label label, CanonicalJson json) {
    json.field("environments").beginList();
    label.environments().forEach(it -> elements(it, json));
    json.endList();
  }

  private static void elements(List<Element> elements, CanonicalJson json) {
    json.beginList();
    elements.forEach(it -> json.string(it.toString()));
    json.endList();
  }

  private static void truncated(Label label, CanonicalJson json) {
    if (label.truncated()) {
      json.field("truncated").bool(true);
    }
  }

  private static void cost(String name, @Nullable Cost cost, CanonicalJson json) {
    json.field(name);
    if (cost == null) {
      json.value(null);
    } else if (cost.isInfinite()) {
      json.string(cost.toString());
    } else {
      json.billionths(cost.billionths());
    }
  }
}
