package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.trigger.Docket;
import org.equipoise.audit.trigger.Dockets;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Triggers;
import org.equipoise.constitution.Trigger;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code triggers DIR --ledger L}: whether what was decided asks for an amendment. */
@Command(
    name = "triggers",
    mixinStandardHelpOptions = true,
    description =
        "Looks at the last windows of a ledger for what `revision` in `constitution.json` sets"
            + " bounds to, records which are met, and lists what people are asked to look at.",
    footer = {
      "",
      "Exits with 1 if a bound is met now, or was and nothing has changed since.",
      "No rule is changed.",
      "",
      "Example:",
      "  equipoise triggers my-rules --ledger ledger"
    })
final class TriggersCommand implements Callable<Integer> {
  private static final int MAX_SHOWN = 5;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private LedgerFolder ledger;

  @Option(
      names = "--dry-run",
      description =
          "records nothing; needed for a ledger that a service writes, which records its triggers"
              + " itself, and with `--as-of`")
  private boolean isDry;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    boolean isOfAnotherTime = spec.commandLine().getParseResult().hasMatchedOption("--as-of");
    if (isOfAnotherTime && !isDry) {
      throw new ParameterException(
          spec.commandLine(), "`--as-of` asks of another time than now: add `--dry-run`");
    }
    Instant now = isOfAnotherTime ? asOf.time() : Clock.systemUTC().instant();
    Constitution constitution = asOf.load(allowed, folder);
    Triggers bounds = constitution.settings().revision().triggers();
    if (bounds == null) {
      throw new ParameterException(
          spec.commandLine(),
          "`"
              + folder
              + "` sets no bounds: add for example `\"revision\": {\"overrides\": 5}` to"
              + " `constitution.json`");
    }
    List<Asked> asked = ledger.reading(() -> asked(ledger.ledger(), constitution, now));
    if (!isOfAnotherTime) {
      AheadOfTime.warnOfLater(ledger.path(), spec.commandLine().getErr());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(json(constitution, bounds, asked));
    } else {
      text(asked, out);
    }
    return asked.isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /**
   * What people are asked to look at.
   *
   * @param fires whether the bound is met now
   * @param docket its entry; null if it was not recorded
   */
  private record Asked(Trigger trigger, boolean fires, @Nullable Docket docket) {}

  private List<Asked> asked(Ledger recorded, Constitution constitution, Instant now) {
    String digest = constitution.digest();
    if (!isDry) {
      if (!recorded.constitutions().contains(digest)) {
        throw new ParameterException(
            spec.commandLine(),
            "`"
                + folder
                + "` never came into force in `"
                + ledger
                + "`, so nothing can be recorded of it: add `--dry-run`");
      }
      try (LedgerRecorder recorder = ledger.open()) {
        Dockets.record(recorder, constitution, now);
      }
    }
    List<Docket> open = new ArrayList<>(Dockets.open(recorded, digest));
    List<Asked> asked = new ArrayList<>();
    for (Trigger trigger : Dockets.firing(recorded, constitution, now)) {
      Optional<Docket> docket =
          open.stream().filter(it -> it.trigger().isAboutSame(trigger)).findFirst();
      docket.ifPresent(open::remove);
      asked.add(new Asked(trigger, true, docket.orElse(null)));
    }
    open.forEach(it -> asked.add(new Asked(it.trigger(), false, it)));
    return asked;
  }

  private void text(List<Asked> asked, PrintWriter out) {
    int number = 0;
    for (Asked each : asked) {
      Trigger trigger = each.trigger();
      out.println(++number + ". " + (each.fires() ? "" : "then, ") + trigger);
      List<String> cases = trigger.cases();
      int more = cases.size() - MAX_SHOWN;
      out.println(
          "   cases: "
              + String.join(", ", cases.subList(0, Math.min(MAX_SHOWN, cases.size())))
              + (more > 0 ? " and " + more + " more" : ""));
      Docket docket = each.docket();
      out.println(
          docket == null
              ? "   not recorded"
              : "   asked at " + docket.at() + ", entry " + docket.entry());
    }
    out.println(
        asked.isEmpty()
            ? "No bound is met."
            : "No rule was changed. What could be: equipoise amend "
                + folder
                + " --ledger "
                + ledger);
  }

  private static String json(Constitution constitution, Triggers bounds, List<Asked> asked) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("constitution", constitution.digest());
          json.writeStringField("window", bounds.window().toString());
          json.writeNumberField("windows", bounds.windows());
          json.writeArrayFieldStart("triggers");
          for (Asked each : asked) {
            json.writeStartObject();
            json.writeStringField("of", each.trigger().kind().word());
            if (each.trigger().subject() != null) {
              json.writeStringField("subject", each.trigger().subject());
            }
            JsonText.decimal(json, "bound", each.trigger().bound());
            json.writeArrayFieldStart("values");
            for (double value : each.trigger().values()) {
              json.writeNumber(JsonText.sixDecimals(value));
            }
            json.writeEndArray();
            JsonText.strings(json, "cases", each.trigger().cases());
            Trigger.Texts texts = each.trigger().texts();
            if (texts != null) {
              json.writeBooleanField("corrected", texts.isCorrected());
              json.writeNumberField("settled", texts.settled());
              json.writeNumberField("attributes", texts.attributes());
            }
            json.writeBooleanField("fires", each.fires());
            Docket docket = each.docket();
            if (docket != null) {
              json.writeNumberField("entry", docket.entry());
              json.writeStringField("time", docket.at().toString());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
