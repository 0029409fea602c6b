package org.equipoise.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Combination;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.inference.Label;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.language.Levels;
import org.equipoise.language.Word;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a decision: each field once, with how it is written and how it is read. Whatever
 * writes or reads decisions goes by this description.
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

  // ---- writing: the fields of an object in the order of their names

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

  // ---- reading

  /**
   * The decision that an entry of a ledger holds. Its reasons are joined to one, and its costs and
   * margins are rounded, as they are written.
   *
   * @param json what was recorded, with {@code errorDetails} if it is an error
   * @param caseId the case, which the entry names beside the decision
   * @param constitution the digest of the constitution, likewise
   * @throws IllegalArgumentException if it is no decision
   * @throws ArithmeticException if a cost is too large
   */
  public static Decision read(JsonNode json, String caseId, String constitution) {
    Levels levels = new Levels(list(DecisionKey.LEVELS.in(json), JsonNode::asText));
    return new Decision(
        caseId,
        list(DecisionKey.OUTPUTS.in(json), it -> output(it, caseId, levels)),
        DecisionKey.CHOICE.in(json).textValue(),
        RecordedCost.of(
            DecisionKey.CHOICE_MARGIN.in(json), DecisionKey.CHOICE_MARGIN_LEVELS.in(json), levels),
        word(DecisionState.values(), DecisionState::word, DecisionKey.STATE.textIn(json)),
        DecisionKey.GAP.in(json).asBoolean(),
        elements(DecisionKey.FRAGILE.in(json)),
        list(DecisionKey.CONFLICTS.in(json), DecisionFields::conflict),
        list(DecisionKey.MISREAD.in(json), DecisionFields::misread),
        elements(DecisionKey.NOT_IN_FORCE.in(json)),
        list(DecisionKey.RAISED.in(json), JsonNode::asText),
        constitution,
        levels,
        DecisionKey.ERROR.in(json).isTextual()
            ? error(DecisionKey.ERROR.textIn(json), DecisionKey.ERROR_DETAILS.in(json))
            : null,
        DecisionKey.CHARTER.in(json).isObject()
            ? combined(DecisionKey.CHARTER.in(json), caseId)
            : null);
  }

  private static Combined combined(JsonNode json, String caseId) {
    return new Combined(
        DecisionKey.CLAUSE.textIn(json),
        word(Combination.values(), Combination::word, DecisionKey.COMBINE.textIn(json)),
        list(DecisionKey.SAYS.in(json), it -> said(it, caseId)));
  }

  private static Combined.Said said(JsonNode json, String caseId) {
    return new Combined.Said(
        DecisionKey.NAME.textIn(json),
        elements(DecisionKey.CONCEDED.in(json)),
        read(DecisionKey.DECISION.in(json), caseId, DecisionKey.CONSTITUTION.textIn(json)));
  }

  private static DecisionError error(String sentence, JsonNode details) {
    JsonNode limit = DecisionKey.LIMIT.in(details);
    return new DecisionError(
        word(
            DecisionError.Code.values(),
            DecisionError.Code::word,
            DecisionKey.CODE.textIn(details)),
        DecisionKey.RULE.in(details).textValue(),
        limit.isNumber() ? limit.asLong() : null,
        DecisionKey.PLACE.in(details).textValue(),
        sentence);
  }

  private static OutputDecision output(JsonNode json, String caseId, Levels levels) {
    String id = DecisionKey.OUTPUT.textIn(json);
    return new OutputDecision(
        id,
        word(Verdict.values(), Verdict::word, DecisionKey.DECISION.textIn(json)),
        word(Action.values(), Action::word, DecisionKey.ACTION.textIn(json)),
        DecisionKey.MARGIN.in(json).asDouble(),
        relaxation(
            RecordedCost.of(
                DecisionKey.COST_ALLOW.in(json), DecisionKey.COST_ALLOW_LEVELS.in(json), levels),
            DecisionKey.ALLOWING.in(json),
            caseId,
            levels),
        relaxation(
            RecordedCost.of(
                DecisionKey.COST_BLOCK.in(json), DecisionKey.COST_BLOCK_LEVELS.in(json), levels),
            DecisionKey.BLOCKING.in(json),
            caseId,
            levels),
        list(DecisionKey.CLAIMS.in(json), it -> claim(it, caseId, id)),
        list(DecisionKey.GUIDANCE.in(json), it -> guidance(it, caseId, id)));
  }

  private static FoundClaim claim(JsonNode json, String caseId, String output) {
    return new FoundClaim(
        new Claim(
            caseId,
            output,
            word(DeonticStatus.values(), DeonticStatus::word, DecisionKey.STATUS.textIn(json)),
            DecisionKey.OVER.in(json).textValue(),
            element(DecisionKey.BY.in(json))),
        reasons(DecisionKey.REASON.textIn(json)),
        label(json),
        DecisionKey.DEGREE.in(json).asDouble(1));
  }

  private static FoundGuidance guidance(JsonNode json, String caseId, String output) {
    Element by = element(DecisionKey.BY.in(json));
    double strength = DecisionKey.STRENGTH.in(json).asDouble();
    Guidance guidance =
        switch (word(Word.values(), Word::word, DecisionKey.WORD.textIn(json))) {
          case ENCOURAGE -> new Guidance.Pull(caseId, output, strength, by);
          case DISCOURAGE -> new Guidance.Pull(caseId, output, -strength, by);
          case RANK -> new Guidance.Rank(caseId, output, DecisionKey.OVER.textIn(json), by);
          case LIFT -> new Guidance.Lift(caseId, output, DecisionKey.OF.textIn(json), by);
          default -> new Guidance.Escalate(caseId, output, by);
        };
    return new FoundGuidance(
        output, guidance, reasons(DecisionKey.REASON.textIn(json)), label(json));
  }

  private static Misread misread(JsonNode json) {
    return new Misread(
        DecisionKey.OF.textIn(json),
        DecisionKey.ID.textIn(json),
        DecisionKey.ATTRIBUTE.textIn(json),
        DecisionKey.AS.textIn(json),
        DecisionKey.IS.textIn(json));
  }

  private static FoundConflict conflict(JsonNode json) {
    return new FoundConflict(
        new Conflict(
            DecisionKey.KIND.textIn(json), list(DecisionKey.ABOUT.in(json), JsonNode::asText)),
        reasons(DecisionKey.WHY.textIn(json)),
        label(json));
  }

  private static Label label(JsonNode json) {
    return new Label(
        list(DecisionKey.ENVIRONMENTS.in(json), DecisionFields::elements),
        DecisionKey.TRUNCATED.in(json).asBoolean());
  }

  private static CheapestRelaxation relaxation(
      @Nullable Cost cost, JsonNode steps, String caseId, Levels levels) {
    return new CheapestRelaxation(
        RecordedCost.orZero(cost), list(steps, it -> relaxation(it, caseId, levels)));
  }

  private static Relaxation relaxation(JsonNode json, String caseId, Levels levels) {
    String level = DecisionKey.LEVEL.in(json).textValue();
    return new Relaxation(
        word(Relaxation.Kind.values(), Relaxation.Kind::word, DecisionKey.KIND.textIn(json)),
        element(DecisionKey.ELEMENT.in(json)),
        caseId,
        RecordedCost.orZero(RecordedCost.onLevel(DecisionKey.COST.in(json), level, levels)));
  }

  private static List<String> reasons(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined);
  }

  private static List<Element> elements(JsonNode json) {
    return list(json, DecisionFields::element);
  }

  private static Element element(JsonNode json) {
    String text = json.asText();
    int colon = Math.max(0, text.indexOf(':'));
    Element.Kind kind = word(Element.Kind.values(), Element.Kind::word, text.substring(0, colon));
    String name = text.substring(colon + 1);
    return kind == Element.Kind.ATTRIBUTE ? Element.attribute(name) : new Element(kind, "", name);
  }

  private static <E> E word(E[] values, Function<E, String> word, String text) {
    for (E value : values) {
      if (word.apply(value).equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException("`" + text + "` is no word of a decision");
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
    List<T> items = new ArrayList<>();
    json.forEach(it -> items.add(reader.apply(it)));
    return List.copyOf(items);
  }
}
