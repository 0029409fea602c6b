package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify --ledger DIR}: whether a ledger is as it was written. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks the chain, the tree, the checkpoints and the constitutions of a ledger; names the"
            + " first broken entry and what is wrong with it.",
    footer = {
      "",
      "A checkpoint is the file of one, a head as this command shows it (SIZE:HASH), or a hash"
          + " alone.",
      "Only against a checkpoint kept elsewhere is it sure that nothing was rewritten as a whole.",
      "",
      "Exits with 1 if anything is not as it was written.",
      "",
      "Example:",
      "  equipoise verify --ledger test-fixtures/ledgers/small"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--checkpoint",
      paramLabel = "H",
      description = "a checkpoint of the ledger, kept elsewhere; may be given several times")
  private List<String> checkpoints = List.of();

  @Option(
      names = "--key",
      paramLabel = "F",
      description = "the key that signed the checkpoints (default: the one in the ledger)")
  private @Nullable Path key;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    Known known = known();
    Progress progress = new Progress("verified", "entries", spec.commandLine().getErr());
    LedgerVerification found = LedgerVerification.of(folder.ledger(), known, progress::reach);
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(JsonText.of(json -> json(found, json)));
    } else {
      text(found, out);
    }
    return found.isIntact() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Known known() throws IOException {
    VerifierKey trusted =
        key == null ? null : KeptText.read(spec, key, "verifier key", VerifierKey::parse);
    List<TreeHead> heads = new ArrayList<>();
    List<Hash> roots = new ArrayList<>();
    for (String checkpoint : checkpoints) {
      try {
        if (checkpoint.matches("[0-9a-f]{64}")) {
          roots.add(Hash.parseHex(checkpoint));
        } else if (checkpoint.matches("[0-9]+:.*")) {
          heads.add(TreeHead.parse(checkpoint));
        } else {
          Path file = Path.of(checkpoint);
          TreeHead noted = KeptText.read(spec, file, "checkpoint", note -> head(note, trusted));
          heads.add(noted);
        }
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "`" + checkpoint + "` is no checkpoint: " + e.getMessage(), e);
      }
    }
    return new Known(heads, roots, trusted);
  }

  private static TreeHead head(String note, @Nullable VerifierKey trusted) {
    return trusted == null
        ? Checkpoint.unverified(note).head()
        : Checkpoint.open(note, trusted).head();
  }

  private void text(LedgerVerification found, PrintWriter out) {
    for (Finding finding : found.findings()) {
      out.println(folder + ": " + finding);
    }
    out.println(
        folder
            + ": "
            + count(found.head().size(), "entry")
            + ", "
            + count(found.constitutions(), "constitution")
            + ", "
            + count(found.checkpoints(), "signed checkpoint")
            + (!found.isIntact()
                ? " up to there"
                : found.proven().isEmpty()
                    ? ": as they were written, as far as the ledger itself can tell"
                    : ": as they were written"));
    if (found.tail() > 0) {
      out.println(folder + ": " + found.tail() + " bytes after the last entry, never acknowledged");
    }
    out.println(found.head());
    found.proven().forEach(it -> out.println("proven: " + it));
    found.unproven().forEach(it -> out.println("not proven: " + it));
  }

  private static void json(LedgerVerification found, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("intact", found.isIntact());
    json.writeNumberField("entries", found.head().size());
    json.writeStringField("head", found.head().toString());
    json.writeNumberField("constitutions", found.constitutions());
    json.writeNumberField("checkpoints", found.checkpoints());
    json.writeNumberField("tail", found.tail());
    json.writeArrayFieldStart("findings");
    for (Finding finding : found.findings()) {
      json.writeStartObject();
      if (finding.entry() >= 0) {
        json.writeNumberField("entry", finding.entry());
      } else {
        json.writeNullField("entry");
      }
      json.writeStringField("message", finding.what());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.strings(json, "proven", found.proven());
    JsonText.strings(json, "unproven", found.unproven());
    json.writeEndObject();
  }
}
