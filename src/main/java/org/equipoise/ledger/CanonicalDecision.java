package org.equipoise.ledger;

import java.util.List;
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
    json.beginObject().plainField("choice").value(decision.choice());
    cost("choiceMargin", decision.choiceMargin(), json);
    json.plainField("conflicts").beginList();
    for (FoundConflict conflict : decision.conflicts()) {
      json.beginObject().plainField("about").value(conflict.conflict().about());
      environments(conflict.label(), json);
      json.plainField("kind").string(conflict.conflict().kind());
      truncated(conflict.label(), json);
      json.plainField("why").string(joined(conflict.reasons())).endObject();
    }
    json.endList();
    if (decision.error() != null) {
      json.plainField("error").string(decision.error());
    }
    json.plainField("fragile");
    elements(decision.fragile(), json);
    json.plainField("gap").bool(decision.gap()).plainField("outputs").beginList();
    for (OutputDecision output : decision.outputs()) {
      write(output, decision.state() == State.ERROR, json);
    }
    json.endList().plainField("state").string(decision.state().word()).endObject();
  }

  private static void write(OutputDecision output, boolean failed, CanonicalJson json) {
    json.beginObject().plainField("action").string(output.action().word());
    way("allowing", output.allowing(), json);
    way("blocking", output.blocking(), json);
    json.plainField("claims").beginList();
    for (FoundClaim claim : output.claims()) {
      json.beginObject().plainField("by");
      element(claim.claim().claimant(), json);
      environments(claim.label(), json);
      if (claim.claim().over() != null) {
        json.plainField("over").string(claim.claim().over());
      }
      json.plainField("reason").string(joined(claim.reasons()));
      json.plainField("status").string(claim.claim().getStatus());
      truncated(claim.label(), json);
      json.endObject();
    }
    json.endList();
    cost("costAllow", failed ? null : output.allowing().cost(), json);
    cost("costBlock", failed ? null : output.blocking().cost(), json);
    json.plainField("decision").string(output.verdict().word());
    json.plainField("margin").sixDecimals(output.margin());
    json.plainField("output").string(output.output()).endObject();
  }

  private static void way(String name, Way way, CanonicalJson json) {
    json.plainField(name).beginList();
    for (Relaxation relaxation : way.relaxations()) {
      json.beginObject();
      cost("cost", relaxation.cost(), json);
      json.plainField("element");
      element(relaxation.element(), json);
      json.plainField("kind").string(relaxation.kind().word()).endObject();
    }
    json.endList();
  }

  private static void environments(Label label, CanonicalJson json) {
    json.plainField("environments").beginList();
    for (List<Element> environment : label.environments()) {
      elements(environment, json);
    }
    json.endList();
  }

  private static void elements(List<Element> elements, CanonicalJson json) {
    json.beginList();
    for (Element each : elements) {
      element(each, json);
    }
    json.endList();
  }

  private static void element(Element element, CanonicalJson json) {
    json.string(element.kind().word(), element.name());
  }

  private static String joined(List<String> reasons) {
    return reasons.size() == 1 ? reasons.get(0) : String.join("; ", reasons);
  }

  private static void truncated(Label label, CanonicalJson json) {
    if (label.truncated()) {
      json.plainField("truncated").bool(true);
    }
  }

  private static void cost(String name, @Nullable Cost cost, CanonicalJson json) {
    json.plainField(name);
    if (cost == null) {
      json.value(null);
    } else if (cost.isInfinite()) {
      json.string(cost.toString());
    } else {
      json.billionths(cost.billionths());
    }
  }
}
