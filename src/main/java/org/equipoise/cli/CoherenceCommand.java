package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.trigger.CoherenceTrend;
import org.equipoise.authoring.coherence.Candidates;
import org.equipoise.authoring.coherence.Coherence;
import org.equipoise.authoring.coherence.CoherenceAlarm;
import org.equipoise.authoring.coherence.CoherenceSurvey;
import org.equipoise.authoring.coherence.CoherenceWriter;
import org.equipoise.authoring.coherence.FoundAttributes;
import org.equipoise.calibration.Calibration;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.LexicalEntailmentModel;
import org.equipoise.coherence.Use;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.CalibrationReader;
import org.equipoise.formats.CaseWriter;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.integration.onnx.OnnxEntailmentModel;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coherence DIR --cases F}: whether texts hang together. */
@Command(
    name = "coherence",
    mixinStandardHelpOptions = true,
    description =
        "Looks for contradictions: of replies with principles, with what their author said in alike"
            + " cases, and with themselves, and of judgments' reasons with principles.",
    footer = {
      "",
      "Without a calibration for the use nothing is decided. A finding is a candidate and blocks"
          + " nothing: `confirm` makes attributes, judgments, fixtures and labels of what a person"
          + " answered.",
      "Exits with 1 if a contradiction was found, or a ledger raises an alarm.",
      "",
      "Example:",
      "  equipoise coherence my-rules --cases replies.jsonl --model nli --calibration"
          + " calibration.json --candidates candidates.jsonl"
    })
final class CoherenceCommand implements Callable<Integer> {
  /** One of twenty principles that keep to what was agreed raises an alarm at some time. */
  private static final double ERROR = 0.05;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private CorpusFiles corpusFiles;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "the folder of a model of entailment in the ONNX format (default: words alone)")
  private @Nullable Path model;

  @Option(
      names = "--calibration",
      paramLabel = "F",
      description = "what the model's scores are worth, as `calibrate` writes it")
  private @Nullable Path calibration;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "the attribute of cases that tells kinds of cases apart")
  private @Nullable String by;

  @Option(
      names = "--candidates",
      paramLabel = "FILE",
      description = "writes what a person is asked to confirm into a new file")
  private @Nullable Path candidates;

  @Option(
      names = "--undecided",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "how many undecided pairs a person is asked about too (default: ${DEFAULT-VALUE})")
  private int undecided;

  @Option(
      names = "--attributes",
      paramLabel = "FILE",
      description =
          "writes the cases, with what was found as disputed attributes of outputs, into a new"
              + " file")
  private @Nullable Path attributes;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "also shows what this ledger recorded of contradictions, day by day")
  private @Nullable Path ledger;

  @Option(
      names = "--agreed",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "the share of contradictions with a principle that is agreed to be borne (default:"
              + " ${DEFAULT-VALUE})")
  private double agreed;

  @Option(names = "--out", paramLabel = "F", description = "writes the result to a new file")
  private @Nullable Path file;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() throws IOException {
    if (undecided < 0) {
      throw new ParameterException(spec.commandLine(), "`--undecided` is 0 or more");
    }
    if (!(agreed >= 0 && agreed < 1)) {
      throw new ParameterException(spec.commandLine(), "`--agreed` is in [0, 1)");
    }
    NewFile.require(spec, "--candidates", candidates);
    NewFile.require(spec, "--attributes", attributes);
    NewFile.require(spec, "--out", file);
    Constitution constitution = asOf.load(allowed, folder);
    List<Calibration> calibrations =
        calibration == null ? List.of() : CalibrationReader.read(calibration);
    Corpus corpus = corpusFiles.open();
    Coherence coherence = found(corpus, constitution, calibrations);
    if (candidates != null) {
      Files.writeString(candidates, Candidates.file(coherence, undecided));
    }
    if (attributes != null) {
      try (PrintWriter cases = new PrintWriter(Files.newBufferedWriter(attributes))) {
        corpus.forEach(
            (given, judged) ->
                cases.print(CaseWriter.toJson(FoundAttributes.of(given, coherence)) + "\n"));
      }
    }
    CoherenceTrendText trend = trend(coherence, constitution);
    if (file == null) {
      write(coherence, trend, constitution, spec.commandLine().getOut());
    } else {
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        write(coherence, trend, constitution, out);
      }
    }
    boolean isFine =
        coherence.contradictions().isEmpty()
            && coherence.clashes().isEmpty()
            && (trend == null || trend.alarms().isEmpty());
    return isFine ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Coherence found(
      Corpus corpus, Constitution constitution, List<Calibration> calibrations) {
    try (EntailmentModel opened = opened()) {
      tellUnused(calibrations, opened);
      CoherenceSurvey survey = new CoherenceSurvey(constitution, opened, calibrations, by);
      Progress.Count progress = Progress.counting("read", corpus.size());
      corpus.forEach(
          (given, judged) -> {
            survey.add(given, judged);
            progress.step();
          });
      return survey.coherence();
    }
  }

  private @Nullable CoherenceTrendText trend(Coherence coherence, Constitution constitution) {
    Path recorded = ledger;
    if (recorded == null) {
      return null;
    }
    Calibration made = coherence.calibrations().get(Use.RULE_AGAINST_OUTPUT);
    return LedgerFolder.reading(
        recorded,
        () -> {
          CoherenceTrend trend = CoherenceTrend.of(Ledger.in(recorded));
          List<CoherenceAlarm> alarms =
              trend.alarms(agreed, made == null ? null : made.outcome(), ERROR);
          return new CoherenceTrendText(
              trend, CoherenceTrend.priced(alarms, Ledger.in(recorded), constitution));
        });
  }

  private EntailmentModel opened() {
    if (model == null) {
      return LexicalEntailmentModel.INSTANCE;
    }
    try {
      return OnnxEntailmentModel.of(model);
    } catch (IllegalStateException e) {
      // The library is absent.
      throw new ParameterException(
          spec.commandLine(), e.getMessage() + ", or put its jar beside equipoise-cli.jar", e);
    }
  }

  private void tellUnused(List<Calibration> calibrations, EntailmentModel opened) {
    if (!calibrations.isEmpty()
        && calibrations.stream().noneMatch(it -> it.isOf(opened.card().digest()))) {
      spec.commandLine()
          .getErr()
          .println(
              "no calibration in `"
                  + calibration
                  + "` was made of the model `"
                  + opened.card().name()
                  + "`, so nothing is decided");
    }
  }

  private void write(
      Coherence coherence,
      @Nullable CoherenceTrendText trend,
      Constitution constitution,
      PrintWriter out) {
    switch (format.chosen()) {
      case TEXT -> {
        new CoherenceText(out).write(coherence);
        if (trend != null) {
          trend.write(out);
        }
      }
      case JSON ->
          PlainWriter.unescaped(out)
              .println(
                  JsonText.of(
                      json -> {
                        json.writeStartObject();
                        CoherenceWriter.fields(coherence, json);
                        if (trend != null) {
                          trend.fields(json);
                        }
                        json.writeEndObject();
                      }));
      case HTML -> PlainWriter.unescaped(out).print(Page.of(constitution, coherence));
    }
    out.flush();
  }
}
