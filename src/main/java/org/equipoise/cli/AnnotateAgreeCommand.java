package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.equipoise.annotation.Agreement;
import org.equipoise.annotation.Panel;
import org.equipoise.annotation.Residue;
import org.equipoise.annotation.Scale;
import org.equipoise.formats.AgreementWriter;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code annotate agree F}: how far annotators agree, and how many voices they are. */
@Command(
    name = "agree",
    mixinStandardHelpOptions = true,
    description =
        "Says how many independent annotators the labels are worth, and how far the annotators"
            + " agree with each other and with themselves.",
    footer = {
      "",
      "Example:",
      "  equipoise annotate agree labels.jsonl --truth gold.jsonl",
      "  equipoise annotate agree ratings.csv --scale ordinal",
      "  equipoise annotate agree labels.jsonl --format html > annotators.html"
    })
final class AnnotateAgreeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LabelsOption labels;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "nominal",
      description =
          "nominal, ordinal or interval, for Krippendorff's alpha (default: ${DEFAULT-VALUE})")
  private Scale scale;

  @Option(
      names = "--truth",
      paramLabel = "F",
      description = "JSON Lines or CSV with the true label of items (item, label)")
  private @Nullable Path truth;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "how many bootstrap samples the intervals rest on; 0 for none (default:"
              + " ${DEFAULT-VALUE})")
  private int samples;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    if (samples < 0 || samples > 10_000) {
      throw new ParameterException(spec.commandLine(), "`--samples` is 0 to 10000");
    }
    Panel panel = labels.panel();
    Map<String, String> known = LabelFiles.truth(truth);
    Agreement agreement;
    try {
      agreement = Agreement.of(panel, scale, known, samples);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "`--scale interval` needs labels that are numbers: " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> new AgreementText(agreement, scale, out).write();
      case JSON -> PlainWriter.unescaped(out).println(AgreementWriter.toJson(agreement));
      case HTML ->
          PlainWriter.unescaped(out).print(Page.of(agreement, Residue.of(panel, Map.of())));
    }
    return ExitCode.FINE;
  }
}
