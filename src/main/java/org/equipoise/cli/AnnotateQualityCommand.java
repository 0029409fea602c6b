package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.equipoise.annotation.Panel;
import org.equipoise.annotation.QualityRatchet;
import org.equipoise.annotation.QualityRatchet.Step;
import org.equipoise.annotation.QualityRatchet.Trend;
import org.equipoise.formats.internal.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code annotate quality F G …}: whether later annotators agree more with what is settled. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description =
        "Says whether the agreement of annotators with what is settled rises from generation to"
            + " generation, by a test that holds however often one looks.",
    footer = {
      "",
      "Exits with 1 if it falls.",
      "",
      "Example:",
      "  equipoise annotate quality spring.jsonl summer.jsonl --settled residue.csv"
    })
final class AnnotateQualityCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "F",
      arity = "2..*",
      description = "the labels of each generation, the earliest first")
  private List<Path> files;

  @Option(
      names = "--settled",
      paramLabel = "F",
      required = true,
      description = "JSON Lines or CSV with the settled label of items (item, label)")
  private Path settled;

  @Option(
      names = "--alpha",
      paramLabel = "P",
      defaultValue = "0.05",
      description =
          "the probability that a fall is told where there never is one (default:"
              + " ${DEFAULT-VALUE})")
  private double alpha;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    if (!(alpha > 0 && alpha < 1)) {
      throw new ParameterException(spec.commandLine(), "`--alpha` is between 0 and 1");
    }
    List<Panel> generations = files.stream().map(it -> Panel.of(LabelFiles.read(it))).toList();
    QualityRatchet found = QualityRatchet.of(generations, LabelFiles.truth(settled), alpha);
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(json(found));
    } else {
      found.steps().forEach(it -> text(it, out));
    }
    boolean falls = found.steps().stream().anyMatch(it -> it.trend() == Trend.FALL);
    return falls ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private static String word(Trend trend) {
    return trend.name().toLowerCase(Locale.ROOT);
  }

  private static String json(QualityRatchet found) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("steps");
          for (Step each : found.steps()) {
            json.writeStartObject();
            json.writeNumberField("generation", each.generation());
            json.writeNumberField("items", each.items());
            json.writeNumberField("before", each.before());
            json.writeNumberField("after", each.after());
            json.writeNumberField("rise", each.rise());
            json.writeNumberField("fall", each.fall());
            json.writeNumberField("needed", each.needed());
            json.writeStringField("trend", word(each.trend()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void text(Step step, PrintWriter out) {
    out.println(
        "generation "
            + step.generation()
            + ": "
            + AgreementText.number(step.before(), 3)
            + " before, "
            + AgreementText.number(step.after(), 3)
            + " after, on "
            + count(step.items(), "settled item")
            + ": "
            + switch (step.trend()) {
              case RISE -> "it rises";
              case FALL -> "IT FALLS";
              case OPEN -> "neither a rise nor a fall is shown";
            });
  }
}
