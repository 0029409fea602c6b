package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.equipoise.consultation.winner.BradleyTerry;
import org.equipoise.consultation.winner.BradleyTerry.Strength;
import org.equipoise.consultation.winner.Comparisons;
import org.equipoise.consultation.winner.MaximalLottery;
import org.equipoise.consultation.winner.MaximalLottery.Share;
import org.equipoise.consultation.winner.Schulze;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;

/** The winners of rankings or pairs, as text or JSON. */
record Winners(
    Comparisons comparisons,
    BradleyTerry bradleyTerry,
    Schulze schulze,
    @Nullable MaximalLottery lottery) {
  static Winners of(Comparisons comparisons) {
    return new Winners(
        comparisons,
        BradleyTerry.of(comparisons),
        Schulze.of(comparisons),
        MaximalLottery.of(comparisons));
  }

  /** Whether each rule has an answer. */
  boolean isAnswered() {
    return bradleyTerry.isConnected() && lottery != null;
  }

  void write(PrintWriter out) {
    out.println(
        count(comparisons.items().size(), "item")
            + ", "
            + count(comparisons.count(), "comparison"));
    out.println();
    out.println("Schulze, from the best; items on one line are tied:");
    for (List<String> rank : schulze.ranks()) {
      out.println("  " + String.join(", ", rank));
    }
    out.println();
    if (lottery == null) {
      out.println("maximal lotteries: not computed, since too many items are in a cycle");
    } else {
      out.println(
          "maximal lotteries"
              + (lottery.isOnly()
                  ? ":"
                  : ": there are several; the chances are at least and at most"));
      for (Share share : lottery.shares()) {
        out.println(
            "  "
                + share.item()
                + " "
                + (lottery.isOnly() ? share.least() : share.least() + " to " + share.greatest()));
      }
    }
    out.println();
    if (!bradleyTerry.isConnected()) {
      out.println(
          "Bradley-Terry: no answer, since the items do not hang together: of any two of these"
              + " parts, one never lost to the other");
      bradleyTerry.parts().forEach(it -> out.println("  " + String.join(", ", it)));
      return;
    }
    out.println("Bradley-Terry, logarithms of strengths with their intervals at 95 %:");
    List<Strength> sorted = new ArrayList<>(bradleyTerry.strengths());
    sorted.sort(Comparator.comparingDouble(Strength::strength).reversed());
    for (Strength each : sorted) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %s %.3f (%.3f to %.3f)",
              each.item(),
              each.strength(),
              each.least(),
              each.greatest()));
    }
  }

  String toJson() {
    return JsonText.of(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    JsonText.strings(json, "items", comparisons.items());
    json.writeNumberField("comparisons", comparisons.count());
    json.writeObjectFieldStart("schulze");
    JsonText.strings(json, "winners", schulze.winners());
    lists(json, "ranks", schulze.ranks());
    json.writeEndObject();
    json.writeObjectFieldStart("maximalLotteries");
    json.writeBooleanField("computed", lottery != null);
    json.writeBooleanField("only", lottery != null && lottery.isOnly());
    json.writeArrayFieldStart("chances");
    for (Share share : lottery == null ? List.<Share>of() : lottery.shares()) {
      json.writeStartObject();
      json.writeStringField("item", share.item());
      json.writeStringField("least", share.least().toString());
      json.writeStringField("greatest", share.greatest().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectFieldStart("bradleyTerry");
    json.writeBooleanField("connected", bradleyTerry.isConnected());
    lists(json, "parts", bradleyTerry.parts());
    json.writeArrayFieldStart("strengths");
    for (Strength each : bradleyTerry.strengths()) {
      json.writeStartObject();
      json.writeStringField("item", each.item());
      json.writeFieldName("strength");
      json.writeNumber(JsonText.sixDecimals(each.strength()));
      json.writeFieldName("least");
      json.writeNumber(JsonText.sixDecimals(each.least()));
      json.writeFieldName("greatest");
      json.writeNumber(JsonText.sixDecimals(each.greatest()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void lists(JsonGenerator json, String name, List<List<String>> lists)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (List<String> list : lists) {
      json.writeStartArray();
      for (String each : list) {
        json.writeString(each);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
