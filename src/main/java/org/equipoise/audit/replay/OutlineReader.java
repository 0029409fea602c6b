package org.equipoise.audit.replay;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.comparison.Facet;

/**
 * Reads what a decision says off its canonical JSON, so that a record can be laid beside another.
 */
final class OutlineReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final SortedMap<Facet, String> facets = new TreeMap<>();
  private final JsonNode decision;

  private OutlineReader(JsonNode decision) {
    this.decision = decision;
  }

  /**
   * What a decision says.
   *
   * @throws IOException if the text is not JSON
   */
  static DecisionOutline read(String caseId, String canonical) throws IOException {
    return read(caseId, JSON.readTree(canonical));
  }

  static DecisionOutline read(String caseId, JsonNode decision) {
    OutlineReader reader = new OutlineReader(decision);
    reader.read();
    return new DecisionOutline(caseId, reader.facets);
  }

  private void read() {
    JsonNode outputs = decision.path("outputs");
    String state = decision.path("state").asText();
    boolean isOne = outputs.size() == 1 && !state.equals("error");
    say(
        Aspect.ANSWER,
        "",
        decision.path("choice").isTextual()
            ? decision.path("choice").asText()
            : isOne ? outputs.path(0).path("decision").asText() : state);
    if (decision.has("error")) {
      String code = decision.path("errorDetails").path("code").asText();
      say(Aspect.ERROR, "", code + ": " + decision.path("error").asText());
    }
    say(Aspect.MARGIN, "", number(decision.path("choiceMargin")));
    say(Aspect.GAP, "", decision.path("gap").asBoolean() ? "no principle speaks" : "");
    say(Aspect.FRAGILE, "", joined(decision.path("fragile"), " + "));
    TreeSet<String> conflicts = new TreeSet<>();
    TreeSet<String> reasons = new TreeSet<>();
    for (JsonNode conflict : decision.path("conflicts")) {
      conflicts.add(
          conflict.path("kind").asText()
              + " about "
              + joined(conflict.path("about"), ", ")
              + rests(conflict));
      reasons.add(conflict.path("why").asText());
    }
    say(Aspect.CONFLICTS, "", String.join("; ", conflicts));
    say(Aspect.REASONS, "", String.join("; ", reasons));
    outputs.forEach(this::read);
  }

  private void read(JsonNode output) {
    String id = output.path("output").asText();
    say(Aspect.DECISION, id, output.path("decision").asText());
    say(Aspect.ACTION, id, output.path("action").asText());
    say(Aspect.MARGIN, id, number(output.path("margin")));
    say(
        Aspect.COST,
        id,
        "allow "
            + number(output.path("costAllow"))
            + way(output.path("allowing"))
            + ", block "
            + number(output.path("costBlock"))
            + way(output.path("blocking")));
    TreeSet<String> claims = new TreeSet<>();
    TreeSet<String> reasons = new TreeSet<>();
    for (JsonNode claim : output.path("claims")) {
      String by = claim.path("by").asText();
      String over = claim.has("over") ? " over " + claim.path("over").asText() : "";
      claims.add(claim.path("status").asText() + over + " by " + by + rests(claim));
      if (!claim.path("reason").asText().isEmpty()) {
        reasons.add(by + ": " + claim.path("reason").asText());
      }
    }
    say(Aspect.CLAIMS, id, String.join("; ", claims));
    say(Aspect.REASONS, id, String.join("; ", reasons));
  }

  private static String way(JsonNode way) {
    StringBuilder text = new StringBuilder();
    for (JsonNode relaxation : way) {
      text.append(text.isEmpty() ? " by " : ", ")
          .append(relaxation.path("kind").asText())
          .append(' ')
          .append(relaxation.path("element").asText());
    }
    return text.toString();
  }

  private static String rests(JsonNode claim) {
    StringBuilder text = new StringBuilder(" [");
    for (JsonNode environment : claim.path("environments")) {
      text.append(text.length() == 2 ? "" : " | ").append(joined(environment, " + "));
    }
    return text.append(']').append(claim.has("truncated") ? " and more" : "").toString();
  }

  private static String joined(JsonNode texts, String between) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode text : texts) {
      joined.append(joined.isEmpty() ? "" : between).append(text.asText());
    }
    return joined.toString();
  }

  private static String number(JsonNode number) {
    return number.isNumber() ? number.decimalValue().toPlainString() : number.asText("");
  }

  private void say(Aspect aspect, String output, String what) {
    if (!what.isEmpty()) {
      facets.put(new Facet(aspect, output), what);
    }
  }
}
