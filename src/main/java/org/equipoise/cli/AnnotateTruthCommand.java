package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.equipoise.annotation.Dependence;
import org.equipoise.annotation.Panel;
import org.equipoise.annotation.TruthEstimate;
import org.equipoise.annotation.TruthEstimate.ItemEstimate;
import org.equipoise.annotation.TruthEstimate.Reliability;
import org.equipoise.annotation.TruthModel;
import org.equipoise.cli.LabelledOutputs.OutputId;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.formats.JudgmentWriter;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code annotate truth F}: which labels are true, and how reliable annotators are. */
@Command(
    name = "truth",
    mixinStandardHelpOptions = true,
    description =
        "Estimates the true label of each item and the reliability of each annotator, with less"
            + " confidence where annotators err together; writes them as judgments.",
    footer = {
      "",
      "Example:",
      "  equipoise annotate truth labels.jsonl --to judgments.jsonl --as unsafe=forbidden --as"
          + " safe=permitted"
    })
final class AnnotateTruthCommand implements Callable<Integer> {
  private static final int MAX_LISTED = 50;

  @Spec private CommandSpec spec;

  @Mixin private LabelsOption labels;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "dawid-skene",
      converter = ModelConverter.class,
      description = "majority, dawid-skene, mace or glad (default: ${DEFAULT-VALUE})")
  private TruthModel model;

  @Option(
      names = "--truth",
      paramLabel = "F",
      description = "true labels of some items, which show how far annotators err together")
  private @Nullable Path truth;

  @Option(
      names = "--least",
      paramLabel = "P",
      defaultValue = "0.8",
      description =
          "the least probability with which a label is not abstained from (default:"
              + " ${DEFAULT-VALUE})")
  private double least;

  @Option(
      names = "--to",
      paramLabel = "F",
      description = "writes judgments into a new file; items are written CASE/OUTPUT for this")
  private @Nullable Path judgments;

  @Option(
      names = "--each",
      description =
          "writes the judgment of each annotator, with its reliability as confidence, instead of"
              + " the estimates")
  private boolean each;

  @Option(
      names = "--stakeholders",
      paramLabel = "F",
      description = {
        "with --each: writes the weight of each annotator into a new file, for",
        "`settings.stakeholders`: what annotators who err together say counts as what their",
        "effective number says"
      })
  private @Nullable Path stakeholders;

  @Mixin private LabelledOutputs outputs;

  @Mixin private FormatOption format;

  /** Reads a model by its word. */
  static final class ModelConverter implements ITypeConverter<TruthModel> {
    @Override
    public TruthModel convert(String word) {
      for (TruthModel model : TruthModel.values()) {
        if (model.word().equals(word)) {
          return model;
        }
      }
      throw new TypeConversionException(
          "`" + word + "` is none of majority, dawid-skene, mace, glad");
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!(least > 0 && least <= 1)) {
      throw new ParameterException(spec.commandLine(), "`--least` is above 0 and at most 1");
    }
    OptionDependency.require(spec, "--each", "--stakeholders");
    OptionDependency.require(spec, "--to", "--each");
    NewFile.require(spec, "--to", judgments);
    NewFile.require(spec, "--stakeholders", stakeholders);
    Panel panel = labels.panel();
    Dependence dependence = Dependence.of(panel, LabelFiles.truth(truth), 0);
    double correlation = Objects.requireNonNullElse(dependence.correlation().value(), 0.0);
    TruthEstimate estimate = TruthEstimate.of(panel, model, correlation);
    List<String> lines = new ArrayList<>();
    if (judgments != null) {
      lines.addAll(each ? ofEach(panel, estimate) : ofEstimates(estimate));
      Files.write(judgments, lines);
    }
    if (stakeholders != null) {
      Files.writeString(stakeholders, weights(panel, dependence) + "\n");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      PlainWriter.unescaped(out).println(json(estimate, dependence, correlation));
    } else {
      text(estimate, dependence, out);
      if (judgments != null) {
        out.println("wrote " + count(lines.size(), "judgment") + " to " + judgments);
      }
    }
    return ExitCode.FINE;
  }

  private boolean abstains(ItemEstimate item) {
    return item.label() == null || item.confidence() < least;
  }

  // ---- judgments

  private List<String> ofEstimates(TruthEstimate estimate) {
    List<String> lines = new ArrayList<>();
    for (ItemEstimate item : estimate.items()) {
      if (!abstains(item)) {
        String label = Objects.requireNonNull(item.label());
        Attributes how = Attributes.of(Map.of("estimatedBy", model.word()));
        String line =
            judgment(item.item(), item.item(), label, "annotators", item.confidence(), how);
        lines.add(line);
      }
    }
    return lines;
  }

  private List<String> ofEach(Panel panel, TruthEstimate estimate) {
    List<String> lines = new ArrayList<>();
    for (int item = 0; item < panel.items().size(); item++) {
      for (int a = 0; a < panel.annotators().size(); a++) {
        int label = panel.label(item, a);
        if (label != Panel.NONE) {
          String by = panel.annotators().get(a);
          lines.add(
              judgment(
                  panel.items().get(item) + "/" + by,
                  panel.items().get(item),
                  panel.labels().get(label),
                  by,
                  estimate.annotators().get(a).accuracy(),
                  Attributes.none()));
        }
      }
    }
    return lines;
  }

  /** Weights that make all annotators together weigh as much as their effective number. */
  private static String weights(Panel panel, Dependence dependence) {
    int annotators = panel.annotators().size();
    double effective =
        Objects.requireNonNullElse(dependence.effective().value(), (double) annotators);
    return JsonText.of(
        json -> {
          json.writeStartObject();
          for (String each : panel.annotators()) {
            json.writeNumberField(each, rounded(effective / annotators));
          }
          json.writeEndObject();
        });
  }

  private static double rounded(double share) {
    return BigDecimal.valueOf(share).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  private String judgment(
      String id, String item, String label, String by, double confidence, Attributes how) {
    OutputId on = outputs.output(item);
    return JudgmentWriter.toJson(
        new Judgment(
            id,
            on.caseId(),
            new OnOutput(on.output(), outputs.status(label)),
            by,
            Math.max(0.000001, Math.min(1, rounded(confidence))),
            null,
            how,
            Attributes.none()));
  }

  // ---- what is told

  private String json(TruthEstimate estimate, Dependence dependence, double correlation) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("model", model.word());
          json.writeNumberField("errorCorrelation", correlation);
          json.writeStringField("basis", dependence.basis().word());
          json.writeArrayFieldStart("items");
          for (ItemEstimate item : estimate.items()) {
            json.writeStartObject();
            json.writeStringField("item", item.item());
            json.writeFieldName("label");
            json.writeString(item.label());
            json.writeNumberField("confidence", item.confidence());
            json.writeBooleanField("abstains", abstains(item));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("annotators");
          for (Reliability annotator : estimate.annotators()) {
            json.writeStartObject();
            json.writeStringField("annotator", annotator.annotator());
            json.writeNumberField("accuracy", annotator.accuracy());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void text(TruthEstimate estimate, Dependence dependence, PrintWriter out) {
    List<ItemEstimate> weak = estimate.items().stream().filter(this::abstains).toList();
    out.println(
        count(estimate.items().size(), "item")
            + ": "
            + (estimate.items().size() - weak.size())
            + " with a label of probability "
            + least
            + " or more, "
            + weak.size()
            + " left open ("
            + model.word()
            + ")");
    out.println(
        count(estimate.annotators().size(), "annotator")
            + " counted as "
            + AgreementText.number(dependence.effective().value(), 1)
            + " independent");
    out.println();
    out.println("Reliability");
    for (Reliability annotator : estimate.annotators()) {
      out.println(
          "  " + annotator.annotator() + ": " + AgreementText.number(annotator.accuracy(), 3));
    }
    out.println();
    out.println("Left open");
    ListedRows.write(
        weak,
        MAX_LISTED,
        it ->
            it.item()
                + ": "
                + (it.label() == null
                    ? "several labels are as likely"
                    : it.label() + ", " + AgreementText.number(it.confidence(), 3)),
        out);
  }
}
