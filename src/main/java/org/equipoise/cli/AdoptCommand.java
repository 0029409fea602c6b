package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.adoption.Adoption;
import org.equipoise.audit.adoption.EvidenceFiles;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code adopt A.json}: adopts an amendment: checks signatures, digests, term and the ratchet,
 * patches the constitution, and records that in a ledger.
 */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description =
        "Adopts an amendment: checks signatures, digests, term and the ratchet, patches the constitution, and records that in a ledger.",
    footer = {
      "",
      "Exits with 1 if it is refused; the constitution is then as it was. Reasons are `quorum`,",
      "`digest`, `term` and `gate`.",
      "",
      "Example:",
      "  equipoise adopt my-rules clinicians.json --ledger amendments-ledger"
    })
final class AdoptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Parameters(index = "0", paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Parameters(index = "1", paramLabel = "A", description = "the amendment's file")
  private Path file;

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      required = true,
      description = "the ledger's folder, which is made if it is not there")
  private Path ledger;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    corpusIfGiven.requireCasesForJudgments();
    SignedAmendment amendment = AmendmentFile.read(spec, file);
    EvidenceFiles evidence =
        new EvidenceFiles(corpusIfGiven.cases(), corpusIfGiven.judgments(), null);
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      List<Refusal> refusals =
          new Adoption(folder, allowed.permissions(), recorder, Clock.systemUTC())
              .adopt(amendment, evidence);
      return AmendmentFile.tell(
          amendment, "adopted", refusals, form.isJson(), spec.commandLine().getOut());
    }
  }
}
