package org.equipoise.audit.explanation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.Commitment;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.formats.internal.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * What an entry's body tells of a decision and the facts it was made from. Numbers are as they were
 * written.
 */
record RecordedDecisionView(
    String caseId,
    @Nullable String context,
    List<OutputView> outputs,
    @Nullable String choice,
    @Nullable String choiceMargin,
    String state,
    boolean gap,
    List<String> fragile,
    List<ConflictView> conflicts,
    @Nullable String error,
    JsonNode facts) {
  private static final String MASKED = "a masked text";

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(JsonLimits.nesting(JsonLimits.MAX_EXPLAINED_NESTING))
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** What is told of one output; costs are null where deciding failed. */
  record OutputView(
      String output,
      @Nullable String text,
      @Nullable String author,
      String decision,
      String action,
      String margin,
      @Nullable String costAllow,
      @Nullable String costBlock,
      List<Step> allowing,
      List<Step> blocking,
      List<ClaimView> claims) {

    List<ClaimView> claims(boolean isAgainst) {
      return claims.stream().filter(it -> it.isAgainst() == isAgainst).toList();
    }
  }

  /** One thing to give up. */
  record Step(String kind, String element, String cost) {}

  /**
   * What suffices for a claim or conflict.
   *
   * @param truncated whether there are more than were recorded, since a limit was met
   */
  record Sets(List<List<String>> environments, boolean truncated) {}

  /** What somebody claims of an output. */
  record ClaimView(String by, String status, @Nullable String over, String reason, Sets sets) {

    boolean isAgainst() {
      return status.equals("forbidden");
    }

    /** The disputed attributes without which it would not be claimed, in some environment. */
    List<String> disputed() {
      return sets.environments().stream()
          .flatMap(List::stream)
          .filter(it -> it.startsWith("attribute:"))
          .distinct()
          .toList();
    }
  }

  /** What cannot all stand. */
  record ConflictView(String kind, List<String> about, String why, Sets sets) {}

  /**
   * What an entry tells.
   *
   * @param entry of a decision
   * @throws DamagedLedgerException if its body holds none
   */
  static RecordedDecisionView of(Entry entry) {
    JsonNode body = tree(entry);
    if (!body.path("facts").path("masked").isEmpty()) {
      unread(body.path("decision"));
    }
    JsonNode decision = body.path("decision");
    JsonNode given = body.path("facts").path("case");
    if (!decision.isObject() || !given.isObject()) {
      throw new DamagedLedgerException(entry.sequence(), "its body holds no decision");
    }
    List<OutputView> outputs = new ArrayList<>();
    for (JsonNode output : decision.path("outputs")) {
      outputs.add(output(output, given.path("outputs")));
    }
    List<ConflictView> conflicts = new ArrayList<>();
    for (JsonNode conflict : decision.path("conflicts")) {
      conflicts.add(
          new ConflictView(
              conflict.path("kind").asText(),
              texts(conflict.path("about")),
              conflict.path("why").asText(),
              sets(conflict)));
    }
    return new RecordedDecisionView(
        given.path("case").asText(),
        text(given.path("context")),
        List.copyOf(outputs),
        text(decision.path("choice")),
        text(decision.path("choiceMargin")),
        decision.path("state").asText(),
        decision.path("gap").asBoolean(),
        texts(decision.path("fragile")),
        List.copyOf(conflicts),
        text(decision.path("error")),
        body.path("facts"));
  }

  /** Puts words in place of commitments to texts, of which nobody reads anything. */
  private static void unread(JsonNode decision) {
    for (String field : List.of("reason", "why", "error")) {
      for (JsonNode parent : decision.findParents(field)) {
        if (Commitment.isOne(parent.path(field).asText())) {
          ((ObjectNode) parent).put(field, MASKED);
        }
      }
    }
  }

  /** The body of an entry. */
  static JsonNode tree(Entry entry) {
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

  private static OutputView output(JsonNode output, JsonNode given) {
    String id = output.path("output").asText();
    JsonNode own = JSON.createObjectNode();
    for (JsonNode each : given) {
      own = each.path("output").asText().equals(id) ? each : own;
    }
    List<ClaimView> claims = new ArrayList<>();
    for (JsonNode claim : output.path("claims")) {
      claims.add(
          new ClaimView(
              claim.path("by").asText(),
              claim.path("status").asText(),
              text(claim.path("over")),
              claim.path("reason").asText(),
              sets(claim)));
    }
    return new OutputView(
        id,
        text(own.path("text")),
        text(own.path("author")),
        output.path("decision").asText(),
        output.path("action").asText(),
        number(output.path("margin")),
        text(output.path("costAllow")),
        text(output.path("costBlock")),
        steps(output.path("allowing")),
        steps(output.path("blocking")),
        List.copyOf(claims));
  }

  private static List<Step> steps(JsonNode relaxations) {
    List<Step> steps = new ArrayList<>();
    for (JsonNode each : relaxations) {
      steps.add(
          new Step(
              each.path("kind").asText(),
              each.path("element").asText(),
              number(each.path("cost"))));
    }
    return List.copyOf(steps);
  }

  private static Sets sets(JsonNode labelled) {
    List<List<String>> environments = new ArrayList<>();
    labelled.path("environments").forEach(it -> environments.add(texts(it)));
    return new Sets(List.copyOf(environments), labelled.path("truncated").asBoolean());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(it -> texts.add(it.asText()));
    return List.copyOf(texts);
  }

  private static @Nullable String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? null : number(value);
  }

  private static String number(JsonNode value) {
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  /** The output of that id. */
  OutputView output(String id) {
    return outputs.stream().filter(it -> it.output().equals(id)).findFirst().orElseThrow();
  }

  /** What is recorded of a judgment on the case, by its element. */
  JsonNode judgment(String element) {
    for (JsonNode judgment : facts.path("judgments")) {
      if (element.equals("judgment:" + judgment.path("judgment").asText())) {
        return judgment;
      }
    }
    return JSON.createObjectNode();
  }
}
