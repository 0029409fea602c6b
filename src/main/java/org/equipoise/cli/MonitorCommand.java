package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.monitor.Alarm;
import org.equipoise.audit.monitor.Monitor;
import org.equipoise.audit.monitor.MonitorInput;
import org.equipoise.audit.monitor.MonitorReport;
import org.equipoise.audit.monitor.MonitorWriter;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.authoring.fixture.Fixtures;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code monitor DIR --ledger L}: where figures look well and something is dead. */
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    description =
        "Looks through a ledger for signs that governance looks well and is dead: gaming, what is"
            + " dead, variance, drift, and rubber-stamping. Sets what looks well beside what people"
            + " decided, found or planted.",
    footer = {
      "",
      "The last window ends at the last entry, or at `--as-of`.",
      "Exits with 1 if an alarm is raised. Nothing is recorded.",
      "",
      "Example:",
      "  equipoise monitor my-rules --ledger ledger --window P7D"
    })
final class MonitorCommand implements Callable<Integer> {
  private static final int MAX_SHOWN = 5;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private LedgerFolder ledger;

  @Option(
      names = "--window",
      paramLabel = "P",
      description = "how long a window is, such as P7D for seven days (default: P30D)")
  private @Nullable String window;

  @Option(
      names = "--fixtures",
      paramLabel = "F",
      description = "a file of fixtures, or a folder of them (default: DIR/fixtures if it exists)")
  private @Nullable Path fixtures;

  @Option(
      names = "--cases",
      paramLabel = "F",
      description =
          "the cases that the constitution was adopted on (default: those of the first window after"
              + " its adoption)")
  private @Nullable Path cases;

  @Option(
      names = "--mutate",
      description =
          "also counts the small changes to rules that the fixtures notice, before and after the last"
              + " amendment; slower")
  private boolean isMutating;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    Constitution constitution = asOf.load(allowed, folder);
    Ledger of = ledger.ledger();
    MonitorInput input =
        new MonitorInput(
            constitution,
            folder.toString(),
            allowed.permissions(),
            window == null ? MonitorInput.WINDOW : window(window),
            asOf.given().orElse(null),
            fixtures(),
            adopted(),
            isMutating);
    MonitorReport report = ledger.reading(() -> Monitor.look(of, input));
    if (asOf.given().isEmpty()) {
      AheadOfTime.warn(ledger.path(), "the last window", spec.commandLine().getErr());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(MonitorWriter.toJson(report));
    } else {
      text(report, out);
    }
    return report.alarms().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Duration window(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw new ParameterException(
        spec.commandLine(),
        "`--window` takes a time such as `P30D` for 30 days or `PT12H` for 12 hours, not `"
            + text
            + "`");
  }

  private List<Fixture> fixtures() {
    Path beside = folder.resolve("fixtures");
    return fixtures != null
        ? Fixtures.read(fixtures)
        : Files.isDirectory(beside) ? Fixtures.read(beside) : List.of();
  }

  private List<Case> adopted() {
    List<Case> adopted = new ArrayList<>();
    if (cases != null) {
      Corpus.open(cases, null).forEach((given, judged) -> adopted.add(given));
    }
    return adopted;
  }

  private void text(MonitorReport report, PrintWriter out) {
    out.println(
        count(report.decisions(), "decision")
            + " after "
            + report.from()
            + ", up to "
            + report.to());
    int number = 0;
    for (Alarm alarm : report.alarms()) {
      out.println(++number + ". " + alarm.sign().kind().word() + ": " + alarm.says());
      out.println("   looks well: " + alarm.sign().proxy());
      out.println("   what tells: " + alarm.sign().truth());
      List<String> named = alarm.cases();
      int more = named.size() - MAX_SHOWN;
      if (!named.isEmpty()) {
        out.println(
            "   cases: "
                + String.join(", ", named.subList(0, Math.min(MAX_SHOWN, named.size())))
                + (more > 0 ? " and " + more + " more" : ""));
      }
      out.println("   " + alarm.command());
    }
    if (report.alarms().isEmpty()) {
      out.println("No alarm.");
    }
    report
        .unmeasured()
        .forEach((sign, why) -> out.println("not looked for: " + sign.word() + ": " + why));
  }
}
