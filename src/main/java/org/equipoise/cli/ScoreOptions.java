package org.equipoise.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.formats.ScoreLine;
import org.equipoise.formats.ScoreLineReader;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where scores come from, and what people said of the same things. */
final class ScoreOptions {
  private static final String NO_NAME = "score";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--labels",
      paramLabel = "F",
      description = "JSON Lines with scores and labels (score, label, perhaps attribute and group)")
  private @Nullable Path labels;

  @Option(
      names = "--pairs",
      paramLabel = "F",
      description =
          "instead, JSON Lines with pairs of texts and labels (premise, hypothesis, label), which"
              + " --model scores")
  private @Nullable Path pairs;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "the folder of a model of entailment in the ONNX format")
  private @Nullable Path model;

  @Option(
      names = "--detector",
      paramLabel = "D",
      description =
          "what made the scores of --labels: a name, or a digest (default: " + NO_NAME + ")")
  private @Nullable String detector;

  @Option(
      names = "--use",
      paramLabel = "U",
      description =
          "what scores are for whose lines name no attribute; of pairs: rule-against-output (the"
              + " default), output-against-output or reason-against-reason")
  private @Nullable String use;

  /**
   * Labelled scores, and where they come from.
   *
   * @param source the digest of what made the scores
   * @param labels the digest of the file of labels
   * @param byUse the scores of each use; there is at least one
   */
  record Labelled(
      Path file, String source, String labels, SortedMap<String, List<LabelledScore>> byUse) {}

  boolean isGiven() {
    return labels != null || pairs != null;
  }

  /** Reads the labels, and scores the pairs if they are pairs. */
  Labelled read() {
    if ((labels == null) == (pairs == null)) {
      throw wrong("give one of `--labels` and `--pairs`");
    }
    if ((pairs == null) != (model == null)) {
      throw wrong("`--pairs` and `--model` belong together");
    }
    if (pairs == null || model == null) {
      Path file = Objects.requireNonNull(labels);
      SortedMap<String, List<LabelledScore>> byUse =
          labelled(file, Objects.requireNonNullElse(use, NO_NAME), it -> it.score());
      return new Labelled(file, source(), digest(file), byUse);
    }
    if (detector != null) {
      throw wrong("`--detector` says what made the scores of `--labels`; `--model` makes its own");
    }
    try (EntailmentModel scoring = OnnxEntailmentModel.of(model)) {
      PairScores scores = PairScores.of(spec, scoring, use);
      return new Labelled(
          pairs,
          scoring.card().digest(),
          digest(pairs),
          labelled(pairs, scores.use(), scores::score));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private String source() {
    String named = Objects.requireNonNullElse(detector, NO_NAME);
    if (!named.startsWith("sha256:")) {
      return Calibration.sha256(named.getBytes(StandardCharsets.UTF_8));
    }
    if (!named.matches("sha256:[0-9a-f]{64}")) {
      throw wrong("`--detector`: a digest is `sha256:` and 64 hexadecimal digits");
    }
    return named;
  }

  private static String digest(Path file) {
    try {
      return Calibration.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The score of a line; null if it has none. */
  private interface Scoring {
    @Nullable Double of(ScoreLine line);
  }

  private static SortedMap<String, List<LabelledScore>> labelled(
      Path file, String usual, Scoring scoring) {
    List<ScoreLine> lines = ScoreLineReader.read(file);
    require(file, lines, it -> it.label() != null, "label");
    List<ScoreLine> unscored = new ArrayList<>();
    SortedMap<String, List<LabelledScore>> byUse = new TreeMap<>();
    for (ScoreLine line : lines) {
      Double score = scoring.of(line);
      if (score == null) {
        unscored.add(line);
      } else {
        byUse
            .computeIfAbsent(
                Objects.requireNonNullElse(line.attribute(), usual), it -> new ArrayList<>())
            .add(new LabelledScore(score, Objects.requireNonNull(line.label()), line.group()));
      }
    }
    require(file, unscored, it -> false, "score");
    if (byUse.isEmpty()) {
      throw new InvalidInputException(missing(file, 0, "label"));
    }
    return byUse;
  }

  private static void require(
      Path file, List<ScoreLine> lines, Predicate<ScoreLine> holds, String name) {
    List<Problem> problems =
        lines.stream().filter(holds.negate()).map(it -> missing(file, it.number(), name)).toList();
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private static Problem missing(Path file, int line, String name) {
    return Problem.error(
        "missing-field",
        file.toString(),
        line,
        0,
        name,
        "the field is missing",
        "write a line as {\"score\":0.93,\"label\":true}, or with `--model` one with `premise`,"
            + " `hypothesis` and `label`");
  }
}
