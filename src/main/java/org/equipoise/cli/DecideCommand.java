package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Deciding;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.decision.uncertainty.Told;
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

/** {@code decide DIR --cases F}: one decision a line. */
@Command(
    name = "decide",
    mixinStandardHelpOptions = true,
    description = "Decides each case; one decision a line, in the order of the file.",
    footer = {
      "",
      "Exits with 1 if any conflict was found or any case could not be decided.",
      "",
      "Attributes that no rule reads, and stakeholders that the settings do not weigh while they",
      "weigh others, are told on stderr: once for each name.",
      "",
      "With a ledger, a decision is printed once its entry survives a crash of the machine.",
      "",
      "Example:",
      "  equipoise decide rules/common-morality --cases test-fixtures/common-morality/cases.jsonl"
    })
final class DecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the folder of the constitution or charter")
  private Path folder;

  @Mixin private CorpusFiles corpusFiles;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "records every decision in the ledger in this folder, which may be a new one")
  private @Nullable Path ledger;

  @Option(
      names = "--ledger-key",
      paramLabel = "F",
      description = "signs the ledger's checkpoints with the key in this file")
  private @Nullable Path ledgerKey;

  @Option(
      names = "--mask",
      paramLabel = "NAME",
      split = ",",
      description = {
        "keeps a fact out of the ledger: of an attribute (dotted where nested), or of context,",
        "text, author or stakeholder, only a salted commitment is recorded; may be repeated"
      })
  private List<String> masked = List.of();

  @Mixin private WordingOptions wording;

  @Option(
      names = "--format",
      defaultValue = "json",
      description = "json (one decision a line) or text (default: ${DEFAULT-VALUE})")
  private Format format;

  @Override
  public Integer call() throws IOException {
    OptionDependency.require(spec, "--ledger", "--ledger-key");
    OptionDependency.require(spec, "--ledger", "--mask");
    if (masked.contains("")) {
      throw new ParameterException(
          spec.commandLine(), "`--mask` takes names; one of these is empty");
    }
    SigningKey key = signingKey();
    Authority authority = asOf.loadAny(allowed, folder);
    Corpus corpus = corpusFiles.open();
    WordingOptions.Teller teller = wording.teller(authority);
    Deciding deciding = Deciding.of(authority);
    UnknownNames unknown = new UnknownNames(authority);
    PrintWriter out = spec.commandLine().getOut();
    DecisionTotals totals = new DecisionTotals();
    boolean findings = false;
    Progress.Count progress = Progress.counting("decided", corpus.size());
    try (Corpus.Pass pass = corpus.pass();
        DecisionLog log = DecisionLog.open(ledger, options(key), authority)) {
      while (pass.hasNext()) {
        Corpus.JudgedCase next = pass.next();
        unknown.see(next.situation(), next.judgments());
        Case given = authority.dated(next.situation(), Clock.systemUTC());
        Decision decision = deciding.decideWithin(Budget.DEFAULT, given, next.judgments());
        findings |= !decision.conflicts().isEmpty() || decision.state() == DecisionState.ERROR;
        Told told = teller.tell(decision);
        log.record(
            given,
            next.judgments(),
            decision,
            wording.recorded(told),
            () -> show(given, decision, told, out));
        totals.add(decision);
        progress.step();
        if (out.checkError()) {
          break; // nobody reads any more
        }
      }
    }
    if (format == Format.TEXT) {
      out.println(totals.words());
    }
    unknown.tell(spec.commandLine().getErr());
    return findings ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private void show(Case given, Decision decision, @Nullable Told told, PrintWriter out) {
    if (format == Format.JSON) {
      PlainWriter.unescaped(out).println(WordingOptions.in(DecisionWriter.toJson(decision), told));
    } else {
      DecisionText.write(given, decision, told, out);
    }
  }

  private LedgerOptions options(@Nullable SigningKey key) {
    LedgerOptions options =
        LedgerOptions.DEFAULT.withMasking(new Masking(new LinkedHashSet<>(masked)));
    return key == null ? options : options.withKey(key);
  }

  private @Nullable SigningKey signingKey() throws IOException {
    if (ledgerKey == null) {
      return null;
    }
    return KeptText.read(spec, ledgerKey, "signing key", SigningKey::parse);
  }
}
