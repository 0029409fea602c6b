package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.explanation.Counterfactuals;
import org.equipoise.audit.explanation.Counterfactuals.Limits;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.explanation.ExplanationWriter;
import org.equipoise.audit.explanation.WantedOutcome;
import org.equipoise.audit.ledger.Commitment;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.log.LedgerLog;
import org.equipoise.audit.log.LogQuery;
import org.equipoise.constitution.Action;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code why --ledger DIR --entry N}: one decision explained. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description =
        "Explains a recorded decision from the record alone; with --not, what would have had to be"
            + " otherwise for another.",
    footer = {
      "",
      "With --not every change named was decided again, under the constitution in the ledger. The"
          + " other decision is to allow what was blocked, to block what was allowed, to do either"
          + " with what was left to a person, and of several outputs to choose another one. With"
          + " --as-of, it is first decided as of that time, where rules depend on the time.",
      "",
      "Example:",
      "  equipoise why --ledger test-fixtures/ledgers/small --entry 1 --not a --for allow"
    })
final class WhyCommand implements Callable<Integer> {
  private static final int WIDTH = 96;
  private static final int MAX_DETAIL_LINES = 40;
  private static final int MAX_BRIEF_LINES = 20;
  private static final int MAX_BRIEF_CHARS = 100;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Mixin private LedgerFolder folder;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** What is explained. */
  static final class Subject {
    @Option(
        names = "--entry",
        paramLabel = "N",
        required = true,
        description = "the number of the entry, from 0")
    private @Nullable Long entry;

    @Option(
        names = "--case",
        paramLabel = "ID",
        required = true,
        description = "the last decision on this case")
    private @Nullable String caseId;
  }

  @Option(
      names = "--not",
      paramLabel = "OUTPUT",
      arity = "0..1",
      fallbackValue = "",
      description = "why not otherwise; of several outputs, why not otherwise about this one")
  private @Nullable String not;

  @Option(
      names = "--for",
      paramLabel = "COURSE",
      description = "with --not: what the host should have been told: allow, block or escalate")
  private @Nullable Action wanted;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "with --not: how many decisions to make for each of facts, judgments and rules"
              + " (default: ${DEFAULT-VALUE})")
  private int tries;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "with --not: how many changes of each to name (default: ${DEFAULT-VALUE})")
  private int top;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "20",
      description =
          "with --not: how long to search; what was found by then is named, and that the search"
              + " was cut (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--details",
      description = "shows all details, also where they do not fit a screen")
  private boolean isDetailed;

  @Mixin private FormatOption form;

  @Mixin private Isolated isolated;

  @Override
  public Integer call() throws IOException {
    Limits limits = limits();
    Ledger ledger = folder.ledger();
    if (isolated.isWanted()) {
      return isolated.run(folder.files(), !form.isJson());
    }
    Progress.Count read = Progress.counting("read", "later entries");
    Explanation explanation = Explanation.of(ledger, entry(ledger), read::reach);
    for (String each : Commitment.unlisted(explanation.entry())) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: at `"
                  + each
                  + "` stands a commitment that `facts.masked` does not list; it is taken for a"
                  + " text, and `equipoise verify --ledger "
                  + folder
                  + "` tells more");
    }
    Counterfactuals contrast = not == null ? null : contrast(ledger, explanation, limits);
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(ExplanationWriter.toJson(explanation, contrast));
    } else {
      text(explanation, contrast, out);
    }
    return explanation.unread().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** The entry that is explained; of several decisions on a case the last one. */
  private long entry(Ledger ledger) {
    if (subject.entry != null) {
      return subject.entry;
    }
    LogQuery query =
        new LogQuery(
            subject.caseId, null, null, null, null, null, EntryKind.DECISION, null, null, false);
    List<Long> found = new ArrayList<>();
    new LedgerLog(ledger, query, it -> {}, it -> {}).read(it -> found.add(it.entry()));
    if (found.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "`"
              + folder
              + "` holds no decision on a case `"
              + subject.caseId
              + "`; `equipoise log --ledger "
              + folder
              + "` lists what there is");
    }
    if (found.size() > 1) {
      spec.commandLine()
          .getErr()
          .println(
              "the case was decided "
                  + found.size()
                  + " times; this is the last: `--entry` shows another, and `equipoise log --ledger "
                  + folder
                  + " --case "
                  + subject.caseId
                  + "` lists them");
    }
    return found.get(found.size() - 1);
  }

  private Limits limits() {
    OptionDependency.require(spec, "--not", "--for", "--as-of", "--tries", "--top", "--seconds");
    if (!(seconds > 0 && seconds < 1e9)) {
      throw new ParameterException(spec.commandLine(), "--seconds must be a positive number");
    }
    try {
      return new Limits(tries, top, Duration.ofNanos((long) (seconds * 1e9)));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--tries and --top must be at least 1", e);
    }
  }

  private Counterfactuals contrast(Ledger ledger, Explanation explanation, Limits limits) {
    Counterfactuals.Case again =
        Counterfactuals.Case.again(ledger, explanation, allowed.permissions());
    Optional<Instant> time = asOf.given();
    if (time.isPresent()) {
      again = again.asOf(time.get());
    }
    WantedOutcome goal;
    try {
      goal = again.otherwise("".equals(not) ? null : not, wanted);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "trying changes of facts, of judgments and of rules, the smallest first: at most "
            + count(limits.tries(), "decision")
            + " for each, and "
            + time()
            + " in all");
    err.flush();
    Progress.Count progress = Progress.counting("tried", "changes");
    Counterfactuals found = again.search(goal, limits, progress::reach);
    if (found.isCut()) {
      err.println(
          "the search was cut, so there may be other changes: `--seconds` and `--tries` allow more");
    }
    return found;
  }

  private String time() {
    return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString() + " s";
  }

  private void text(Explanation explanation, @Nullable Counterfactuals contrast, PrintWriter out) {
    out.println(
        "entry "
            + explanation.entry().sequence()
            + ", "
            + explanation.entry().time()
            + ", under "
            + explanation.entry().constitution());
    out.println();
    wrap(explanation.paragraph(), out);
    out.println();
    List<String> details = explanation.details();
    boolean fits = isDetailed || rows(details) <= MAX_DETAIL_LINES;
    out.println(fits ? "In detail" : "In short");
    indented(fits ? details : brief(details), out);
    if (contrast != null) {
      out.println();
      contrast.lines().forEach(out::println);
    }
  }

  /** How many rows of a terminal the lines take. */
  private static long rows(List<String> lines) {
    return lines.stream().mapToLong(it -> 1 + it.length() / MAX_BRIEF_CHARS).sum();
  }

  /** The first lines, without those that belong to another one. */
  private static List<String> brief(List<String> details) {
    List<String> heads = details.stream().filter(it -> !it.startsWith(" ")).toList();
    List<String> brief = new ArrayList<>();
    heads.stream()
        .limit(MAX_BRIEF_LINES)
        .forEach(it -> brief.add(DecisionText.shorten(it, MAX_BRIEF_CHARS)));
    brief.add("… of " + count(details.size(), "line") + "; `--details` shows all");
    return brief;
  }

  private static void indented(List<String> lines, PrintWriter out) {
    lines.forEach(it -> out.println("  " + it));
  }

  private static void wrap(String text, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        out.println(line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    out.println(line);
  }
}
