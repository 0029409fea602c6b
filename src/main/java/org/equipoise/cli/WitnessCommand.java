package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Witness;
import org.equipoise.audit.ledger.transparency.WitnessKey;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code witness --ledger DIR --at URL --witness K --out F}: a cosigned checkpoint. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    description =
        "Has the last signed checkpoint of a ledger cosigned by a witness elsewhere (C2SP"
            + " tlog-witness), and writes it with the cosignature.",
    footer = {
      "",
      "A file that is there already holds the checkpoint that was cosigned before: the witness is",
      "shown that the ledger only grew since. Of the same checkpoint, the cosignatures of several",
      "witnesses are collected in one file. `verify --checkpoint F --witness K` checks it.",
      "",
      "Exits with 1 if the witness does not cosign.",
      "",
      "Example:",
      "  equipoise witness --ledger decisions --at https://witness.example.org --witness w1.key"
          + " --out cosigned.txt"
    })
final class WitnessCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--at",
      paramLabel = "URL",
      required = true,
      description = "the address of the witness, before `/add-checkpoint`")
  private URI address;

  @Option(
      names = "--witness",
      paramLabel = "K",
      required = true,
      description = "a file with the key of the witness (NAME+ID+KEY), from its owner")
  private Path key;

  @Option(
      names = "--out",
      paramLabel = "F",
      required = true,
      description = "the file for the cosigned checkpoint")
  private Path file;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    if (!List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
      throw new ParameterException(
          spec.commandLine(), "`--at " + address + "` is no address of `http` or `https`");
    }
    WitnessKey known = KeptText.read(spec, key, "key of a witness", WitnessKey::parse);
    Ledger ledger = folder.ledger();
    String note = folder.reading(() -> last(ledger));
    Checkpoint checkpoint = Checkpoint.unverified(note);
    long before = 0;
    String kept = kept();
    if (kept != null) {
      before = Checkpoint.unverified(kept).head().size();
      note = Checkpoint.unverified(kept).equals(checkpoint) ? kept : note;
    }
    String cosigned;
    try {
      cosigned =
          known.cosigned(note).isPresent()
              ? note
              : Witness.at(address, known, TIMEOUT).cosign(note, before, ledger::consistency);
    } catch (IOException e) {
      spec.commandLine().getErr().println("error: not cosigned: " + e.getMessage());
      return ExitCode.FINDINGS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FINDINGS;
    }
    Files.writeString(file, cosigned);
    tell(known, checkpoint, known.cosigned(cosigned).orElseThrow());
    return ExitCode.FINE;
  }

  private String last(Ledger ledger) {
    List<String> notes = ledger.checkpoints();
    if (notes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "`"
              + folder
              + "` has no signed checkpoint: record with a key (`decide --ledger-key F`,"
              + " `LedgerOptions.withKey`)");
    }
    return Objects.requireNonNull(notes.get(notes.size() - 1));
  }

  /** What was cosigned before; null if nothing was. */
  private @Nullable String kept() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    return KeptText.read(
        spec,
        file,
        "checkpoint",
        text -> {
          Checkpoint.unverified(text);
          return text;
        });
  }

  private void tell(WitnessKey witness, Checkpoint checkpoint, Instant at) {
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out)
          .println(
              JsonText.of(
                  json -> {
                    json.writeStartObject();
                    json.writeStringField("witness", witness.name());
                    json.writeStringField("time", at.toString());
                    json.writeStringField("key", checkpoint.origin());
                    json.writeStringField("head", checkpoint.head().toString());
                    json.writeStringField("file", file.toString());
                    json.writeEndObject();
                  }));
    } else {
      out.println(
          "the witness `"
              + witness.name()
              + "` cosigned "
              + count(checkpoint.head().size(), "entry")
              + " of `"
              + checkpoint.origin()
              + "` at "
              + at
              + ": `"
              + file
              + "`");
    }
  }
}
