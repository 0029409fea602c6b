package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.explanation.Counterfactuals;
import org.equipoise.audit.explanation.Counterfactuals.Limits;
import org.equipoise.audit.explanation.Explanation;
import org.equipoise.audit.explanation.ExplanationWriter;
import org.equipoise.audit.explanation.WantedOutcome;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Action;
import org.jspecify.annotations.Nullable;
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
          + " with what was left to a person, and of several outputs to choose another one.",
      "",
      "Example:",
      "  equipoise why --ledger test-fixtures/ledgers/small --entry 1 --not a --for allow"
    })
final class WhyCommand implements Callable<Integer> {
  private static final int WIDTH = 96;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--entry",
      paramLabel = "N",
      required = true,
      description = "the number of the entry, from 0")
  private long entry;

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

  @Mixin private FormatOption form;

  @Mixin private Isolated isolated;

  @Override
  public Integer call() throws IOException {
    Limits limits = limits();
    Ledger ledger = folder.ledger();
    if (isolated.isWanted()) {
      return isolated.run(folder.files());
    }
    Progress read = new Progress("read", "later entries", spec.commandLine().getErr());
    Explanation explanation = Explanation.of(ledger, entry, read::reach);
    Counterfactuals contrast = not == null ? null : contrast(ledger, explanation, limits);
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      out.println(ExplanationWriter.toJson(explanation, contrast));
    } else {
      text(explanation, contrast, out);
    }
    return explanation.unread().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Limits limits() {
    OptionDependency.require(spec, "--not", "--for", "--tries", "--top");
    try {
      return new Limits(tries, top);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--tries and --top must be at least 1", e);
    }
  }

  private Counterfactuals contrast(Ledger ledger, Explanation explanation, Limits limits) {
    Counterfactuals.Case again =
        Counterfactuals.Case.again(ledger, explanation, allowed.permissions());
    WantedOutcome goal;
    try {
      goal = again.otherwise("".equals(not) ? null : not, wanted);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Progress progress = new Progress("tried", "changes", spec.commandLine().getErr());
    return again.search(goal, limits, progress::reach);
  }

  private static void text(
      Explanation explanation, @Nullable Counterfactuals contrast, PrintWriter out) {
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
    out.println("In detail");
    indented(explanation.details(), out);
    if (contrast != null) {
      out.println();
      contrast.lines().forEach(out::println);
    }
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
