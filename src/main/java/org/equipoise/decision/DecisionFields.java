package org.equipoise.decision;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Levels;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON of a decision, each field in one place. {@link DecisionReader} reads it. Both
 * name the fields by {@code DecisionKey}.
 */
public final class DecisionFields {

  /** Which fields are written, and in which order. */
  public enum Part {
    /** What {@code decide} prints, in the order of the documentation. */
    PUBLISHED,
    /** What an entry of a ledger holds, sorted by name. */
    RECORDED,
    /** The same without {@code errorDetails}, which entries of the old form lack. */
    RECORDED_BEFORE_ERROR_DETAILS
  }

  private final CanonicalJson json;
  private final Part part;
  private Levels levels;

  /** The fields of the object that is being printed, by their key. */
  private SortedMap<DecisionKey, byte[]> printed = new TreeMap<>();

  private @Nullable DecisionKey latest;
  private int start;

  private DecisionFields(CanonicalJson json, Part part, Levels levels) {
    this.levels = levels;
    this.json = json;
    this.part = part;
  }

  /** Writes a part of a decision. */
  public static void write(Decision decision, Part part, CanonicalJson json) {
    new DecisionFields(json, part, decision.levels()).object(decision, DecisionFields::decision);
  }

  private interface Fields<T> {
    void write(DecisionFields to, T it);
  }

  private <T> void object(T it, Fields<T> fields) {
    json.beginObject();
    if (part == Part.PUBLISHED) {
      print(it, fields);
    } else {
      fields.write(this, it);
    }
    json.endObject();
  }

  /** Writes fields in the order in which they are printed. */
  private <T> void print(T it, Fields<T> fields) {
    SortedMap<DecisionKey, byte[]> around = printed;
    DecisionKey keyAround = latest;
    int startAround = start;
    printed = new TreeMap<>();
    latest = null;
    fields.write(this, it);
    takeLatest();
    printed.values().forEach(json::raw);
    printed = around;
    latest = keyAround;
    start = startAround;
  }

  private void takeLatest() {
    if (latest != null) {
      printed.put(latest, json.take(start));
    }
  }

  private CanonicalJson key(DecisionKey key) {
    if (part == Part.PUBLISHED) {
      takeLatest();
      latest = key;
      start = json.length();
    }
    return json.begin(key.json);
  }

  private <T> void list(DecisionKey key, List<T> items, Fields<T> fields) {
    key(key).beginList();
    for (int i = 0; i < items.size(); i++) {
      object(items.get(i), fields);
    }
    json.endList();
  }

  private void decision(Decision it) {
    if (part == Part.PUBLISHED) {
      key(DecisionKey.CASE).name(it.caseId());
      key(DecisionKey.CONSTITUTION).bare(it.constitution());
    }
    decided(it);
  }

  private void decided(Decision it) {
    if (it.combined() != null) {
      key(DecisionKey.CHARTER);
      object(it.combined(), DecisionFields::combined);
    }
    if (it.choice() == null) {
      key(DecisionKey.CHOICE).value(null);
    } else {
      key(DecisionKey.CHOICE).name(it.choice());
    }
    cost(DecisionKey.CHOICE_MARGIN, DecisionKey.CHOICE_MARGIN_LEVELS, it.choiceMargin(), null);
    list(DecisionKey.CONFLICTS, it.conflicts(), DecisionFields::conflict);
    if (it.error() != null) {
      key(DecisionKey.ERROR).string(it.error().sentence());
      if (part != Part.RECORDED_BEFORE_ERROR_DETAILS) {
        key(DecisionKey.ERROR_DETAILS);
        object(it.error(), DecisionFields::details);
      }
    }
    key(DecisionKey.FRAGILE);
    elements(it.fragile());
    key(DecisionKey.GAP).bool(it.gap());
    if (levels.areDeclared()) {
      key(DecisionKey.LEVELS).beginList();
      levels.names().forEach(json::bare);
      json.endList();
    }
    if (!it.misread().isEmpty()) {
      list(DecisionKey.MISREAD, it.misread(), DecisionFields::misread);
    }
    if (!it.notInForce().isEmpty()) {
      key(DecisionKey.NOT_IN_FORCE);
      elements(it.notInForce());
    }
    boolean hasNoCosts = it.state() == DecisionState.ERROR || it.isOfSeveral();
    list(
        DecisionKey.OUTPUTS,
        it.outputs(),
        hasNoCosts ? DecisionFields::outputWithoutCosts : DecisionFields::decidedOutput);
    if (!it.raised().isEmpty()) {
      key(DecisionKey.RAISED).beginList();
      it.raised().forEach(json::name);
      json.endList();
    }
    key(DecisionKey.STATE).word(it.state().word());
  }

  private void combined(Combined it) {
    key(DecisionKey.CLAUSE).name(it.clause());
    key(DecisionKey.COMBINE).word(it.combine().word());
    list(DecisionKey.SAYS, it.says(), DecisionFields::said);
  }

  private void said(Combined.Said it) {
    if (!it.conceded().isEmpty()) {
      key(DecisionKey.CONCEDED);
      elements(it.conceded());
    }
    key(DecisionKey.CONSTITUTION).bare(it.decision().constitution());
    key(DecisionKey.DECISION);
    Levels around = levels;
    levels = it.decision().levels();
    object(it.decision(), DecisionFields::decided);
    levels = around;
    key(DecisionKey.NAME).name(it.name());
  }

  private void details(DecisionError it) {
    key(DecisionKey.CODE).word(it.code().word());
    if (it.limit() != null) {
      key(DecisionKey.LIMIT).number((long) it.limit());
    }
    name(DecisionKey.PLACE, it.place());
    name(DecisionKey.RULE, it.rule());
  }

  private void decidedOutput(OutputDecision it) {
    output(it, it.allowing().cost(), it.blocking().cost());
  }

  private void outputWithoutCosts(OutputDecision it) {
    output(it, null, null);
  }

  private void output(OutputDecision it, @Nullable Cost allowing, @Nullable Cost blocking) {
    key(DecisionKey.ACTION).word(it.action().word());
    if (part != Part.PUBLISHED) {
      list(DecisionKey.ALLOWING, it.allowing().relaxations(), DecisionFields::relaxation);
      list(DecisionKey.BLOCKING, it.blocking().relaxations(), DecisionFields::relaxation);
    }
    list(DecisionKey.CLAIMS, it.claims(), DecisionFields::claim);
    cost(DecisionKey.COST_ALLOW, DecisionKey.COST_ALLOW_LEVELS, allowing, blocking);
    cost(DecisionKey.COST_BLOCK, DecisionKey.COST_BLOCK_LEVELS, blocking, allowing);
    key(DecisionKey.DECISION).word(it.verdict().word());
    if (!it.guidance().isEmpty()) {
      list(DecisionKey.GUIDANCE, it.guidance(), DecisionFields::guidance);
    }
    if (it.level() != null) {
      key(DecisionKey.LEVEL).bare(it.level());
    }
    key(DecisionKey.MARGIN).sixDecimals(it.margin());
    key(DecisionKey.OUTPUT).name(it.output());
  }

  private void claim(FoundClaim it) {
    element(DecisionKey.BY, it.claim().claimant());
    if (it.degree() < 1) {
      key(DecisionKey.DEGREE).sixDecimals(it.degree());
    }
    environments(it.label());
    name(DecisionKey.OVER, it.claim().over());
    reasons(DecisionKey.REASON, it.reasons());
    key(DecisionKey.STATUS).word(it.claim().getStatus());
    truncated(it.label());
  }

  private void guidance(FoundGuidance it) {
    Guidance guidance = it.guidance();
    element(DecisionKey.BY, guidance.by());
    environments(it.label());
    if (guidance instanceof Guidance.Lift lift) {
      name(DecisionKey.OF, lift.rule());
    } else if (guidance instanceof Guidance.Rank rank) {
      name(DecisionKey.OVER, rank.over());
    }
    reasons(DecisionKey.REASON, it.reasons());
    if (guidance instanceof Guidance.Pull pull) {
      key(DecisionKey.STRENGTH).sixDecimals(Math.abs(pull.strength()));
    }
    truncated(it.label());
    key(DecisionKey.WORD).word(guidance.word().word());
  }

  private void misread(Misread it) {
    key(DecisionKey.AS).name(it.as());
    key(DecisionKey.ATTRIBUTE).name(it.attribute());
    if (!it.id().isEmpty()) {
      key(DecisionKey.ID).name(it.id());
    }
    key(DecisionKey.IS).name(it.is());
    key(DecisionKey.OF).name(it.subject());
  }

  private void conflict(FoundConflict it) {
    key(DecisionKey.ABOUT).beginList();
    it.conflict().about().forEach(json::name);
    json.endList();
    environments(it.label());
    key(DecisionKey.KIND).recurring(it.conflict().kind());
    truncated(it.label());
    reasons(DecisionKey.WHY, it.reasons());
  }

  private void relaxation(Relaxation it) {
    number(DecisionKey.COST, it.cost(), it.cost().rank());
    element(DecisionKey.ELEMENT, it.element());
    key(DecisionKey.KIND).word(it.kind().word());
    if (it.cost().levels().areDeclared()) {
      key(DecisionKey.LEVEL).bare(levels.names().get(it.cost().rank()));
    }
  }

  private void environments(Label label) {
    List<List<Element>> environments = label.environments();
    Meter.turns(environments.size());
    key(DecisionKey.ENVIRONMENTS).beginList();
    for (int i = 0; i < environments.size(); i++) {
      elements(environments.get(i));
    }
    json.endList();
  }

  private void truncated(Label label) {
    if (label.truncated()) {
      key(DecisionKey.TRUNCATED).bool(true);
    }
  }

  private void name(DecisionKey key, @Nullable String name) {
    if (name != null) {
      key(key).name(name);
    }
  }

  private void reasons(DecisionKey key, List<String> reasons) {
    key(key).recurring(reasons.size() == 1 ? reasons.get(0) : String.join("; ", reasons));
  }

  /**
   * A cost: its amount on the highest level on which it differs from another, and its amount on
   * each level.
   *
   * @param other null for no cost
   */
  private void cost(
      DecisionKey key, DecisionKey byLevel, @Nullable Cost cost, @Nullable Cost other) {
    if (cost == null
        || !levels.areDeclared()
        || !(cost.levels().areDeclared() || cost.equals(Cost.ZERO))) {
      number(key, cost, 0);
      return;
    }
    boolean isAlone = other == null || other.isInfinite() || other.equals(cost);
    number(key, cost, isAlone ? cost.rank() : cost.firstDifference(Objects.requireNonNull(other)));
    key(byLevel).beginObject();
    List<String> names = levels.names();
    for (String name : part == Part.PUBLISHED ? names : names.stream().sorted().toList()) {
      json.field(name).billionths(cost.billionths(levels.rank(name)));
    }
    json.endObject();
  }

  private void number(DecisionKey key, @Nullable Cost cost, int rank) {
    if (cost == null) {
      key(key).value(null);
    } else if (cost.isInfinite()) {
      key(key).word(cost.toString());
    } else {
      key(key).billionths(cost.billionths(rank));
    }
  }

  private void elements(List<Element> elements) {
    json.beginList();
    for (int i = 0; i < elements.size(); i++) {
      json.recurring(elements.get(i).kind().word(), elements.get(i).fullName());
    }
    json.endList();
  }

  private void element(DecisionKey key, Element element) {
    key(key).recurring(element.kind().word(), element.fullName());
  }
}
