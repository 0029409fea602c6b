package org.equipoise.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.equipoise.audit.adoption.Adoption;
import org.equipoise.audit.amendment.Refusal;
import org.equipoise.audit.amendment.SignedAmendment;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.constitution.vetting.Permissions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code DIR A --ledger DIR} of a command that adopts or rejects an amendment. */
final class AmendmentEnd {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Parameters(index = "1", paramLabel = "A", description = "the amendment's file")
  private Path file;

  @Mixin private WrittenLedgerFolder ledger;

  /** What is done with an amendment: every reason why it is not, or none. */
  interface Act {
    List<Refusal> on(Adoption adoption) throws IOException;
  }

  SignedAmendment read() throws IOException {
    return AmendmentFile.read(spec, file);
  }

  /**
   * Does it, and tells what came of it.
   *
   * @param done in a word, such as {@code adopted}
   * @return the exit code
   */
  int with(SignedAmendment amendment, String done, Permissions allowed, boolean isJson, Act act)
      throws IOException {
    try (LedgerRecorder recorder = ledger.open(LedgerOptions.DEFAULT)) {
      List<Refusal> refusals = act.on(new Adoption(folder, allowed, recorder, Clock.systemUTC()));
      return AmendmentFile.tell(amendment, done, refusals, isJson, spec.commandLine().getOut());
    }
  }
}
