package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayWriter;
import org.equipoise.audit.replay.Replayer;
import org.equipoise.authoring.comparison.ConstitutionChange;
import org.equipoise.authoring.comparison.ConstitutionDifference;
import org.equipoise.authoring.comparison.CorpusComparison;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.authoring.comparison.DifferenceWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff A B}: in what two constitutions differ, and what that does to decisions. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Compares two constitutions by what they mean, and with --cases or --ledger by what they"
            + " decide.",
    footer = {
      "",
      "With --ledger, the recorded cases are decided with their judgments under A and",
      "under B, whatever they were decided under. Whether recorded decisions follow",
      "from what was in force is for `replay` to say.",
      "",
      "Exits with 1 if they differ in meaning, if none of the recorded cases can be",
      "decided again, or if what was recorded makes no case.",
      "",
      "Examples:",
      "  equipoise diff rules/common-morality my-rules"
          + " --cases test-fixtures/common-morality/cases.jsonl",
      "  equipoise diff rules/common-morality my-rules --ledger test-fixtures/ledgers/small"
    })
final class DiffCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(index = "0", paramLabel = "A", description = "the one constitution's folder")
  private Path one;

  @Parameters(index = "1", paramLabel = "B", description = "the other constitution's folder")
  private Path other;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "a ledger's folder, to decide the cases in it")
  private @Nullable Path ledger;

  @Mixin private FormatOption form;

  @Override
  public Integer call() {
    corpusIfGiven.requireCasesForJudgments();
    if (ledger != null && corpusIfGiven.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "the cases are in `--cases` or in `--ledger`: give one of the two");
    }
    Constitution before = asOf.load(allowed, one);
    Constitution after = asOf.load(allowed, other);
    ConstitutionDifference difference = ConstitutionDifference.between(before, after);
    boolean finds = !difference.changesOfMeaning().isEmpty();
    if (ledger == null) {
      compare(before, after, difference);
    } else {
      finds |= compare(before, after, difference, ledger).hasFindings();
    }
    return finds ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  /** Compares, on the cases in files if there are any. */
  private void compare(Constitution before, Constitution after, ConstitutionDifference difference) {
    DecisionComparison comparison = null;
    List<ConstitutionChange> notTriedAlone = List.of();
    Optional<Corpus> given = corpusIfGiven.open();
    if (given.isPresent()) {
      Corpus corpus = given.get();
      CorpusComparison rehearsal = new CorpusComparison(before, after, difference);
      UnknownNames unknown = new UnknownNames(after);
      Progress.Count progress = Progress.counting("compared", corpus.size());
      corpus.forEach(
          (situation, judged) -> {
            rehearsal.add(situation, judged);
            unknown.see(situation, judged);
            progress.step();
          });
      unknown.tell(spec.commandLine().getErr());
      comparison = rehearsal.comparison();
      notTriedAlone = rehearsal.notTriedAlone();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out)
          .println(DifferenceWriter.toJson(difference, comparison, notTriedAlone));
    } else {
      write(before, after, difference);
      if (comparison != null) {
        DifferenceText.write(
            comparison, notTriedAlone.stream().map(ConstitutionChange::toString).toList(), out);
      }
    }
  }

  /** Compares on the cases in a ledger. */
  private ReplayResult compare(
      Constitution before, Constitution after, ConstitutionDifference difference, Path folder) {
    Ledger recorded = Ledger.in(folder);
    Progress.Count progress = Progress.counting("compared", "entries");
    Replayer replayer = Replayer.DEFAULT.withPermissions(allowed.permissions());
    ReplayResult replay =
        LedgerFolder.reading(
            folder, () -> replayer.between(before, after, recorded, progress::reach));
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(ReplayWriter.toJson(difference, replay));
    } else {
      write(before, after, difference);
      out.println();
      new ReplayText(recorded, out).writeBetween(replay);
    }
    return replay;
  }

  private void write(Constitution before, Constitution after, ConstitutionDifference difference) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(named(before) + " → " + named(after));
    DifferenceText.write(difference, out);
  }

  private static String named(Constitution constitution) {
    return constitution.name() + " " + constitution.version();
  }
}
