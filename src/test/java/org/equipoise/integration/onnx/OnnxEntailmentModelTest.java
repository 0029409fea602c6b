package org.equipoise.integration.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.Finding.Why;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxEntailmentModelTest {
  private static final Map<String, List<Integer>> WORDS =
      Map.of("yes", List.of(3, 0, 0), "perhaps", List.of(0, 3, 0), "no", List.of(0, 0, 3));
  private static final List<String> LABELS = List.of("entailment", "neutral", "contradiction");
  private static final Path TRIAL = Path.of("../shared/data/models/coherence-en-e5s");

  @TempDir Path folder;

  private static String refusal(Path of) {
    return assertThrows(InvalidInputException.class, () -> OnnxEntailmentModel.of(of)).getMessage();
  }

  @Test
  void aModelRelatesPairsInTheirOrder() throws IOException {
    TinyModel.write(folder, WORDS, LABELS);
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(folder)) {
      List<Relation> relations =
          model.relate(
              List.of(
                  new TextPair("Yes", "no"), new TextPair("yes", "yes"), new TextPair("no", "")));
      double high = Math.exp(3) / (Math.exp(3) + 2);
      assertEquals(relations.get(0).entails(), relations.get(0).contradicts(), 1e-6);
      assertTrue(relations.get(1).entails() > high);
      assertEquals(high, relations.get(2).contradicts(), 1e-6);
    }
  }

  @Test
  void theOrderOfTheLabelsIsRead() throws IOException {
    TinyModel.write(folder, WORDS, List.of("CONTRADICTION", "entailment", "neutral"));
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(folder)) {
      Relation relation = model.relate(List.of(new TextPair("yes", "yes"))).get(0);
      assertTrue(relation.contradicts() > 0.9);
    }
  }

  @Test
  void aPairThatIsTooLongAndATextOfUnknownWordsAreDoubted() throws IOException {
    TinyModel.write(folder, WORDS, LABELS);
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(folder)) {
      List<Answer> answers =
          model.answer(
              List.of(new TextPair("yes ".repeat(40), "no"), new TextPair("yes", "jein oder so")));
      assertEquals(
          List.of(Optional.of(Why.TOO_LONG), Optional.of(Why.LANGUAGE)),
          answers.stream().map(Answer::doubt).toList());
    }
  }

  @Test
  void theCardNamesTheWeights() throws IOException {
    TinyModel.write(folder.resolve("tiny"), WORDS, LABELS);
    Files.writeString(
        folder.resolve("tiny/README.md"), "---\nlanguage: [en, de]\nlicense: mit\n---\n# Tiny\n");
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(folder.resolve("tiny"))) {
      assertEquals("tiny", model.card().name());
      assertEquals("mit", model.card().licence());
      assertEquals(List.of("en", "de"), model.card().languages());
      assertEquals(32, model.card().maxTokens());
      assertTrue(model.card().digest().matches("sha256:[0-9a-f]{64}"));
    }
  }

  @Test
  void aFolderThatLacksSomethingIsRefusedWithTheFileAndWhatToDo() throws IOException {
    assertTrue(refusal(folder.resolve("none")).contains("there is no such folder"));
    assertTrue(refusal(folder).contains("model.onnx"));
    TinyModel.write(folder, WORDS, LABELS);
    Files.delete(folder.resolve("vocab.txt"));
    assertTrue(refusal(folder).contains("tokenizer.json"));
    Files.writeString(
        folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"WordPiece\",\"vocab\":{}}}");
    Files.writeString(folder.resolve("config.json"), "{}");
    String missing = refusal(folder);
    assertTrue(missing.contains("config.json") && missing.contains("`id2label` is missing"));
    for (String labels :
        List.of(
            "{}",
            "{\"0\":\"LABEL_0\",\"1\":\"LABEL_1\",\"2\":\"LABEL_2\"}",
            "{\"0\":\"entailment\",\"1\":\"not_entailment\"}",
            "{\"0\":\"entailment\",\"1\":\"neutral\",\"2\":\"neutral\"}",
            "{\"0\":\"entailment\",\"1\":\"neutral\",\"3\":\"contradiction\"}")) {
      Files.writeString(folder.resolve("config.json"), "{\"id2label\":" + labels + "}");
      assertTrue(refusal(folder).contains("`id2label` is "), labels);
    }
  }

  @Test
  void aNetworkThatReadsSomethingElseIsRefused() throws IOException {
    TinyModel.write(folder, WORDS, LABELS);
    Files.write(folder.resolve("model.onnx"), TinyModel.network("pixels", 1, new byte[12]));
    assertTrue(refusal(folder).contains("reads [pixels]"));
    Files.writeString(folder.resolve("model.onnx"), "no network");
    assertTrue(refusal(folder).contains("ONNX Runtime cannot read it"));
  }

  @Test
  void aTokenizerOfAnotherKindIsReadByALibrary() throws IOException {
    TinyModel.write(folder, WORDS, LABELS);
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version":"1.0","truncation":null,"padding":null,
         "added_tokens":[{"id":3,"content":"[SEP]","single_word":false,"lstrip":false,
           "rstrip":false,"normalized":false,"special":true}],
         "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
         "post_processor":{"type":"BertProcessing","sep":["[SEP]",3],"cls":["[CLS]",2]},
         "decoder":null,
         "model":{"type":"WordLevel","unk_token":"[UNK]",
           "vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"no":4,"perhaps":5,"yes":6}}}
        """);
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(folder)) {
      List<Answer> answers =
          model.answer(
              List.of(
                  new TextPair("Yes yes", "yes"),
                  new TextPair("yes [SEP] no no no", "yes"),
                  new TextPair("no ".repeat(40), "yes")));
      assertTrue(answers.get(0).relation().entails() > 0.99);
      assertTrue(answers.get(1).relation().contradicts() > 0.5);
      assertEquals(Optional.of(Why.TOO_LONG), answers.get(2).doubt());
    }
  }

  @Test
  void theModelOfTheTrialsTellsContraryNorms() {
    assumeTrue(Files.exists(TRIAL), "no model in " + TRIAL + ": nothing to try");
    try (OnnxEntailmentModel model = OnnxEntailmentModel.of(TRIAL)) {
      List<Relation> relations =
          model.relate(
              List.of(
                  new TextPair("You should keep promises.", "You should not keep promises."),
                  new TextPair("You should keep promises.", "You should keep your promises.")));
      assertTrue(relations.get(0).contradicts() > 0.5, relations.toString());
      assertTrue(relations.get(1).contradicts() < 0.5, relations.toString());
    }
  }
}
