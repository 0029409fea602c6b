package org.equipoise.integration.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.coherence.Answer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Finding.Why;
import org.equipoise.coherence.ModelCard;
import org.equipoise.coherence.Relation;
import org.equipoise.coherence.TextPair;
import org.equipoise.integration.onnx.PairEncoder.Encoding;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.internal.OptionalLibrary;

/**
 * A model of entailment that was exported in the ONNX format, run by ONNX Runtime on the processor,
 * one thread for each pair. Safe for use by several threads, until it is closed.
 *
 * <p>A pair that is longer than the model reads, and a text of which the vocabulary lacks many
 * words, are answered with a doubt.
 */
public final class OnnxEntailmentModel implements EntailmentModel {
  /** From which share of unknown words on a text is in a language that the model does not read. */
  private static final double MUCH_UNKNOWN = 0.25;

  private final ModelCard card;
  private final List<Integer> labels;
  private final PairEncoder encoder;
  private final Network network;

  private OnnxEntailmentModel(
      ModelCard card, List<Integer> labels, PairEncoder encoder, Network network) {
    this.card = card;
    this.labels = List.copyOf(labels);
    this.encoder = encoder;
    this.network = network;
  }

  /**
   * Opens the folder of a model.
   *
   * @param folder holds {@code model.onnx}, {@code config.json} with {@code id2label}, and {@code
   *     tokenizer.json} or {@code vocab.txt}
   * @throws InvalidInputException if a file is missing or not as expected, with what to do
   * @throws IllegalStateException if the library {@code com.microsoft.onnxruntime:onnxruntime} is
   *     absent
   */
  public static OnnxEntailmentModel of(Path folder) {
    ModelFolder files = new ModelFolder(folder);
    List<Integer> labels = files.labels();
    PairEncoder encoder = Encoders.of(files);
    ModelCard card = files.card();
    OptionalLibrary.require(
        "ai.onnxruntime.OrtEnvironment",
        "com.microsoft.onnxruntime:onnxruntime",
        "models in the ONNX format");
    return new OnnxEntailmentModel(card, labels, encoder, Network.of(files));
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public List<Relation> relate(List<TextPair> pairs) {
    return answer(pairs).stream().map(Answer::relation).toList();
  }

  @Override
  public List<Answer> answer(List<TextPair> pairs) {
    if (pairs.size() == 1) {
      return List.of(answer(pairs.get(0)));
    }
    return IntStream.range(0, pairs.size())
        .parallel()
        .mapToObj(it -> answer(pairs.get(it)))
        .toList();
  }

  private Answer answer(TextPair pair) {
    Encoding encoding = encoder.encode(pair);
    List<Double> outputs = network.run(encoding.ids(), encoding.types());
    Relation relation =
        Relation.ofLogits(
            outputs.get(labels.get(0)), outputs.get(labels.get(1)), outputs.get(labels.get(2)));
    if (encoding.isCut()) {
      return new Answer(relation, Optional.of(Why.TOO_LONG));
    }
    return encoding.unknown() > MUCH_UNKNOWN
        ? Answer.doubted(relation, Why.LANGUAGE)
        : Answer.of(relation);
  }

  @Override
  public void close() {
    network.close();
    encoder.close();
  }
}
