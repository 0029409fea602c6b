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
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.formats.ScoreLine;
import org.equipoise.formats.ScoreLineReader;
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
      names = "--detector",
      paramLabel = "D",
      defaultValue = NO_NAME,
      description = "what made the scores: a name, or a digest (default: ${DEFAULT-VALUE})")
  private String detector;

  @Option(
      names = "--use",
      paramLabel = "U",
      description = "what scores are for whose lines name no attribute")
  private @Nullable String use;

  boolean isGiven() {
    return labels != null;
  }

  Path file() {
    if (labels == null) {
      throw new ParameterException(spec.commandLine(), "give labels with `--labels`");
    }
    return labels;
  }

  /** The digest of what made the scores. */
  String source() {
    return detector.startsWith("sha256:")
        ? detector
        : Calibration.sha256(detector.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of the file of labels. */
  String digest() {
    try {
      return Calibration.sha256(Files.readAllBytes(file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a line is about: its attribute, or what the options say. */
  String useOf(ScoreLine line) {
    return line.attribute() != null ? line.attribute() : Objects.requireNonNullElse(use, NO_NAME);
  }

  /** The labelled scores of each use; there is at least one. */
  SortedMap<String, List<LabelledScore>> labelled() {
    SortedMap<String, List<LabelledScore>> byUse = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ScoreLine line : ScoreLineReader.read(file())) {
      if (line.score() == null || line.label() == null) {
        String missing = line.score() == null ? "score" : "label";
        problems.add(missing(line.number(), missing));
      } else {
        byUse
            .computeIfAbsent(useOf(line), it -> new ArrayList<>())
            .add(new LabelledScore(line.score(), line.label(), line.group()));
      }
    }
    if (byUse.isEmpty() && problems.isEmpty()) {
      problems.add(missing(0, "score"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return byUse;
  }

  private Problem missing(int line, String name) {
    return Problem.error(
        "missing-field",
        file().toString(),
        line,
        0,
        name,
        "the field is missing",
        "write a line as {\"score\":0.93,\"label\":true}");
  }
}
