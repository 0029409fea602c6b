package org.equipoise.integration.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.coherence.TextPair;
import org.equipoise.integration.onnx.PairEncoder.Encoding;
import org.equipoise.integration.onnx.WordPieces.Cleaning;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The numbers are those that the library tokenizers 0.23.2 of Hugging Face gave. */
class WordPiecesTest {
  private static final Map<String, Integer> VOCABULARY = new HashMap<>();
  private static JsonNode golden;

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = WordPiecesTest.class.getResourceAsStream("word-pieces.json")) {
      golden = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
    }
    golden.path("vocabulary").forEach(it -> VOCABULARY.put(it.asText(), VOCABULARY.size()));
  }

  private static WordPieces pieces(Cleaning cleaning) {
    return new WordPieces(VOCABULARY, cleaning, "##", 1, 100);
  }

  @Test
  void textsAreCutAsTheReferenceCutsThem() {
    int compared = 0;
    for (JsonNode table : golden.path("tables")) {
      JsonNode settings = table.path("settings");
      boolean isLowered = settings.path("lowercase").asBoolean();
      WordPieces pieces =
          pieces(
              new Cleaning(
                  settings.path("clean_text").asBoolean(),
                  settings.path("handle_chinese_chars").asBoolean(),
                  settings.path("strip_accents").asBoolean(isLowered),
                  isLowered));
      for (int i = 0; i < table.path("ids").size(); i++) {
        List<Integer> expected = new ArrayList<>();
        table.path("ids").path(i).forEach(it -> expected.add(it.asInt()));
        String text = golden.path("texts").path(i).asText();
        assertEquals(expected, pieces.cut(text), text + " " + settings);
        compared++;
      }
    }
    assertTrue(compared >= 80, "only " + compared + " texts");
  }

  @Test
  void pairsThatAreTooLongAreCutAsTheReferenceCutsThem() {
    for (JsonNode row : golden.path("kept")) {
      assertEquals(
          List.of(row.path(2).asInt(), row.path(3).asInt()),
          PairEncoder.kept(row.path(0).asInt(), row.path(1).asInt(), 7),
          row.toString());
    }
  }

  @Test
  void aPairStandsInItsFrame() {
    WordPieces pieces = pieces(new Cleaning(true, true, true, true));
    WordPieceEncoder encoder = new WordPieceEncoder(pieces, WordPieceEncoder.ofBert(2, 3), 8);
    int must = Objects.requireNonNull(VOCABULARY.get("must"));
    int not = Objects.requireNonNull(VOCABULARY.get("not"));
    assertEquals(
        new Encoding(List.of(2, must, 3, not, not, 3), List.of(0, 0, 0, 1, 1, 1), false, 0),
        encoder.encode(new TextPair("must", "not not")));
    Encoding cut = encoder.encode(new TextPair("must must must", "not qqq not"));
    assertTrue(cut.isCut());
    assertEquals(8, cut.ids().size());
    assertEquals(1 / 6.0, cut.unknown());
  }

  @Test
  void aTextThatNamesASpecialTokenForgesNoBorder() {
    WordPieces pieces = pieces(new Cleaning(true, true, true, true));
    assertTrue(pieces.cut("must [SEP] not").stream().noneMatch(it -> it == 3));
  }
}
