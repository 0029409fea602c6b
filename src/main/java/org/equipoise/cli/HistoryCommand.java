package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.audit.adoption.AmendmentHistory;
import org.equipoise.audit.adoption.AmendmentHistory.Event;
import org.equipoise.audit.adoption.HistoryWriter;
import org.equipoise.audit.amendment.AmendmentNote;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.authoring.adoption.AmendedPart;
import org.equipoise.authoring.adoption.Amendment;
import org.equipoise.constitution.Constitution;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code history DIR [RULE]}: the amendments of a constitution, or of one rule. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description =
        "Shows the amendments of a constitution, or of one rule: what changed and why, who signed,"
            + " over whose dissent, on what evidence.",
    footer = {
      "",
      "With --ledger, it also shows amendments that were rejected, lapsed or are open.",
      "Whether what is recorded holds is for `verify` to say.",
      "",
      "Example:",
      "  equipoise history my-rules no-dose"
    })
final class HistoryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Parameters(index = "0", paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Parameters(index = "1", arity = "0..1", paramLabel = "RULE", description = "a rule's id")
  private @Nullable String rule;

  @Option(names = "--ledger", paramLabel = "DIR", description = "a ledger's folder")
  private @Nullable Path ledger;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    AmendmentHistory history =
        AmendmentHistory.of(folder, ledger == null ? null : Ledger.in(ledger));
    Constitution constitution = allowed.load(folder);
    if (rule != null) {
      history = history.of(rule);
      if (history.events().isEmpty() && !constitution.rules().containsKey(rule)) {
        throw new ParameterException(
            spec.commandLine(), "there is no rule `" + rule + "`, and there was none");
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(HistoryWriter.toJson(history));
      return ExitCode.FINE;
    }
    if (rule != null && constitution.rules().containsKey(rule)) {
      constitution.rules().get(rule).text().lines().forEach(out::println);
      out.println();
    }
    history.events().forEach(it -> write(it, out));
    int amendments = history.events().size();
    out.println(amendments == 1 ? "1 amendment" : amendments + " amendments");
    return ExitCode.FINE;
  }

  private void write(Event event, PrintWriter out) {
    Amendment amendment = event.amendment();
    out.println(amendment.id() + ": " + event.outcome() + ": " + amendment.title());
    out.println(
        "  proposed by "
            + amendment.proposer()
            + " at "
            + amendment.time()
            + ": "
            + amendment.reason());
    out.println(
        "  holds " + (amendment.until() == null ? "for ever" : "until " + amendment.until()));
    out.println("  evidence: " + amendment.evidence());
    for (AmendedPart part : amendment.changes()) {
      if (rule == null || event.part(rule).filter(part::equals).isPresent()) {
        out.println("  " + part);
      }
    }
    if (rule != null) {
      event.part(rule).ifPresent(it -> texts(it, out));
    }
    event
        .signatures()
        .forEach(it -> out.println("  signed by " + it.name() + " at " + it.time() + declared(it)));
    event
        .dissents()
        .forEach(
            it ->
                out.println(
                    "  dissent by "
                        + it.name()
                        + " at "
                        + it.time()
                        + declared(it)
                        + ": "
                        + it.because()));
    event.unsettled().forEach(it -> out.println("  unsettled: " + it));
    if (event.at() != null) {
      out.println(
          "  "
              + event.outcome()
              + " at "
              + event.at()
              + (event.why() == null ? "" : ": " + event.why()));
    }
    out.println();
  }

  private static String declared(AmendmentNote note) {
    return note.interest() == null ? "" : ", who declares an interest (" + note.interest() + ")";
  }

  private static void texts(AmendedPart part, PrintWriter out) {
    if (part.before() != null) {
      part.before().lines().forEach(it -> out.println("  - " + it));
    }
    if (part.after() != null) {
      part.after().lines().forEach(it -> out.println("  + " + it));
    }
  }
}
