package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.equipoise.audit.blind.InspectionGame;
import org.equipoise.formats.internal.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit plan}: how often to look so that honesty pays. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Says how many labels to look at so that a false one costs at least what it gains, and"
            + " how likely a sample finds false ones.",
    footer = {
      "",
      "Exits with 1 if looking at every label is not enough.",
      "",
      "Example:",
      "  equipoise audit plan --gain 1 --penalty 9 --items 200"
    })
final class AuditPlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--gain",
      paramLabel = "G",
      required = true,
      description = "what a false label is worth to its annotator if nobody finds it")
  private double gain;

  @Option(
      names = "--penalty",
      paramLabel = "P",
      required = true,
      description = "what a false label costs its annotator if it is found")
  private double penalty;

  @Option(
      names = "--power",
      paramLabel = "D",
      defaultValue = "1",
      description =
          "how likely a false label that is looked at is found (default: ${DEFAULT-VALUE})")
  private double power;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many items are labelled (default: ${DEFAULT-VALUE})")
  private int items;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    if (items < 1 || items > 10_000_000) {
      throw new ParameterException(spec.commandLine(), "`--items` is 1 to 10000000");
    }
    InspectionGame game;
    try {
      game = new InspectionGame(gain, penalty, power);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    int sample = game.sample(items);
    TreeSet<Integer> falsified = new TreeSet<>();
    for (double share : new double[] {0, 0.01, 0.02, 0.05, 0.1, 0.2}) {
      falsified.add((int) Math.max(1, Math.round(share * items)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      out.println(json(game, sample, falsified));
    } else {
      text(game, sample, falsified, out);
    }
    return game.rate() > 1 ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private String json(InspectionGame game, int sample, SortedSet<Integer> falsified) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("rate", game.rate());
          json.writeBooleanField("enough", game.rate() <= 1);
          json.writeNumberField("items", items);
          json.writeNumberField("sample", sample);
          json.writeArrayFieldStart("detection");
          for (int each : falsified) {
            json.writeStartObject();
            json.writeNumberField("falsified", each);
            json.writeNumberField(
                "probability", InspectionGame.detection(items, each, sample, power));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void text(
      InspectionGame game, int sample, SortedSet<Integer> falsified, PrintWriter out) {
    if (game.rate() > 1) {
      out.println(
          "looking at every label is not enough: a false one gains more than it costs on average;"
              + " raise the penalty or the power");
    } else {
      out.println(
          "look at "
              + sample
              + " of "
              + count(items, "label")
              + " or more, drawn at random (a share of "
              + AgreementText.number(game.rate(), 4)
              + "): then a false label costs on average what it gains");
    }
    out.println("such a sample finds one or more of");
    for (int each : falsified) {
      out.println(
          "  "
              + count(each, "false label")
              + ": probability "
              + AgreementText.number(InspectionGame.detection(items, each, sample, power), 4));
    }
  }
}
