package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.comparison.Change;
import org.equipoise.comparison.Comparison;
import org.equipoise.comparison.Difference;
import org.equipoise.comparison.DifferenceWriter;
import org.equipoise.comparison.Rehearsal;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff A B}: in what two constitutions differ, and what that does to decisions. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two constitutions by what they mean, and with --cases by what they decide.",
    footer = {
      "",
      "Exits with 1 if they differ in meaning.",
      "",
      "Example:",
      "  equipoise diff rules/common-morality my-rules"
          + " --cases test-fixtures/common-morality/cases.jsonl"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Allowed allowed;

  @Parameters(index = "0", paramLabel = "A", description = "the one constitution's folder")
  private Path one;

  @Parameters(index = "1", paramLabel = "B", description = "the other constitution's folder")
  private Path other;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE})")
  private Format format;

  @Override
  public Integer call() {
    corpusIfGiven.requireCasesForJudgments();
    Constitution before = Constitution.load(one, allowed.permissions());
    Constitution after = Constitution.load(other, allowed.permissions());
    Difference difference = Difference.between(before, after);
    Comparison comparison = null;
    List<Change> inseparable = List.of();
    Optional<Corpus> given = corpusIfGiven.open();
    if (given.isPresent()) {
      Corpus corpus = given.get();
      Rehearsal rehearsal = new Rehearsal(before, after, difference);
      Progress progress = new Progress("compared", corpus.size(), spec.commandLine().getErr());
      corpus.forEach(
          (situation, judged) -> {
            rehearsal.add(situation, judged);
            progress.step();
          });
      comparison = rehearsal.comparison();
      inseparable = rehearsal.inseparable();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.JSON) {
      out.println(DifferenceWriter.toJson(difference, comparison, inseparable));
    } else {
      out.println(named(before) + " → " + named(after));
      DifferenceText.write(difference, out);
      if (comparison != null) {
        DifferenceText.write(comparison, inseparable.stream().map(Change::toString).toList(), out);
      }
    }
    return difference.changesOfMeaning().isEmpty() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private static String named(Constitution constitution) {
    return constitution.name() + " " + constitution.version();
  }
}
