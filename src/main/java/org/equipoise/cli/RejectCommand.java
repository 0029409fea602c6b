package org.equipoise.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.transparency.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private AllowOption allowed;

  @Mixin private AmendmentEnd end;

  @Mixin private SigningKeyOption key;

  @Mixin private BecauseOption because;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    String why = because.text();
    SignedAmendment amendment = end.read();
    SigningKey signing = key.read();
    return end.with(
        amendment,
        "rejected",
        allowed.permissions(),
        form.isJson(),
        it -> it.reject(amendment, signing, why));
  }
}
