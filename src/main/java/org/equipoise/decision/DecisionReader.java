package org.equipoise.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Combination;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.formats.internal.Quoted;
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

/** Reads a decision from the JSON that {@link DecisionFields} writes. */
public final class DecisionReader {
  private DecisionReader() {}

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
    List<OutputDecision> outputs =
        list(DecisionKey.OUTPUTS.in(json), it -> output(it, caseId, levels));
    String choice = DecisionKey.CHOICE.in(json).textValue();
    if (choice != null && outputs.stream().noneMatch(it -> it.output().equals(choice))) {
      throw new IllegalArgumentException("`" + Quoted.plain(choice) + "` is chosen, but no output");
    }
    return new Decision(
        caseId,
        outputs,
        choice,
        RecordedCost.of(
            DecisionKey.CHOICE_MARGIN.in(json), DecisionKey.CHOICE_MARGIN_LEVELS.in(json), levels),
        word(DecisionState.values(), DecisionState::word, DecisionKey.STATE.textIn(json)),
        DecisionKey.GAP.in(json).asBoolean(),
        elements(DecisionKey.FRAGILE.in(json)),
        list(DecisionKey.CONFLICTS.in(json), DecisionReader::conflict),
        list(DecisionKey.MISREAD.in(json), DecisionReader::misread),
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
        amount(DecisionKey.MARGIN.in(json), 0, -1, 1),
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
        amount(DecisionKey.DEGREE.in(json), 1, 0, 1));
  }

  private static FoundGuidance guidance(JsonNode json, String caseId, String output) {
    Element by = element(DecisionKey.BY.in(json));
    double strength = amount(DecisionKey.STRENGTH.in(json), 0, 0, Double.MAX_VALUE);
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
        list(DecisionKey.ENVIRONMENTS.in(json), DecisionReader::elements),
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

  /** A number within bounds. */
  private static double amount(JsonNode json, double ifMissing, double least, double most) {
    double amount = json.asDouble(ifMissing);
    if (!(amount >= least && amount <= most)) {
      throw new IllegalArgumentException("`" + amount + "` is no margin, degree or strength");
    }
    return amount;
  }

  private static List<String> reasons(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined);
  }

  private static List<Element> elements(JsonNode json) {
    return list(json, DecisionReader::element);
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
    throw new IllegalArgumentException("`" + Quoted.plain(text) + "` is no word of a decision");
  }

  private static <T> List<T> list(JsonNode json, Function<JsonNode, T> reader) {
    List<T> items = new ArrayList<>();
    json.forEach(it -> items.add(reader.apply(it)));
    return List.copyOf(items);
  }
}
