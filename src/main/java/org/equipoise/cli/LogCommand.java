package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.log.LedgerLog;
import org.equipoise.audit.log.LogColumn;
import org.equipoise.audit.log.LogCounts;
import org.equipoise.audit.log.LogOutcome;
import org.equipoise.audit.log.LogQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code log --ledger DIR}: the entries that match, or how many. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description =
        "Lists the entries of a ledger that match all conditions, in order, or counts them. Reads"
            + " the record alone.",
    footer = {
      "",
      "A decision names a rule if the rule claims something in it, or if a claim or conflict rests",
      "on the rule. With --case, later records about the decisions of that case match too.",
      "",
      "Exits with 1 if an entry is damaged or missing; `verify` tells whether more is wrong.",
      "",
      "Examples:",
      "  equipoise log --ledger test-fixtures/ledgers/year --kind override",
      "  equipoise log --ledger test-fixtures/ledgers/year --by outcome,month --format csv"
    })
final class LogCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder folder;

  @Option(names = "--case", paramLabel = "ID", description = "of this case")
  private @Nullable String caseId;

  @Option(names = "--rule", paramLabel = "R", description = "decisions that name this rule")
  private @Nullable String rule;

  @Option(
      names = "--stakeholder",
      paramLabel = "S",
      description = "decisions on a case that this stakeholder judged")
  private @Nullable String stakeholder;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      description =
          "decisions with this outcome: allow, block, escalate, abstain or error; of several outputs"
              + " allow (one was chosen), block, abstain, undecided, allBlocked, dilemma or error")
  private @Nullable String outcome;

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "of this day (2026-01-31) or time (2026-01-31T10:00:00Z), in UTC, or later")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "T",
      description = "before this day or time, which is not part of it")
  private @Nullable String to;

  @Option(
      names = "--kind",
      paramLabel = "K",
      description = "entries of this kind: decision, override, answer, outcome, adoption, …")
  private @Nullable String kind;

  @Option(
      names = "--person",
      paramLabel = "P",
      description = "answers, overrides and erasures by this person")
  private @Nullable String person;

  @ArgGroup private @Nullable Mode mode;

  @Option(
      names = "--overridden",
      description = "decisions that a person overrode, by a later entry of kind override")
  private boolean overridden;

  @Option(
      names = "--by",
      paramLabel = "COLS",
      split = ",",
      description =
          "counts instead, by these columns: by, case, constitution, conversation, day, detector,"
              + " enforced, kind, month, outcome, rule, stakeholder")
  private @Nullable List<String> by;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, csv for a spreadsheet, or json (default: ${DEFAULT-VALUE})")
  private LogFormat format;

  /** Whether the host acted on decisions. */
  static final class Mode {
    @Option(names = "--enforced", description = "decisions on which the host acted")
    @SuppressWarnings("UnusedVariable") // it is given where --shadow is not
    private boolean enforced;

    @Option(names = "--shadow", description = "decisions that the host only observed")
    private boolean shadow;
  }

  /** How results are written. */
  enum LogFormat {
    TEXT,
    CSV,
    JSON
  }

  @Override
  public Integer call() {
    LogQuery query = query();
    LogCounts counts = by == null ? null : new LogCounts(columns(by));
    PrintWriter err = spec.commandLine().getErr();
    Progress.Count progress = Progress.counting("read", "entries");
    LedgerLog log =
        new LedgerLog(
            folder.ledger(),
            query,
            it -> err.println("error: " + it.getMessage()),
            progress::reach);
    LogText text = new LogText(format, spec.commandLine().getOut());
    LedgerLog.Reading reading;
    if (counts == null) {
      text.begin();
      reading = log.read(text::write);
    } else {
      reading = log.read(counts::add);
      text.write(counts);
    }
    if (format == LogFormat.TEXT) {
      spec.commandLine()
          .getOut()
          .println(reading.matched() + " of " + count(reading.read(), "entry"));
    }
    if (reading.rest() > 0) {
      err.println(
          folder + ": " + reading.rest() + " bytes after the last entry, never acknowledged");
    }
    if (reading.damaged() > 0) {
      err.println(
          "the ledger is damaged; what could be read was read: `equipoise verify --ledger "
              + folder
              + "` tells whether more is wrong");
      return ExitCode.FINDINGS;
    }
    return ExitCode.FINE;
  }

  private LogQuery query() {
    Instant begin = from == null ? null : UtcTime.of(spec, "--from", from);
    Instant end = to == null ? null : UtcTime.of(spec, "--to", to);
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw new ParameterException(
          spec.commandLine(),
          "`--from` must be before `--to`, which is not part of it: for one day, `--from 2026-01-31"
              + " --to 2026-02-01`");
    }
    return new LogQuery(
        caseId,
        rule == null ? null : rule.replaceFirst("^(principle|theory):", ""),
        stakeholder,
        outcome == null
            ? null
            : known("outcome", outcome, LogOutcome::of, LogOutcome.values(), LogOutcome::word),
        begin,
        end,
        kind == null
            ? null
            : known("kind of entry", kind, EntryKind::of, EntryKind.values(), EntryKind::word),
        mode == null ? null : (Boolean) !mode.shadow,
        person,
        overridden);
  }

  private List<LogColumn> columns(List<String> words) {
    List<LogColumn> columns = new ArrayList<>();
    for (String word : words) {
      LogColumn column =
          known("column", word.strip(), LogColumn::of, LogColumn.values(), LogColumn::word);
      if (columns.contains(column)) {
        throw new ParameterException(
            spec.commandLine(), "`--by` names the column `" + column.word() + "` twice");
      }
      columns.add(column);
    }
    return columns;
  }

  private <T> T known(
      String what,
      String word,
      Function<String, Optional<T>> find,
      T[] all,
      Function<T, String> name) {
    return find.apply(word)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "there is no "
                        + what
                        + " `"
                        + word
                        + "`; known are "
                        + Arrays.stream(all).map(name).sorted().collect(Collectors.joining(", "))));
  }
}
