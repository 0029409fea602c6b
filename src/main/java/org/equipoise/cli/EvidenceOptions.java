package org.equipoise.cli;

import java.nio.file.Path;
import java.util.List;
import org.equipoise.audit.adoption.EvidenceFiles;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code --cases}, {@code --judgments} and {@code --ledger}: the cases on which a change of the
 * rules rests.
 */
final class EvidenceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description =
          "a ledger's folder: its cases count as well, and what people decided instead of the"
              + " engine as judgments")
  private @Nullable Path ledger;

  /** Asked for before anything else is done, so that wrong use is told at once. */
  void requireCasesForJudgments() {
    OptionDependency.require(spec, "--cases", "--judgments");
  }

  /** Likewise. */
  void requireSome() {
    requireCasesForJudgments();
    if (!corpusIfGiven.isGiven() && ledger == null) {
      throw new ParameterException(
          spec.commandLine(), "there are no cases to look at: add `--cases` or `--ledger`");
    }
  }

  boolean isOfLedger() {
    return ledger != null;
  }

  EvidenceFiles files() {
    return new EvidenceFiles(
        corpusIfGiven.cases(),
        corpusIfGiven.judgments(),
        ledger == null ? null : Ledger.in(ledger));
  }

  /** The cases, each once. */
  List<JudgedCase> all() {
    return ledger == null ? files().all() : LedgerFolder.reading(ledger, () -> files().all());
  }
}
