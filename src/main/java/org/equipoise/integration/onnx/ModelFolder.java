package org.equipoise.integration.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.coherence.ModelCard;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an exported model, as far as it is read before the model is: what its outputs mean,
 * how long a pair may be, and what its card says.
 */
final class ModelFolder {
  static final String NETWORK = "model.onnx";
  static final String CONFIG = "config.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String TOKENIZER_CONFIG = "tokenizer_config.json";
  static final String VOCABULARY = "vocab.txt";
  private static final List<String> CARDS = List.of("README.md", "CARD.md");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int USUAL_TOKENS = 512;
  private static final int MOST_TOKENS = 100_000;
  private static final Map<String, Integer> ROLES =
      Map.of(
          "entailment",
          0,
          "entails",
          0,
          "entail",
          0,
          "neutral",
          1,
          "neither",
          1,
          "contradiction",
          2,
          "contradicts",
          2,
          "contradict",
          2);

  private final Path folder;
  private final JsonNode config;

  /**
   * A folder.
   *
   * @throws InvalidInputException if one of its files is missing or is not as expected
   */
  ModelFolder(Path folder) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      throw refused(null, "there is no such folder", "name the folder of an exported model");
    }
    need(
        NETWORK,
        "export the model in the ONNX format, as `optimum-cli export onnx --model NAME FOLDER` does");
    need(CONFIG, "copy it from the model, with `id2label` in it");
    this.config = json(CONFIG);
  }

  /** Which of the network's outputs means what: of entailment, of neither, of contradiction. */
  List<Integer> labels() {
    JsonNode names = config.path("id2label");
    if (!names.isObject()) {
      throw refused(
          CONFIG,
          "`id2label` is missing",
          "add it, for example `\"id2label\": {\"0\": \"entailment\", \"1\": \"neutral\", \"2\":"
              + " \"contradiction\"}`, in the order in which the model was trained");
    }
    Integer[] labels = new Integer[3];
    for (Map.Entry<String, JsonNode> each : names.properties()) {
      Integer role = ROLES.get(each.getValue().asText().strip().toLowerCase(Locale.ROOT));
      boolean isPlace = each.getKey().matches("[0-2]");
      if (role == null || !isPlace || labels[role] != null || names.size() != 3) {
        throw refused(
            CONFIG,
            "`id2label` is `" + names + "`",
            "it names the outputs 0, 1 and 2 by `entailment`, `neutral` and `contradiction`, each"
                + " once, in the order in which the model was trained");
      }
      labels[role] = Integer.valueOf(each.getKey());
    }
    if (names.isEmpty()) {
      throw refused(CONFIG, "`id2label` is empty", "name the three outputs");
    }
    return List.of(labels);
  }

  /** How many tokens a pair has at most: the least of what the files say. */
  int mostTokens() {
    int most = Integer.MAX_VALUE;
    JsonNode tokenizer = has(TOKENIZER) ? json(TOKENIZER).path("truncation") : config.path("");
    JsonNode settings = has(TOKENIZER_CONFIG) ? json(TOKENIZER_CONFIG) : config.path("");
    for (JsonNode each :
        List.of(
            config.path("max_length"),
            tokenizer.path("max_length"),
            settings.path("model_max_length"),
            settings.path("max_length"))) {
      if (each.isNumber() && each.asDouble() >= 1 && each.asDouble() <= MOST_TOKENS) {
        most = Math.min(most, each.asInt());
      }
    }
    int positions = config.path("max_position_embeddings").asInt(0);
    if (positions > 0) {
      // Models after RoBERTa count positions from the padding's number on.
      boolean isAfterRoberta = config.path("model_type").asText().contains("roberta");
      int reserved = isAfterRoberta ? config.path("pad_token_id").asInt(1) + 1 : 0;
      most = Math.min(most, positions - reserved);
    }
    if (most == Integer.MAX_VALUE) {
      most = USUAL_TOKENS;
    }
    if (most < 8) {
      throw refused(CONFIG, "the model reads " + most + " tokens", "correct `max_length`");
    }
    return most;
  }

  ModelCard card() {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    List<String> languages = new ArrayList<>();
    String licence = "unknown";
    for (String line : frontMatter()) {
      List<String> parts = Splitter.on(':').limit(2).trimResults().splitToList(line);
      if (parts.size() == 2 && parts.get(0).equals("license") && !parts.get(1).isEmpty()) {
        licence = parts.get(1);
      }
      if (parts.size() == 2 && parts.get(0).equals("language")) {
        Splitter.onPattern("[\\[\\], \"']+")
            .omitEmptyStrings()
            .split(parts.get(1))
            .forEach(languages::add);
      }
    }
    return new ModelCard(
        name == null ? folder.toString() : name.toString(),
        digest(),
        licence,
        languages,
        mostTokens());
  }

  /** The lines between the dashes at the head of the model's card, if there are any. */
  private List<String> frontMatter() {
    for (String card : CARDS) {
      if (has(card)) {
        List<String> lines = Splitter.on('\n').trimResults().splitToList(text(card));
        int end = lines.subList(1, lines.size()).indexOf("---");
        if (lines.get(0).equals("---") && end >= 0) {
          return lines.subList(1, end + 1);
        }
      }
    }
    return List.of();
  }

  private String digest() {
    try {
      return "sha256:" + MoreFiles.asByteSource(path(NETWORK)).hash(Hashing.sha256());
    } catch (IOException e) {
      throw refused(NETWORK, "it cannot be read: " + e.getMessage(), null);
    }
  }

  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  Path path(String file) {
    return folder.resolve(file);
  }

  private void need(String file, String hint) {
    if (!has(file)) {
      throw refused(file, "the folder of a model needs this file", hint);
    }
  }

  JsonNode json(String file) {
    try {
      JsonNode node = JSON.readTree(text(file));
      if (!node.isObject()) {
        throw refused(file, "it is no JSON object", null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw refused(file, "it is no JSON: " + e.getOriginalMessage(), null);
    }
  }

  String text(String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused(file, "it cannot be read as text in UTF-8: " + e.getMessage(), null);
    }
  }

  /** What refuses the folder, or one of its files. */
  InvalidInputException refused(@Nullable String file, String message, @Nullable String hint) {
    Path at = file == null ? folder : folder.resolve(file);
    return new InvalidInputException(
        Problem.error("model-folder", at.toString(), 0, 0, null, message, hint));
  }
}
