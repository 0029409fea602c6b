package org.equipoise.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.CanonicalScanner;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Claim;
import org.equipoise.language.Conflict;
import org.equipoise.language.Element;
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

  /** The names of fields, in the order in which {@code decide} prints those of an object. */
  private enum Key {
    CASE,
    OUTPUTS,
    CHOICE,
    CHOICE_MARGIN,
    STATE,
    GAP,
    FRAGILE,
    CONFLICTS,
    ERROR,
    ERROR_DETAILS,
    CONSTITUTION,
    OUTPUT,
    DECISION,
    ACTION,
    MARGIN,
    COST_ALLOW,
    COST_BLOCK,
    CLAIMS,
    ALLOWING,
    BLOCKING,
    STATUS,
    OVER,
    BY,
    REASON,
    KIND,
    ABOUT,
    WHY,
    ENVIRONMENTS,
    TRUNCATED,
    ELEMENT,
    COST,
    CODE,
    RULE,
    LIMIT,
    PLACE;

    private final String field = camelCase(name().toLowerCase(Locale.ROOT));

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final byte[] json = CanonicalScanner.ascii("\"" + field + "\":");

    private static String camelCase(String words) {
      int gap = words.indexOf('_') + 1;
      return gap == 0
          ? words
          : words.substring(0, gap - 1)
              + words.substring(gap, gap + 1).toUpperCase(Locale.ROOT)
              + words.substring(gap + 1);
    }

    JsonNode in(JsonNode object) {
      return object.path(field);
    }

    String textIn(JsonNode object) {
      return in(object).asText();
    }
  }

  // ---- writing: the fields of an object in the order of their names

  private final CanonicalJson json;
  private final Part part;

  /** The fields of the object that is being printed, by their key. */
  private SortedMap<Key, byte[]> printed = new TreeMap<>();

  private @Nullable Key latest;
  private int start;

  private DecisionFields(CanonicalJson json, Part part) {
    this.json = json;
    this.part = part;
  }

  /** Writes a part of a decision. */
  public static void write(Decision decision, Part part, CanonicalJson json) {
    new DecisionFields(json, part).object(decision, DecisionFields::decision);
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
    SortedMap<Key, byte[]> around = printed;
    Key keyAround = latest;
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

  private CanonicalJson key(Key key) {
    if (part == Part.PUBLISHED) {
      takeLatest();
      latest = key;
      start = json.length();
    }
    return json.begin(key.json);
  }

  private <T> void list(Key key, List<T> items, Fields<T> fields) {
    key(key).beginList();
    for (int i = 0; i < items.size(); i++) {
      object(items.get(i), fields);
    }
    json.endList();
  }

  private void decision(Decision it) {
    if (part == Part.PUBLISHED) {
      key(Key.CASE).name(it.caseId());
      key(Key.CONSTITUTION).bare(it.constitution());
    }
    if (it.choice() == null) {
      key(Key.CHOICE).value(null);
    } else {
      key(Key.CHOICE).name(it.choice());
    }
    cost(Key.CHOICE_MARGIN, it.choiceMargin());
    list(Key.CONFLICTS, it.conflicts(), DecisionFields::conflict);
    if (it.error() != null) {
      key(Key.ERROR).string(it.error().sentence());
      if (part != Part.RECORDED_BEFORE_ERROR_DETAILS) {
        key(Key.ERROR_DETAILS);
        object(it.error(), DecisionFields::details);
      }
    }
    key(Key.FRAGILE);
    elements(it.fragile());
    key(Key.GAP).bool(it.gap());
    boolean isFailed = it.state() == DecisionState.ERROR;
    list(
        Key.OUTPUTS,
        it.outputs(),
        isFailed ? DecisionFields::failedOutput : DecisionFields::decidedOutput);
    key(Key.STATE).word(it.state().word());
  }

  private void details(DecisionError it) {
    key(Key.CODE).word(it.code().word());
    if (it.limit() != null) {
      key(Key.LIMIT).number((long) it.limit());
    }
    name(Key.PLACE, it.place());
    name(Key.RULE, it.rule());
  }

  private void decidedOutput(OutputDecision it) {
    output(it, it.allowing().cost(), it.blocking().cost());
  }

  private void failedOutput(OutputDecision it) {
    output(it, null, null);
  }

  private void output(OutputDecision it, @Nullable Cost allowing, @Nullable Cost blocking) {
    key(Key.ACTION).word(it.action().word());
    if (part != Part.PUBLISHED) {
      list(Key.ALLOWING, it.allowing().relaxations(), DecisionFields::relaxation);
      list(Key.BLOCKING, it.blocking().relaxations(), DecisionFields::relaxation);
    }
    list(Key.CLAIMS, it.claims(), DecisionFields::claim);
    cost(Key.COST_ALLOW, allowing);
    cost(Key.COST_BLOCK, blocking);
    key(Key.DECISION).word(it.verdict().word());
    key(Key.MARGIN).sixDecimals(it.margin());
    key(Key.OUTPUT).name(it.output());
  }

  private void claim(FoundClaim it) {
    element(Key.BY, it.claim().claimant());
    environments(it.label());
    name(Key.OVER, it.claim().over());
    reasons(Key.REASON, it.reasons());
    key(Key.STATUS).word(it.claim().getStatus());
    truncated(it.label());
  }

  private void conflict(FoundConflict it) {
    key(Key.ABOUT).beginList();
    it.conflict().about().forEach(json::name);
    json.endList();
    environments(it.label());
    key(Key.KIND).recurring(it.conflict().kind());
    truncated(it.label());
    reasons(Key.WHY, it.reasons());
  }

  private void relaxation(Relaxation it) {
    cost(Key.COST, it.cost());
    element(Key.ELEMENT, it.element());
    key(Key.KIND).word(it.kind().word());
  }

  private void environments(Label label) {
    List<List<Element>> environments = label.environments();
    Meter.turns(environments.size());
    key(Key.ENVIRONMENTS).beginList();
    for (int i = 0; i < environments.size(); i++) {
      elements(environments.get(i));
    }
    json.endList();
  }

  private void truncated(Label label) {
    if (label.truncated()) {
      key(Key.TRUNCATED).bool(true);
    }
  }

  private void name(Key key, @Nullable String name) {
    if (name != null) {
      key(key).name(name);
    }
  }

  private void reasons(Key key, List<String> reasons) {
    key(key).recurring(reasons.size() == 1 ? reasons.get(0) : String.join("; ", reasons));
  }

  private void cost(Key key, @Nullable Cost cost) {
    if (cost == null) {
      key(key).value(null);
    } else if (cost.isInfinite()) {
      key(key).word(cost.toString());
    } else {
      key(key).billionths(cost.billionths());
    }
  }

  private void elements(List<Element> elements) {
    json.beginList();
    for (int i = 0; i < elements.size(); i++) {
      json.recurring(elements.get(i).kind().word(), elements.get(i).fullName());
    }
    json.endList();
  }

  private void element(Key key, Element element) {
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
    return new Decision(
        caseId,
        list(Key.OUTPUTS.in(json), it -> output(it, caseId)),
        Key.CHOICE.in(json).textValue(),
        cost(Key.CHOICE_MARGIN.in(json)),
        word(DecisionState.values(), DecisionState::word, Key.STATE.textIn(json)),
        Key.GAP.in(json).asBoolean(),
        elements(Key.FRAGILE.in(json)),
        list(Key.CONFLICTS.in(json), DecisionFields::conflict),
        constitution,
        Key.ERROR.in(json).isTextual()
            ? error(Key.ERROR.textIn(json), Key.ERROR_DETAILS.in(json))
            : null);
  }

  private static DecisionError error(String sentence, JsonNode details) {
    JsonNode limit = Key.LIMIT.in(details);
    return new DecisionError(
        word(DecisionError.Code.values(), DecisionError.Code::word, Key.CODE.textIn(details)),
        Key.RULE.in(details).textValue(),
        limit.isNumber() ? limit.asLong() : null,
        Key.PLACE.in(details).textValue(),
        sentence);
  }

  private static OutputDecision output(JsonNode json, String caseId) {
    String id = Key.OUTPUT.textIn(json);
    return new OutputDecision(
        id,
        word(Verdict.values(), Verdict::word, Key.DECISION.textIn(json)),
        word(Action.values(), Action::word, Key.ACTION.textIn(json)),
        Key.MARGIN.in(json).asDouble(),
        relaxation(Key.COST_ALLOW.in(json), Key.ALLOWING.in(json), caseId),
        relaxation(Key.COST_BLOCK.in(json), Key.BLOCKING.in(json), caseId),
        list(Key.CLAIMS.in(json), it -> claim(it, caseId, id)));
  }

  private static FoundClaim claim(JsonNode json, String caseId, String output) {
    return new FoundClaim(
        new Claim(
            caseId,
            output,
            word(DeonticStatus.values(), DeonticStatus::word, Key.STATUS.textIn(json)),
            Key.OVER.in(json).textValue(),
            element(Key.BY.in(json))),
        reasons(Key.REASON.textIn(json)),
        label(json));
  }

  private static FoundConflict conflict(JsonNode json) {
    return new FoundConflict(
        new Conflict(Key.KIND.textIn(json), list(Key.ABOUT.in(json), JsonNode::asText)),
        reasons(Key.WHY.textIn(json)),
        label(json));
  }

  private static Label label(JsonNode json) {
    return new Label(
        list(Key.ENVIRONMENTS.in(json), DecisionFields::elements),
        Key.TRUNCATED.in(json).asBoolean());
  }

  private static CheapestRelaxation relaxation(JsonNode cost, JsonNode steps, String caseId) {
    return new CheapestRelaxation(
        costOrZero(cost),
        list(
            steps,
            it ->
                new Relaxation(
                    word(Relaxation.Kind.values(), Relaxation.Kind::word, Key.KIND.textIn(it)),
                    element(Key.ELEMENT.in(it)),
                    caseId,
                    costOrZero(Key.COST.in(it)))));
  }

  private static Cost costOrZero(JsonNode json) {
    Cost cost = cost(json);
    return cost == null ? Cost.ZERO : cost;
  }

  private static @Nullable Cost cost(JsonNode json) {
    if (json.isNumber()) {
      return new Cost(
          json.decimalValue().setScale(9, RoundingMode.HALF_EVEN).unscaledValue().longValueExact());
    }
    return Cost.INFINITE.toString().equals(json.textValue()) ? Cost.INFINITE : null;
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
