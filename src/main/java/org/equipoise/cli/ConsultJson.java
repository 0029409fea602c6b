package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.Objection;
import org.equipoise.consultation.Objection.SharedVote;
import org.equipoise.consultation.RobustConsensus.Choice;
import org.equipoise.consultation.RobustConsensus.Interval;
import org.equipoise.consultation.RobustConsensus.Robustness;
import org.equipoise.consultation.StatementResult;
import org.equipoise.consultation.Tally;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes what {@code consult} found as one JSON object on one line. */
final class ConsultJson {
  /** More digits than a double has. */
  private static final int DIGITS = 30;

  private final ConsultResult result;
  private final JsonGenerator json;

  private ConsultJson(ConsultResult result, JsonGenerator json) {
    this.result = result;
    this.json = json;
  }

  static String of(ConsultResult result) {
    return JsonText.of(json -> new ConsultJson(result, json).write());
  }

  private void write() throws IOException {
    Grouping grouping = result.counted().grouping();
    json.writeStartObject();
    json.writeNumberField("participants", result.files().votes().participants().size());
    json.writeArrayFieldStart("groups");
    for (int group = 0; group < grouping.names().size(); group++) {
      json.writeStartObject();
      json.writeStringField("group", grouping.names().get(group));
      json.writeNumberField("size", grouping.size(group));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("quorum", result.counted().isQuorum());
    json.writeNumberField("choices", result.choices());
    json.writeArrayFieldStart("statements");
    int number = 0;
    for (StatementResult statement : result.counted().statements()) {
      statement(statement, result.madeUp(number++));
    }
    json.writeEndArray();
    json.writeObjectFieldStart("influence");
    json.writeNumberField("person", result.influence().person());
    json.writeNumberField("people", result.influence().people());
    json.writeNumberField("block", result.block());
    json.writeNumberField("takesOut", result.movedByBlock(true));
    json.writeNumberField("bringsIn", result.movedByBlock(false));
    json.writeEndObject();
    if (result.slates() != null) {
      SlateJson.write(result.slates(), json);
    }
    json.writeEndObject();
  }

  private void statement(StatementResult statement, @Nullable Long madeUp) throws IOException {
    json.writeStartObject();
    json.writeStringField("statement", statement.statement());
    JsonText.optional(json, "text", result.files().texts().get(statement.statement()));
    json.writeNumberField("agrees", statement.all().agrees());
    json.writeNumberField("disagrees", statement.all().disagrees());
    json.writeNumberField("passes", statement.all().passes());
    number("groupInformedConsensus", statement.groupInformedConsensus());
    number("worstGroup", statement.worstGroup());
    json.writeBooleanField("quorum", statement.isQuorum());
    json.writeBooleanField("moderated", statement.isModerated());
    json.writeBooleanField("adopted", statement.isAdopted());
    json.writeBooleanField("robust", result.isRobust(statement));
    json.writeArrayFieldStart("byGroup");
    for (int group = 0; group < statement.byGroup().size(); group++) {
      Tally tally = statement.byGroup().get(group);
      json.writeStartObject();
      json.writeStringField("group", result.counted().grouping().names().get(group));
      json.writeNumberField("agrees", tally.agrees());
      json.writeNumberField("disagrees", tally.disagrees());
      json.writeNumberField("votes", tally.votes());
      json.writeEndObject();
    }
    json.writeEndArray();
    Robustness robustness = result.robustness(statement);
    if (robustness != null) {
      json.writeNumberField("listed", robustness.listed());
      json.writeObjectFieldStart("intervals");
      interval("consensus", robustness.consensus());
      interval("worstGroup", robustness.worstGroup());
      interval("overall", robustness.overall());
      interval("bridging", robustness.bridging());
      json.writeEndObject();
      Choice choice = robustness.fallsOut();
      if (choice != null) {
        json.writeObjectFieldStart("fallsOut");
        json.writeStringField("grouping", choice.grouping());
        json.writeStringField("formula", choice.formula().word());
        json.writeNumberField("sample", choice.sample());
        json.writeBooleanField("quorum", !robustness.isForQuorum());
        json.writeEndObject();
      }
    }
    if (madeUp != null) {
      json.writeNumberField("madeUp", madeUp);
    }
    if (statement.isAdopted()) {
      json.writeArrayFieldStart("objections");
      objection("smallest", result.smallest(statement));
      objection("clearest", result.clearest(statement));
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void objection(String by, @Nullable Objection objection) throws IOException {
    if (objection == null) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("by", by);
    json.writeArrayFieldStart("shared");
    for (SharedVote shared : objection.shared()) {
      json.writeStartObject();
      json.writeStringField("statement", shared.statement());
      json.writeStringField("vote", shared.vote().name().toLowerCase(Locale.ROOT));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("agrees", objection.tally().agrees());
    json.writeNumberField("votes", objection.tally().votes());
    json.writeNumberField("equals", objection.equals());
    json.writeEndObject();
  }

  private void number(String name, Fraction number) throws IOException {
    json.writeNumberField(name, number(number));
  }

  /** The nearest number that JSON has. */
  static double number(Fraction number) {
    return number.decimal(DIGITS).doubleValue();
  }

  private void interval(String name, Interval interval) throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(JsonText.sixDecimals(interval.least()));
    json.writeNumber(JsonText.sixDecimals(interval.greatest()));
    json.writeEndArray();
  }
}
