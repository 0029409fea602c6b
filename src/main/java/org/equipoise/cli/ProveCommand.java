package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.EntryProof;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.formats.internal.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prove --ledger DIR --entry N --out F}: a proof of one entry for an outsider. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description =
        "Writes a file that proves to an outsider that an entry is in the ledger: the entry, an"
            + " inclusion proof and a signed checkpoint. `verify --proof` checks it without the"
            + " ledger.",
    footer = {
      "",
      "The file holds the whole entry, also what it says of the case.",
      "",
      "Exits with 1 if the entries are not those that were signed.",
      "",
      "Example:",
      "  equipoise prove --ledger test-fixtures/ledgers/year --entry 7 --out entry-7.tlog-proof"
    })
final class ProveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--entry",
      paramLabel = "N",
      required = true,
      description = "the number of the entry")
  private long entry;

  @Option(names = "--out", paramLabel = "F", required = true, description = "the file to write")
  private Path file;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    EntryProof proof;
    try {
      proof = EntryProof.of(folder.ledger(), entry);
    } catch (DamagedLedgerException e) {
      spec.commandLine()
          .getErr()
          .println(
              "error: "
                  + e.getMessage()
                  + "; `equipoise verify --ledger "
                  + folder
                  + "` tells whether more is wrong");
      return ExitCode.FINDINGS;
    }
    Files.writeString(file, proof.text());
    Checkpoint checkpoint = Checkpoint.unverified(proof.checkpoint());
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out)
          .println(
              JsonText.of(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("file", file.toString());
                    json.writeNumberField("entry", entry);
                    json.writeStringField("key", checkpoint.origin());
                    json.writeStringField("head", checkpoint.head().toString());
                    json.writeEndObject();
                  }));
    } else {
      out.println(
          "`"
              + file
              + "` proves entry "
              + entry
              + " by the checkpoint of `"
              + checkpoint.origin()
              + "` over the first "
              + checkpoint.head().size()
              + " entries");
    }
    return ExitCode.FINE;
  }
}
