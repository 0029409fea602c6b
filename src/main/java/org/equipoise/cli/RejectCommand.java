package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.adoption.Adoption;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reject A.json}: rejects an amendment for good, and records that in a ledger. */
@Command(
    name = "reject",
    mixinStandardHelpOptions = true,
    description = "Rejects an amendment for good, and records that in a ledger.",
    footer = {
      "",
      "Example:",
      "  equipoise reject my-rules clinicians.json --ledger amendments-ledger --key ann.key --because 'too wide'"
    })
final class RejectCommand implements Callable<Integer> {
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

  @Option(
      names = "--key",
      paramLabel = "K",
      required = true,
      description = "a file with the secret key")
  private Path key;

  @Option(names = "--because", paramLabel = "T", required = true, description = "why")
  private String because;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    if (because.isBlank()) {
      throw new ParameterException(spec.commandLine(), "`--because` says something");
    }
    SignedAmendment amendment = AmendmentFile.read(spec, file);
    SigningKey signing = KeptText.read(spec, key, "signing key", SigningKey::parse);
    try (LedgerRecorder recorder = LedgerRecorder.open(ledger, LedgerOptions.DEFAULT)) {
      List<Refusal> refusals =
          new Adoption(folder, allowed.permissions(), recorder, Clock.systemUTC())
              .reject(amendment, signing, because);
      return AmendmentFile.tell(
          amendment, "rejected", refusals, form.isJson(), spec.commandLine().getOut());
    }
  }
}
