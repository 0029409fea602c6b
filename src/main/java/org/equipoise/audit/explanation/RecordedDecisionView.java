package org.equipoise.audit.explanation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.equipoise.audit.ledger.Commitment;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.decision.Decision;
import org.equipoise.formats.internal.JsonLimits;
import org.jspecify.annotations.Nullable;

/** The decision in an entry and the facts on which it is based. */
record RecordedDecisionView(Decision decision, JsonNode facts) {
  private static final String MASKED = "a masked text";

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(JsonLimits.nesting(JsonLimits.MAX_EXPLAINED_NESTING))
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * Reads an entry.
   *
   * @param entry an entry of kind decision
   * @throws DamagedLedgerException if its body holds no decision
   */
  static RecordedDecisionView of(Entry entry) {
    JsonNode body = tree(entry);
    JsonNode facts = body.path("facts");
    if (!(body.path("decision") instanceof ObjectNode decision) || !facts.path("case").isObject()) {
      throw new DamagedLedgerException(entry.sequence(), "its body holds no decision");
    }
    if (!facts.path("masked").isEmpty()) {
      replaceCommitments(decision);
    }
    return new RecordedDecisionView(
        RecordedDecision.read(decision, facts.path("case"), entry), facts);
  }

  /** Returns another decision on the same facts. */
  RecordedDecisionView of(Decision other) {
    return new RecordedDecisionView(other, facts);
  }

  /** Replaces commitments to texts by words that people can read. */
  private static void replaceCommitments(JsonNode decision) {
    for (String field : List.of("reason", "why", "error")) {
      for (JsonNode parent : decision.findParents(field)) {
        if (Commitment.isOne(parent.path(field).asText())) {
          ((ObjectNode) parent).put(field, MASKED);
        }
      }
    }
  }

  /** Returns the body of an entry. */
  static JsonNode tree(Entry entry) {
    if (entry.kind() != EntryKind.DECISION) {
      return entry.fields();
    }
    try {
      return JSON.readTree(entry.body());
    } catch (StreamConstraintsException e) {
      throw new DamagedLedgerException(
          entry.sequence(),
          "its body is nested deeper than "
              + JsonLimits.MAX_EXPLAINED_NESTING
              + " and is not shown");
    } catch (JsonProcessingException e) {
      throw new DamagedLedgerException(entry.sequence(), "its body is not JSON");
    }
  }

  /** Returns the context of the case, or null if there is none. */
  @Nullable String context() {
    return facts.path("case").path("context").textValue();
  }

  /** Returns the record of an output; a missing node if there is none. */
  JsonNode output(String id) {
    JsonNode found = facts.path("case").path("");
    for (JsonNode output : facts.path("case").path("outputs")) {
      found = output.path("output").asText().equals(id) ? output : found;
    }
    return found;
  }

  /** Returns the record of a judgment on the case, by its element. */
  JsonNode judgment(String element) {
    for (JsonNode judgment : facts.path("judgments")) {
      if (element.equals("judgment:" + judgment.path("judgment").asText())) {
        return judgment;
      }
    }
    return JSON.createObjectNode();
  }
}
