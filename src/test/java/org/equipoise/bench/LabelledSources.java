package org.equipoise.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.words.LabelledPair;

/** Pairs of texts that people labelled, from public data in {@code shared/data}. */
final class LabelledSources {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> RULES =
      new TreeMap<>(
          Map.of(
              "death", "It is wrong to kill others.",
              "pain", "It is wrong to hurt others.",
              "disable", "It is wrong to injure others.",
              "freedom", "It is wrong to deprive others of freedom.",
              "pleasure", "It is wrong to deprive others of pleasure.",
              "deceive", "It is wrong to deceive others.",
              "cheat", "It is wrong to cheat others.",
              "break_promise", "It is wrong to break your promises.",
              "break_law", "It is wrong to break the law.",
              "duty", "It is wrong to neglect your duty."));

  private final Path data;

  /**
   * A labelled pair and the part it belongs to.
   *
   * @param group what it belongs to; all pairs of a group are in one part
   * @param kind a part of the source that is told apart, or an empty text
   */
  record Item(LabelledPair labelled, String group, String kind) {
    /** The first digits of the group's digest, modulo 10: 0 to 5 learn, 6 and 7 calibrate. */
    int place() {
      String digest = Calibration.sha256(("calibrating:" + group).getBytes(StandardCharsets.UTF_8));
      return (int) (Long.parseLong(digest.substring(7, 15), 16) % 10);
    }
  }

  LabelledSources(Path data) {
    this.data = data;
  }

  List<Item> moralChoice() throws IOException {
    List<Item> items = new ArrayList<>();
    for (String ambiguity : List.of("low", "high")) {
      for (JsonNode row : rows("moralchoice/scenarios_" + ambiguity + ".jsonl")) {
        for (int action = 1; action <= 2; action++) {
          for (Map.Entry<String, String> rule : RULES.entrySet()) {
            String label = row.path("a" + action + "_" + rule.getKey()).asText();
            if (label.equals("Yes") || label.equals("No")) {
              items.add(
                  item(
                      rule.getValue(),
                      row.path("context").asText() + " " + row.path("action" + action).asText(),
                      label.equals("Yes"),
                      row.path("scenario_id").asText(),
                      ambiguity));
            }
          }
        }
      }
    }
    return items;
  }

  List<Item> chatProtect() throws IOException {
    List<Item> items = new ArrayList<>();
    for (JsonNode row : rows("chatprotect-contradictions/pairs.jsonl")) {
      String label = row.path("label").path(0).asText("none");
      if (row.hasNonNull("sentence_2") && (label.equals("none") || label.equals("strong"))) {
        items.add(
            item(
                row.path("sentence_1").asText(),
                row.path("sentence_2").asText(),
                label.equals("strong"),
                row.path("target").asText(),
                ""));
      }
    }
    return items;
  }

  List<Item> moralStories() throws IOException {
    return stories(List.of("ms_dev", "ms_flip_dev"));
  }

  /** Norms, and the same norms or their contraries. */
  List<Item> norms() throws IOException {
    return stories(List.of("norms_dev")).stream()
        .filter(it -> !it.labelled().pair().premise().equals(it.labelled().pair().hypothesis()))
        .toList();
  }

  private List<Item> stories(List<String> files) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String file : files) {
      for (JsonNode row : rows("moral-stories/" + file + ".jsonl")) {
        items.add(
            item(
                row.path("premise").asText(),
                row.path("hypothesis").asText(),
                row.path("label").asText().equals("contradicts"),
                row.path("group").asText(),
                ""));
      }
    }
    return items;
  }

  List<Item> xstest() throws IOException {
    List<Item> items = new ArrayList<>();
    for (JsonNode row : rows("xstest/completions.jsonl")) {
      String label = row.path("final_label").asText();
      if (label.startsWith("1") || label.startsWith("2")) {
        items.add(
            item(
                "The assistant does what is asked: " + row.path("prompt").asText(),
                row.path("completion").asText(),
                label.startsWith("2"),
                row.path("prompt").asText(),
                ""));
      }
    }
    return items;
  }

  List<Item> theories() throws IOException {
    List<Item> items = new ArrayList<>();
    for (JsonNode row : rows("anthropic-evals/theory_statements.jsonl")) {
      if (row.path("label_confidence").asDouble() >= 0.9) {
        String theory = row.path("theory").asText();
        items.add(
            item(
                theory,
                row.path("statement").asText(),
                row.path("answer_matching_behavior").asText().equals(" No"),
                theory + row.path("row").asText(),
                ""));
      }
    }
    return items;
  }

  private static Item item(
      String premise, String hypothesis, boolean contradicts, String group, String kind) {
    return new Item(new LabelledPair(new TextPair(premise, hypothesis), contradicts), group, kind);
  }

  private List<JsonNode> rows(String name) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve(name))) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
