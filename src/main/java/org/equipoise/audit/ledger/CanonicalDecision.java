package org.equipoise.audit.ledger;

import static org.equipoise.formats.internal.CanonicalScanner.ascii;

import java.util.List;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * A decision as a ledger records it: what {@link org.equipoise.decision.DecisionWriter} writes, in
 * canonical JSON, without case and constitution, which the entry names already, and with what it
 * would take to allow and to block each output. Two decisions come out alike if and only if their
 * bytes are equal. Not safe for several threads.
 */
public final class CanonicalDecision {
  private static final byte[] CHOICE = ascii("{\"choice\":");
  private static final byte[] CHOICE_MARGIN = ascii(",\"choiceMargin\":");
  private static final byte[] CONFLICTS = ascii(",\"conflicts\":[");
  private static final byte[] ABOUT = ascii("{\"about\":");
  private static final byte[] ENVIRONMENTS = ascii(",\"environments\":[");
  private static final byte[] TRUNCATED = ascii(",\"truncated\":true");
  private static final byte[] WHY = ascii(",\"why\":");
  private static final byte[] END_LIST = ascii("]");
  private static final byte[] ERROR = ascii(",\"error\":");
  private static final byte[] DETAILS = ascii(",\"errorDetails\":{\"code\":");
  private static final byte[] LIMIT = ascii(",\"limit\":");
  private static final byte[] PLACE = ascii(",\"place\":");
  private static final byte[] RULE = ascii(",\"rule\":");
  private static final byte[] FRAGILE = ascii(",\"fragile\":[");
  private static final byte[] GAP = ascii("],\"gap\":");
  private static final byte[] OUTPUTS = ascii(",\"outputs\":[");
  private static final byte[] STATE = ascii("],\"state\":");
  private static final byte[] END = ascii("}");

  private static final byte[] ACTION = ascii("{\"action\":");
  private static final byte[] ALLOWING = ascii(",\"allowing\":[");
  private static final byte[] BLOCKING = ascii("],\"blocking\":[");
  private static final byte[] CLAIMS = ascii("],\"claims\":[");
  private static final byte[] BY = ascii("{\"by\":");
  private static final byte[] OVER = ascii(",\"over\":");
  private static final byte[] REASON = ascii(",\"reason\":");
  private static final byte[] STATUS = ascii(",\"status\":");
  private static final byte[] COST_ALLOW = ascii("],\"costAllow\":");
  private static final byte[] COST_BLOCK = ascii(",\"costBlock\":");
  private static final byte[] DECISION = ascii(",\"decision\":");
  private static final byte[] MARGIN = ascii(",\"margin\":");
  private static final byte[] OUTPUT = ascii(",\"output\":");

  private static final byte[] COST = ascii("{\"cost\":");
  private static final byte[] ELEMENT = ascii(",\"element\":");
  private static final byte[] KIND = ascii(",\"kind\":");

  private final CanonicalJson json = new CanonicalJson(new EncodedTextCache());

  /** For decisions one after the other: what comes again is spelled once. */
  public CanonicalDecision() {}

  /** A decision in canonical JSON, in UTF-8. */
  public static byte[] of(Decision decision) {
    CanonicalJson json = new CanonicalJson();
    write(decision, json);
    return json.toBytes();
  }

  /** Whether some bytes are a decision. */
  boolean is(Decision decision, byte[] bytes, int from, int to) {
    write(decision, json.clear());
    if (json.is(bytes, from, to) || decision.error() == null) {
      return json.is(bytes, from, to);
    }
    write(decision, json.clear(), false);
    return json.is(bytes, from, to);
  }

  /**
   * A decision in canonical JSON, with texts and names as a veil has them.
   *
   * @param hasErrorDetails whether an error is written with its details; entries in the old form
   *     hold the sentence alone
   */
  static byte[] of(Decision decision, @Nullable TextMask veil, boolean hasErrorDetails) {
    CanonicalJson json = new CanonicalJson().veiled(veil);
    write(decision, json, hasErrorDetails);
    return json.toBytes();
  }

  static void write(Decision decision, CanonicalJson json) {
    write(decision, json, true);
  }

  private static void write(Decision decision, CanonicalJson json, boolean hasErrorDetails) {
    json.begin(CHOICE);
    if (decision.choice() == null) {
      json.value(null);
    } else {
      json.name(decision.choice());
    }
    cost(CHOICE_MARGIN, decision.choiceMargin(), json);
    json.piece(CONFLICTS);
    List<FoundConflict> conflicts = decision.conflicts();
    for (int i = 0; i < conflicts.size(); i++) {
      FoundConflict conflict = conflicts.get(i);
      json.begin(ABOUT).beginList();
      conflict.conflict().about().forEach(json::name);
      json.endList();
      environments(conflict.label(), json);
      json.piece(KIND).recurring(conflict.conflict().kind());
      truncated(conflict.label(), json);
      json.piece(WHY).recurring(joined(conflict.reasons())).end(END);
    }
    json.end(END_LIST);
    if (decision.error() != null) {
      json.piece(ERROR).string(decision.error().sentence());
      if (hasErrorDetails) {
        details(decision.error(), json);
      }
    }
    json.piece(FRAGILE);
    elements(decision.fragile(), json);
    json.piece(GAP).bool(decision.gap()).piece(OUTPUTS);
    List<OutputDecision> outputs = decision.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      write(outputs.get(i), decision.state() == DecisionState.ERROR, json);
    }
    json.piece(STATE).word(decision.state().word()).end(END);
  }

  private static void write(OutputDecision output, boolean failed, CanonicalJson json) {
    json.begin(ACTION).word(output.action().word());
    json.piece(ALLOWING);
    way(output.allowing(), json);
    json.piece(BLOCKING);
    way(output.blocking(), json);
    json.piece(CLAIMS);
    List<FoundClaim> claims = output.claims();
    for (int i = 0; i < claims.size(); i++) {
      FoundClaim claim = claims.get(i);
      json.begin(BY);
      element(claim.claim().claimant(), json);
      environments(claim.label(), json);
      if (claim.claim().over() != null) {
        json.piece(OVER).name(claim.claim().over());
      }
      json.piece(REASON).recurring(joined(claim.reasons()));
      json.piece(STATUS).word(claim.claim().getStatus());
      truncated(claim.label(), json);
      json.end(END);
    }
    cost(COST_ALLOW, failed ? null : output.allowing().cost(), json);
    cost(COST_BLOCK, failed ? null : output.blocking().cost(), json);
    json.piece(DECISION).word(output.verdict().word());
    json.piece(MARGIN).sixDecimals(output.margin());
    json.piece(OUTPUT).name(output.output()).end(END);
  }

  private static void details(DecisionError error, CanonicalJson json) {
    json.piece(DETAILS).word(error.code().word());
    if (error.limit() != null) {
      json.piece(LIMIT).number((long) error.limit());
    }
    if (error.place() != null) {
      json.piece(PLACE).string(error.place());
    }
    if (error.rule() != null) {
      json.piece(RULE).name(error.rule());
    }
    json.end(END);
  }

  private static void way(CheapestRelaxation way, CanonicalJson json) {
    List<Relaxation> relaxations = way.relaxations();
    for (int i = 0; i < relaxations.size(); i++) {
      Relaxation relaxation = relaxations.get(i);
      json.begin(COST);
      amount(relaxation.cost(), json);
      json.piece(ELEMENT);
      element(relaxation.element(), json);
      json.piece(KIND).word(relaxation.kind().word()).end(END);
    }
  }

  private static void environments(Label label, CanonicalJson json) {
    json.piece(ENVIRONMENTS);
    List<List<Element>> environments = label.environments();
    Meter.turns(environments.size());
    for (int i = 0; i < environments.size(); i++) {
      json.beginList();
      elements(environments.get(i), json);
      json.endList();
    }
    json.end(END_LIST);
  }

  private static void elements(List<Element> elements, CanonicalJson json) {
    for (int i = 0; i < elements.size(); i++) {
      element(elements.get(i), json);
    }
  }

  private static void element(Element element, CanonicalJson json) {
    json.recurring(element.kind().word(), element.fullName());
  }

  private static String joined(List<String> reasons) {
    return reasons.size() == 1 ? reasons.get(0) : String.join("; ", reasons);
  }

  private static void truncated(Label label, CanonicalJson json) {
    if (label.truncated()) {
      json.end(TRUNCATED);
    }
  }

  private static void cost(byte[] before, @Nullable Cost cost, CanonicalJson json) {
    json.piece(before);
    if (cost == null) {
      json.value(null);
    } else {
      amount(cost, json);
    }
  }

  private static void amount(Cost cost, CanonicalJson json) {
    if (cost.isInfinite()) {
      json.word(cost.toString());
    } else {
      json.billionths(cost.billionths());
    }
  }
}
