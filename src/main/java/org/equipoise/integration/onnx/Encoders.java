package org.equipoise.integration.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.integration.onnx.WordPieceEncoder.Slot;
import org.equipoise.integration.onnx.WordPieces.Cleaning;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Reads from the folder of a model how its texts are cut. */
final class Encoders {
  private static final String START = "[CLS]";
  private static final String END = "[SEP]";
  private static final String UNKNOWN = "[UNK]";
  private static final int MOST_CHARACTERS = 100;

  private final ModelFolder folder;

  private Encoders(ModelFolder folder) {
    this.folder = folder;
  }

  /**
   * Returns what cuts the texts of a model: word pieces in Java, and other tokens by the library of
   * DJL.
   *
   * @throws InvalidInputException if neither can
   */
  static PairEncoder of(ModelFolder folder) {
    Encoders encoders = new Encoders(folder);
    if (!folder.has(ModelFolder.TOKENIZER)) {
      return encoders.ofVocabulary();
    }
    JsonNode tokenizer = folder.json(ModelFolder.TOKENIZER);
    PairEncoder encoder = encoders.ofWordPieces(tokenizer);
    return encoder != null ? encoder : encoders.ofLibrary(tokenizer);
  }

  private PairEncoder ofVocabulary() {
    if (!folder.has(ModelFolder.VOCABULARY)) {
      throw folder.refused(
          ModelFolder.TOKENIZER,
          "the folder of a model needs this file, or `vocab.txt`",
          "copy it from the model");
    }
    Map<String, Integer> vocabulary = new HashMap<>();
    String text = folder.text(ModelFolder.VOCABULARY).stripTrailing();
    for (String line : Splitter.onPattern("\r?\n").split(text)) {
      vocabulary.putIfAbsent(line, vocabulary.size());
    }
    JsonNode settings =
        folder.has(ModelFolder.TOKENIZER_CONFIG)
            ? folder.json(ModelFolder.TOKENIZER_CONFIG)
            : folder.json(ModelFolder.CONFIG).path("");
    boolean isLowered = settings.path("do_lower_case").asBoolean(true);
    Cleaning cleaning =
        new Cleaning(
            true,
            settings.path("tokenize_chinese_chars").asBoolean(true),
            settings.path("strip_accents").asBoolean(isLowered),
            isLowered);
    String file = ModelFolder.VOCABULARY;
    WordPieces pieces =
        new WordPieces(
            vocabulary,
            cleaning,
            "##",
            need(vocabulary, settings.path("unk_token").asText(UNKNOWN), file),
            MOST_CHARACTERS);
    return new WordPieceEncoder(
        pieces,
        WordPieceEncoder.ofBert(
            need(vocabulary, settings.path("cls_token").asText(START), file),
            need(vocabulary, settings.path("sep_token").asText(END), file)),
        folder.mostTokens());
  }

  private int need(Map<String, Integer> vocabulary, String token, String file) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw folder.refused(
          file, "the vocabulary has no token `" + token + "`", "copy the file from the model");
    }
    return id;
  }

  /** Null if this is no vocabulary of word pieces, or its texts are cleaned in another way. */
  private @Nullable PairEncoder ofWordPieces(JsonNode tokenizer) {
    JsonNode model = tokenizer.path("model");
    Cleaning cleaning = cleaning(tokenizer.path("normalizer"));
    boolean isOurs =
        model.path("type").asText("WordPiece").equals("WordPiece")
            && model.path("vocab").isObject()
            && tokenizer.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer");
    if (!isOurs || cleaning == null) {
      return null;
    }
    Map<String, Integer> vocabulary = new HashMap<>();
    model.path("vocab").properties().forEach(it -> vocabulary.put(it.getKey(), number(it)));
    List<Slot> frame = frame(tokenizer.path("post_processor"));
    if (frame == null) {
      return null;
    }
    WordPieces pieces =
        new WordPieces(
            vocabulary,
            cleaning,
            model.path("continuing_subword_prefix").asText("##"),
            need(vocabulary, model.path("unk_token").asText(UNKNOWN), ModelFolder.TOKENIZER),
            model.path("max_input_chars_per_word").asInt(MOST_CHARACTERS));
    return new WordPieceEncoder(pieces, frame, folder.mostTokens());
  }

  private static int number(Map.Entry<String, JsonNode> entry) {
    return entry.getValue().asInt();
  }

  private static @Nullable Cleaning cleaning(JsonNode normalizer) {
    if (normalizer.isMissingNode() || normalizer.isNull()) {
      return new Cleaning(false, false, false, false);
    }
    if (!normalizer.path("type").asText().equals("BertNormalizer")) {
      return null;
    }
    boolean isLowered = normalizer.path("lowercase").asBoolean(true);
    return new Cleaning(
        normalizer.path("clean_text").asBoolean(true),
        normalizer.path("handle_chinese_chars").asBoolean(true),
        normalizer.path("strip_accents").asBoolean(isLowered),
        isLowered);
  }

  private static @Nullable List<Slot> frame(JsonNode processor) {
    if (processor.path("type").asText().equals("BertProcessing")) {
      return WordPieceEncoder.ofBert(
          processor.path("cls").path(1).asInt(), processor.path("sep").path(1).asInt());
    }
    if (!processor.path("type").asText().equals("TemplateProcessing")) {
      return null;
    }
    List<Slot> frame = new ArrayList<>();
    for (JsonNode piece : processor.path("pair")) {
      JsonNode text = piece.path("Sequence");
      if (text.isObject()) {
        frame.add(
            Slot.text(text.path("id").asText().equals("A") ? 0 : 1, text.path("type_id").asInt()));
      } else {
        JsonNode special = piece.path("SpecialToken");
        JsonNode ids = processor.path("special_tokens").path(special.path("id").asText());
        for (JsonNode id : ids.path("ids")) {
          frame.add(Slot.special(id.asInt(), special.path("type_id").asInt()));
        }
      }
    }
    return frame.stream().filter(it -> it.text() >= 0).count() == 2 ? frame : null;
  }

  private PairEncoder ofLibrary(JsonNode tokenizer) {
    try {
      Class.forName(
          "ai.djl.huggingface.tokenizers.HuggingFaceTokenizer",
          false,
          Encoders.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw folder.refused(
          ModelFolder.TOKENIZER,
          "its tokens are no word pieces of BERT (`"
              + tokenizer.path("model").path("type").asText("unknown")
              + "`)",
          "add the library `ai.djl.huggingface:tokenizers` to the class path");
    }
    return LibraryEncoder.of(folder, tokenizer);
  }
}
