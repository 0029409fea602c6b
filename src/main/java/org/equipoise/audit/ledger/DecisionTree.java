package org.equipoise.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionReader;

/** Reads what an entry holds of a decision from its JSON trees. */
final class DecisionTree {
  private DecisionTree() {}

  /**
   * Reads a decision from the JSON trees of an entry.
   *
   * @param given the case
   * @throws DamagedLedgerException if the tree holds no decision, or one on other outputs than
   *     those of the case
   */
  static Decision read(JsonNode tree, JsonNode given, Entry entry) {
    Decision read = readAlone(tree, given.path("case").asText(), entry);
    Set<String> asked = new HashSet<>();
    given.path("outputs").forEach(it -> asked.add(it.path("output").asText()));
    Set<String> decided = new HashSet<>();
    read.outputs().forEach(it -> decided.add(it.output()));
    if (!asked.equals(decided)) {
      throw new DamagedLedgerException(
          entry.sequence(),
          "its body holds no decision: `decision.outputs` are not the outputs of the case");
    }
    return read;
  }

  /** Reads a decision without a look at its case. */
  static Decision readAlone(JsonNode tree, String caseId, Entry entry) {
    complete(tree, caseId);
    try {
      return DecisionReader.read(tree, caseId, String.valueOf(entry.constitution()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedLedgerException(
          entry.sequence(), "its body holds no decision: " + e.getMessage());
    }
  }

  /** Adds the details of its sentence to an error in the old form, which is a sentence alone. */
  private static void complete(JsonNode decision, String caseId) {
    if (isOld(decision)) {
      DecisionError error = ErrorSentenceReader.read(caseId, decision.path("error").asText());
      ObjectNode details = ((ObjectNode) decision).putObject("errorDetails");
      details.put("code", error.code().word());
      if (error.limit() != null) {
        details.put("limit", error.limit());
      }
    }
  }

  /** Returns whether a decision is an error in the old form: a sentence without details. */
  static boolean isOld(JsonNode decision) {
    return decision.has("error") && !decision.has("errorDetails");
  }

  /** Returns what stands at a JSON pointer, or a missing node if nothing does or it is none. */
  static JsonNode at(JsonNode facts, String pointer) {
    JsonNode found = facts;
    if (!pointer.startsWith("/")) {
      return MissingNode.getInstance();
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      found =
          found.isArray()
              ? step.matches("0|[1-9][0-9]{0,8}")
                  ? found.path(Integer.parseInt(step))
                  : MissingNode.getInstance()
              : found.path(step.replace("~1", "/").replace("~0", "~"));
    }
    return found;
  }
}
