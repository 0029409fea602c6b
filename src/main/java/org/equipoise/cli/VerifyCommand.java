package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.transparency.Checkpoint;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.audit.ledger.transparency.VerifierKey;
import org.equipoise.audit.ledger.transparency.WitnessKey;
import org.equipoise.formats.internal.JsonText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code verify --ledger DIR}: whether a ledger is as it was written. {@code verify --proof F}:
 * whether an entry is in a ledger that is elsewhere.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description =
        "Checks the chain, the tree, the checkpoints and the constitutions of a ledger; names the"
            + " first broken entry and what is wrong with it. With --proof, checks a proof of one"
            + " entry, without the ledger.",
    footer = {
      "",
      "A checkpoint is the file of one, a head as this command shows it (SIZE:HASH), or a hash"
          + " alone.",
      "Only against a checkpoint kept elsewhere is it sure that nothing was rewritten as a whole.",
      "",
      "Exits with 1 if anything is not as it was written, or the proof does not hold.",
      "",
      "Examples:",
      "  equipoise verify --ledger test-fixtures/ledgers/small",
      "  equipoise verify --ledger decisions --key ours.key --checkpoint cosigned.txt --witness"
          + " w1.key",
      "  equipoise verify --proof entry-7.tlog-proof --key ledger.key"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final String REMEDY =
      "keep this ledger as it is, as evidence, and go on with a copy that verifies; what was"
          + " recorded cannot be mended";

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Subject subject;

  /** What is verified. */
  static final class Subject {
    @Option(
        names = "--ledger",
        paramLabel = "DIR",
        required = true,
        description = "the ledger's folder")
    private @Nullable Path ledger;

    @Option(
        names = "--proof",
        paramLabel = "F",
        required = true,
        description = "a file that `prove` has written; needs --key")
    private @Nullable Path proof;
  }

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

  @Option(
      names = "--witness",
      paramLabel = "K",
      description =
          "a file with the key of a witness that must have cosigned each file that --checkpoint"
              + " names; may be given several times")
  private List<Path> witnesses = List.of();

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    if (subject.proof != null) {
      return new ProofCheck(spec, subject.proof, proofKey()).tell(form.isJson());
    }
    Path folder = Objects.requireNonNull(subject.ledger);
    Known known = known();
    Progress.Count progress = Progress.counting("verified", "entries");
    Ledger ledger = Ledger.in(folder);
    LedgerVerification found = cosigned(LedgerVerification.of(ledger, known, progress::reach));
    LineOfEntry lines = LineOfEntry.of(ledger);
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(JsonText.of(json -> json(found, lines, json)));
    } else {
      text(found, lines, folder, out);
    }
    return found.isIntact() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  /** The key that a proof is checked with. Only one from elsewhere proves anything. */
  private VerifierKey proofKey() throws IOException {
    OptionDependency.require(spec, "--ledger", "--checkpoint");
    OptionDependency.require(spec, "--ledger", "--witness");
    if (key == null) {
      throw new ParameterException(
          spec.commandLine(),
          "`--proof` needs `--key F`: the key of the ledger, from whoever vouches for it");
    }
    return KeptText.read(spec, key, "verifier key", VerifierKey::parse);
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

  /** Adds which witnesses have seen the checkpoints, and which have not. */
  private LedgerVerification cosigned(LedgerVerification found) throws IOException {
    if (witnesses.isEmpty()) {
      return found;
    }
    List<String> files =
        checkpoints.stream().filter(it -> !it.matches("[0-9a-f]{64}|[0-9]+:.*")).toList();
    if (files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "`--witness` needs `--checkpoint F`: a file that `witness` has written");
    }
    List<Finding> findings = new ArrayList<>(found.findings());
    List<String> proven = new ArrayList<>(found.proven());
    for (Path each : witnesses) {
      WitnessKey witness = KeptText.read(spec, each, "key of a witness", WitnessKey::parse);
      for (String file : files) {
        String note = KeptText.read(spec, Path.of(file), "checkpoint", it -> it);
        Optional<Instant> seen = witness.cosigned(note);
        seen.ifPresent(
            at ->
                proven.add(
                    "the witness `"
                        + witness.name()
                        + "` saw the first "
                        + Checkpoint.unverified(note).head().size()
                        + " entries at "
                        + at));
        if (seen.isEmpty()) {
          findings.add(
              new Finding(-1, "`" + file + "` is not cosigned by `" + witness.name() + "`"));
        }
      }
    }
    return new LedgerVerification(
        found.head(),
        found.constitutions(),
        found.checkpoints(),
        found.signer(),
        found.tail(),
        findings,
        found.isIntact() ? proven : found.proven(),
        found.unproven());
  }

  private static TreeHead head(String note, @Nullable VerifierKey trusted) {
    return trusted == null
        ? Checkpoint.unverified(note).head()
        : Checkpoint.open(note, trusted).head();
  }

  private static void text(
      LedgerVerification found, LineOfEntry lines, Path folder, PrintWriter out) {
    for (Finding finding : found.findings()) {
      String place = lines.place(finding.entry()).map(it -> " (" + it + ")").orElse("");
      String entry = finding.entry() < 0 ? "" : "entry " + finding.entry() + place + ": ";
      out.println(folder + ": " + entry + finding.what());
    }
    if (found.findings().stream().anyMatch(it -> it.entry() >= 0)) {
      out.println(folder + ": " + REMEDY);
    }
    out.println(
        folder
            + ": "
            + count(found.head().size(), "entry")
            + ", "
            + count(found.constitutions(), "constitution")
            + ", "
            + count(found.checkpoints(), "checkpoint")
            + (found.signer() == null ? "" : " signed by `" + found.signer() + "`")
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

  private static void json(LedgerVerification found, LineOfEntry lines, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("intact", found.isIntact());
    json.writeNumberField("entries", found.head().size());
    json.writeStringField("head", found.head().toString());
    json.writeNumberField("constitutions", found.constitutions());
    json.writeNumberField("checkpoints", found.checkpoints());
    json.writeStringField("key", found.signer());
    json.writeNumberField("tail", found.tail());
    json.writeArrayFieldStart("findings");
    for (Finding finding : found.findings()) {
      json.writeStartObject();
      if (finding.entry() >= 0) {
        json.writeNumberField("entry", finding.entry());
      } else {
        json.writeNullField("entry");
      }
      json.writeStringField("place", lines.place(finding.entry()).orElse(null));
      json.writeStringField("message", finding.what());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonText.strings(json, "proven", found.proven());
    JsonText.strings(json, "unproven", found.unproven());
    json.writeEndObject();
  }
}
