package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.DecisiveRules;
import org.equipoise.audit.replay.DecisiveRules.Tally;
import org.equipoise.audit.replay.DecisiveRulesWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code decisive --ledger DIR}: how often the answer hung on each rule. */
@Command(
    name = "decisive",
    mixinStandardHelpOptions = true,
    description =
        "Counts for each rule how often it was decisive: the answer to a recorded case would have"
            + " been another without it, under the constitution that was in force.",
    footer = {
      "",
      "The answer is the choice, or the decision if there is one output. Two rules that say the same",
      "are not decisive, since each could be left out.",
      "Runs the rules in the ledger.",
      "",
      "Exits with 1 if the ledger is damaged, or if none of its decisions can be made again.",
      "",
      "Example:",
      "  equipoise decisive --ledger test-fixtures/ledgers/year"
    })
final class DecisiveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private LedgerFolder folder;

  @Mixin private FormatOption form;

  @Mixin private Isolated isolated;

  @Override
  public Integer call() throws IOException {
    Ledger ledger = folder.ledger();
    if (isolated.isWanted()) {
      return isolated.run(folder.files(), !form.isJson());
    }
    Progress.Count progress = Progress.counting("looked at", "entries");
    DecisiveRules found =
        folder.reading(() -> DecisiveRules.in(ledger, allowed.permissions(), progress::reach));
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(DecisiveRulesWriter.toJson(found));
    } else {
      text(found, out);
    }
    boolean hasNone = found.decisions() == 0 && !found.reasons().isEmpty();
    return found.damages() > 0 || hasNone ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private void text(DecisiveRules found, PrintWriter out) {
    out.println(
        folder
            + ": "
            + count(found.decisions(), "decision")
            + " made again"
            + (found.failed() == 0 ? "" : ", besides " + found.failed() + " that failed"));
    List<Map.Entry<String, Tally>> rules =
        found.rules().entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<String, Tally> it) -> -it.getValue().decisive()))
            .toList();
    for (Map.Entry<String, Tally> rule : rules) {
      Tally tally = rule.getValue();
      out.println(
          "  "
              + rule.getKey()
              + ": decisive in "
              + count(tally.decisive(), "decision")
              + ", speaks in "
              + tally.spoke()
              + (tally.entries().isEmpty() ? "" : ", first in entry " + tally.entries().get(0)));
    }
    ReplayText.reasons(found.reasons(), out);
    if (found.damages() > 0) {
      out.println();
      out.println("the ledger is damaged; what could be read was decided again:");
      found.damaged().forEach(it -> out.println("  entry " + it.entry() + ": " + it.what()));
      out.println("  `equipoise verify --ledger " + folder + "` tells whether more is wrong");
    }
  }
}
