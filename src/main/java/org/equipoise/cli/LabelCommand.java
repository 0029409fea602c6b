package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.formats.CalibrationReader;
import org.equipoise.formats.ScoreLine;
import org.equipoise.formats.ScoreLineReader;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code label}: which scores people should label next. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description =
        "Writes the lines without a label that people should label next: those whose scores are"
            + " nearest to a threshold, or to even odds where there is no threshold.",
    footer = {
      "",
      "Example:",
      "  equipoise label --calibration calibration.json --scores scores.jsonl --top 50"
    })
final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--calibration",
      required = true,
      paramLabel = "F",
      description = "what calibrate wrote")
  private Path calibration;

  @Option(
      names = "--scores",
      required = true,
      paramLabel = "F",
      description = "JSON Lines with scores; lines with a label are passed over")
  private Path scores;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description =
          "the folder of a model in the ONNX format, which scores the pairs of --scores (premise,"
              + " hypothesis)")
  private @Nullable Path model;

  @Option(
      names = "--use",
      paramLabel = "U",
      description =
          "what scores are for whose lines name no attribute (default: the first calibration's)")
  private @Nullable String use;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many lines to write (default: ${DEFAULT-VALUE})")
  private int top;

  private record Candidate(ScoreLine line, double distance) {}

  @Override
  public Integer call() {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "`--top` is 1 or more");
    }
    List<Calibration> known = CalibrationReader.read(calibration);
    Map<String, Calibration> byUse =
        known.stream().collect(Collectors.toMap(Calibration::use, it -> it, (one, other) -> one));
    String usual = use == null ? known.get(0).use() : use;
    List<ScoreLine> lines =
        ScoreLineReader.read(scores).stream().filter(it -> it.label() == null).toList();
    List<Candidate> candidates = new ArrayList<>();
    if (model == null) {
      lines.forEach(it -> add(candidates, it, it.score(), byUse, usual));
    } else {
      try (EntailmentModel scoring = OnnxEntailmentModel.of(model)) {
        if (!known.stream().allMatch(it -> it.isOf(scoring.card().digest()))) {
          throw new InvalidInputException(
              Problem.error(
                  "wrong-value",
                  calibration.toString(),
                  0,
                  0,
                  null,
                  "it holds a calibration of another model",
                  "calibrate this model first"));
        }
        PairScores made = PairScores.of(spec, scoring, usual);
        lines.forEach(it -> add(candidates, it, made.score(it), byUse, usual));
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::distance).thenComparing(it -> it.line().number()));
    PrintWriter out = PlainWriter.unescaped(spec.commandLine().getOut());
    candidates.stream().limit(top).forEach(it -> out.println(it.line().text()));
    return ExitCode.FINE;
  }

  private static void add(
      List<Candidate> candidates,
      ScoreLine line,
      @Nullable Double score,
      Map<String, Calibration> byUse,
      String usual) {
    Calibration of = byUse.get(line.attribute() == null ? usual : line.attribute());
    if (score != null && of != null) {
      candidates.add(new Candidate(line, distance(of, score)));
    }
  }

  private static double distance(Calibration of, double score) {
    Double upper = of.thresholds().upper();
    Double lower = of.thresholds().lower();
    if (upper == null && lower == null) {
      return Math.abs(of.probability(score) - 0.5);
    }
    return Math.min(
        upper == null ? 1 : Math.abs(score - upper), lower == null ? 1 : Math.abs(score - lower));
  }
}
