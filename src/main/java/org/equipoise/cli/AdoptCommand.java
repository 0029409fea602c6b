package org.equipoise.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.equipoise.audit.adoption.EvidenceFiles;
import org.equipoise.audit.amendment.SignedAmendment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private AllowOption allowed;

  @Mixin private AmendmentEnd end;

  @Mixin private CorpusIfGiven corpusIfGiven;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    corpusIfGiven.requireCasesForJudgments();
    SignedAmendment amendment = end.read();
    EvidenceFiles evidence =
        new EvidenceFiles(corpusIfGiven.cases(), corpusIfGiven.judgments(), null);
    return end.with(
        amendment,
        "adopted",
        allowed.permissions(),
        form.isJson(),
        it -> it.adopt(amendment, evidence));
  }
}
