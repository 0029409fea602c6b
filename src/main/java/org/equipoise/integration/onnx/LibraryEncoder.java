package org.equipoise.integration.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.coherence.TextPair;

/** Cuts texts by the library of DJL, for all tokens that are no word pieces of BERT. */
final class LibraryEncoder implements PairEncoder {
  private final HuggingFaceTokenizer tokenizer;
  private final List<String> specials;
  private final long unknown;
  private final int mostTokens;

  private LibraryEncoder(
      HuggingFaceTokenizer tokenizer, List<String> specials, long unknown, int mostTokens) {
    this.tokenizer = tokenizer;
    this.specials = List.copyOf(specials);
    this.unknown = unknown;
    this.mostTokens = mostTokens;
  }

  static LibraryEncoder of(ModelFolder folder, JsonNode file) {
    List<String> specials = new ArrayList<>();
    long unknown = -1;
    for (JsonNode token : file.path("added_tokens")) {
      specials.add(token.path("content").asText());
      if (token
          .path("content")
          .asText()
          .equals(file.path("model").path("unk_token").asText("<unk>"))) {
        unknown = token.path("id").asLong(-1);
      }
    }
    specials.removeIf(it -> it.isBlank() || it.length() < 2);
    try {
      HuggingFaceTokenizer tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(folder.path(ModelFolder.TOKENIZER))
              .optTruncation(true)
              .optMaxLength(folder.mostTokens())
              .optPadding(false)
              .build();
      return new LibraryEncoder(tokenizer, specials, unknown, folder.mostTokens());
    } catch (IOException e) {
      throw folder.refused(ModelFolder.TOKENIZER, "it cannot be read: " + e.getMessage(), null);
    }
  }

  @Override
  public Encoding encode(TextPair pair) {
    ai.djl.huggingface.tokenizers.Encoding encoded =
        tokenizer.encode(plain(pair.premise()), plain(pair.hypothesis()));
    List<Integer> ids = new ArrayList<>();
    for (long id : encoded.getIds()) {
      ids.add(Math.toIntExact(id));
    }
    List<Integer> types = new ArrayList<>();
    for (long type : encoded.getTypeIds()) {
      types.add(Math.toIntExact(type));
    }
    long missing = ids.stream().filter(it -> it == unknown).count();
    // The library does not say whether it cut; a pair that fits exactly counts as cut.
    boolean isCut = ids.size() >= mostTokens;
    return new Encoding(ids, types, isCut, (double) missing / Math.max(1, ids.size()));
  }

  /** Breaks the names of special tokens in a text, so that no text forges a border. */
  private String plain(String text) {
    String plain = text;
    for (String each : specials) {
      int first = each.offsetByCodePoints(0, 1);
      plain = plain.replace(each, each.substring(0, first) + " " + each.substring(first));
    }
    return plain;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
