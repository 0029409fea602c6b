package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.audit.blind.AuditReport;
import org.equipoise.audit.blind.AuditReport.Result;
import org.equipoise.audit.blind.Breach;
import org.equipoise.audit.blind.InspectionGame;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit report}: what came of a round. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Names every breach of the protocol, what looking again showed, and who labels otherwise"
            + " where it is looked at.",
    footer = {
      "",
      "Exits with 1 on a breach, a label found wrong, or such a difference.",
      "",
      "Example:",
      "  equipoise audit report --ledger audits --round may --gold looked-again.jsonl"
    })
final class AuditReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder ledger;

  @Option(names = "--round", paramLabel = "R", required = true, description = "the round's name")
  private String round;

  @Option(
      names = "--gold",
      paramLabel = "F",
      description = "the labels of whoever looked at the sample again (item, label)")
  private @Nullable Path gold;

  @Mixin private AsOfOption asOf;

  @Mixin private FormatOption format;

  @Override
  public Integer call() {
    AuditReport report;
    try {
      report =
          ledger.reading(
              () -> AuditReport.of(ledger.ledger(), round, LabelFiles.truth(gold), asOf.time()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      PlainWriter.unescaped(out).println(json(report));
    } else {
      text(report, out);
    }
    boolean isFine =
        report.breaches().isEmpty()
            && report.results().stream().noneMatch(it -> it.wrong() > 0 || it.isDifferent());
    return isFine ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** The probability that a sample finds a false label, if one in twenty is false. */
  private static double detection(AuditReport report) {
    return InspectionGame.detection(report.items(), falsified(report), report.sampled().size(), 1);
  }

  private static int falsified(AuditReport report) {
    return (int) Math.max(1, Math.round(0.05 * report.items()));
  }

  private static String json(AuditReport report) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("round", report.round());
          json.writeBooleanField("closed", report.isClosed());
          JsonText.strings(json, "annotators", report.annotators());
          json.writeNumberField("items", report.items());
          JsonText.strings(json, "sampled", report.sampled());
          json.writeObjectFieldStart("detection");
          json.writeNumberField("falsified", falsified(report));
          json.writeNumberField("probability", detection(report));
          json.writeEndObject();
          json.writeArrayFieldStart("breaches");
          for (Breach each : report.breaches()) {
            json.writeStartObject();
            json.writeStringField("kind", each.kind().word());
            json.writeStringField("by", each.by());
            JsonText.strings(json, "items", each.items());
            json.writeArrayFieldStart("entries");
            for (long entry : each.entries()) {
              json.writeNumber(entry);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          JsonText.strings(json, "pending", report.pending());
          json.writeArrayFieldStart("results");
          for (Result each : report.results()) {
            json.writeStartObject();
            json.writeStringField("annotator", each.annotator());
            json.writeNumberField("looked", each.looked());
            json.writeNumberField("wrong", each.wrong());
            json.writeNumberField("agreesLooked", each.agreesLooked());
            json.writeNumberField("comparedLooked", each.comparedLooked());
            json.writeNumberField("agreesElsewhere", each.agreesElsewhere());
            json.writeNumberField("comparedElsewhere", each.comparedElsewhere());
            if (each.gap() == null) {
              json.writeNullField("gap");
            } else {
              json.writeNumberField("gap", each.gap());
            }
            json.writeBooleanField("different", each.isDifferent());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void text(AuditReport report, PrintWriter out) {
    out.println(
        report.round()
            + ": "
            + count(report.items(), "item")
            + ", "
            + (report.sampled().isEmpty()
                ? "no sample yet"
                : report.sampled().size()
                    + " looked at again; if 5 % of an annotator's labels"
                    + " are false, this finds one with probability "
                    + AgreementText.number(detection(report), 4)));
    out.println(
        report.breaches().isEmpty()
            ? "no breach of the protocol"
            : (report.breaches().size() == 1 ? "1 breach" : report.breaches().size() + " breaches")
                + " of the protocol");
    for (Breach each : report.breaches()) {
      out.println(
          "  "
              + each.kind().word()
              + " by "
              + each.by()
              + ": "
              + String.join(", ", each.items())
              + " (entries "
              + String.join(", ", each.entries().stream().map(String::valueOf).toList())
              + ")");
    }
    report.pending().forEach(it -> out.println("  still open: " + it));
    for (Result each : report.results()) {
      out.println(
          "  "
              + each.annotator()
              + ": "
              + each.wrong()
              + " of "
              + each.looked()
              + " wrong; agrees with most others on "
              + each.agreesLooked()
              + " of "
              + each.comparedLooked()
              + " drawn and "
              + each.agreesElsewhere()
              + " of "
              + each.comparedElsewhere()
              + " other items"
              + (each.isDifferent() ? "  DIFFERENT: knew what would be looked at?" : ""));
    }
  }
}
