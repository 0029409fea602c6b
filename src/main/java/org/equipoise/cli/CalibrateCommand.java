package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.equipoise.calibration.Calibration;
import org.equipoise.calibration.CoverageCheck;
import org.equipoise.calibration.LabelledScore;
import org.equipoise.calibration.Risk;
import org.equipoise.formats.CalibrationReader;
import org.equipoise.formats.CalibrationWriter;
import org.equipoise.page.Page;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code calibrate}: what the scores of a detector or model are worth. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description =
        "Says what the scores of a detector or a model are worth: as probabilities, and from which"
            + " thresholds on an error is bounded; or whether a calibration holds on other labels.",
    footer = {
      "",
      "Exits with 1 if a calibration that is checked is shifted.",
      "",
      "Example:",
      "  equipoise calibrate --labels labels.jsonl --risk 0.1 --out calibration.json",
      "  equipoise calibrate --check calibration.json --labels other.jsonl",
      "  equipoise calibrate --model nli --pairs labelled.jsonl --use rule-against-output"
    })
final class CalibrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScoreOptions scores;

  @Option(
      names = "--risk",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "the share of false alarms among alarms that is accepted (default: ${DEFAULT-VALUE})")
  private double risk;

  @Option(
      names = "--misses",
      paramLabel = "SHARE",
      description = "the share of misses among passes that is accepted (default: that of --risk)")
  private @Nullable Double misses;

  @Option(
      names = "--confidence",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "how surely each of both holds (default: ${DEFAULT-VALUE})")
  private double confidence;

  @Option(names = "--out", paramLabel = "F", description = "writes the calibration to a new file")
  private @Nullable Path out;

  @Option(
      names = "--check",
      paramLabel = "F",
      description = "checks the calibrations of this file on the labels, and makes none")
  private @Nullable Path checked;

  @Option(
      names = "--show",
      paramLabel = "F",
      description = "shows the calibrations of this file, and needs no labels")
  private @Nullable Path shown;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    if (shown != null) {
      if (checked != null || out != null || scores.isGiven()) {
        throw new ParameterException(
            spec.commandLine(), "`--show` goes with no labels, `--check` or `--out`");
      }
      print(CalibrationReader.read(shown));
      return ExitCode.FINE;
    }
    Risk accepted = accepted();
    NewFile.require(spec, "--out", out);
    if (checked != null && out != null) {
      throw new ParameterException(
          spec.commandLine(), "`--check` makes no calibration that `--out` could write");
    }
    if (checked != null && format.chosen() == ReportFormat.HTML) {
      throw new ParameterException(spec.commandLine(), "`--check` writes text or json");
    }
    ScoreOptions.Labelled labelled = scores.read();
    return checked == null ? calibrate(labelled, accepted) : check(checked, labelled);
  }

  private Risk accepted() {
    try {
      return new Risk(risk, misses == null ? risk : misses, confidence);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "`--risk`, `--misses` and `--confidence` are between 0 and 1");
    }
  }

  private int calibrate(ScoreOptions.Labelled labelled, Risk accepted) {
    Instant made = Clock.systemUTC().instant();
    List<Calibration> all = new ArrayList<>();
    for (Map.Entry<String, List<LabelledScore>> each : labelled.byUse().entrySet()) {
      if (each.getValue().stream().map(LabelledScore::label).distinct().count() != 2) {
        throw new InvalidInputException(
            Problem.error(
                "wrong-value",
                labelled.file().toString(),
                0,
                0,
                each.getKey(),
                "all labels are the same",
                "add labels of the other kind: nothing can be learned without them"));
      }
      all.add(
          Calibration.of(
              each.getKey(),
              labelled.source(),
              labelled.labels(),
              made,
              each.getValue(),
              accepted));
    }
    print(all);
    if (out != null) {
      write(out, CalibrationWriter.toFile(all));
      if (format.chosen() == ReportFormat.TEXT) {
        spec.commandLine().getOut().println("wrote " + out);
      }
    }
    return ExitCode.FINE;
  }

  private void print(List<Calibration> all) {
    PrintWriter results = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> all.forEach(it -> new CalibrationText(results).write(it));
      case JSON ->
          all.forEach(it -> PlainWriter.unescaped(results).println(CalibrationWriter.toJson(it)));
      case HTML ->
          PlainWriter.unescaped(results).print(Page.ofCalibrations(CalibrationWriter.toFile(all)));
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int check(Path file, ScoreOptions.Labelled labelled) {
    List<Calibration> known = CalibrationReader.read(file);
    boolean isShifted = false;
    PrintWriter results = spec.commandLine().getOut();
    for (Map.Entry<String, List<LabelledScore>> each : labelled.byUse().entrySet()) {
      Calibration calibration = find(file, known, each.getKey(), labelled.source());
      CoverageCheck check = CoverageCheck.of(calibration, each.getValue());
      isShifted |= check.isShifted();
      if (format.chosen() == ReportFormat.JSON) {
        PlainWriter.unescaped(results).println(CalibrationWriter.toJson(calibration, check));
      } else {
        new CalibrationText(results).write(calibration.use(), check);
      }
    }
    return isShifted ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private static Calibration find(Path file, List<Calibration> known, String use, String source) {
    Calibration found = known.stream().filter(it -> it.use().equals(use)).findFirst().orElse(null);
    String why =
        found == null
            ? "it holds no calibration for this use"
            : found.isOf(source)
                ? null
                : "its calibration is of another detector or model (" + found.source() + ")";
    if (why != null) {
      throw new InvalidInputException(
          Problem.error(
              "wrong-value",
              file.toString(),
              0,
              0,
              use,
              why,
              "calibrate what made these scores; `--detector` says what did"));
    }
    return Objects.requireNonNull(found);
  }
}
