package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.equipoise.audit.adoption.Proposing;
import org.equipoise.audit.adoption.Proposing.Proposed;
import org.equipoise.authoring.ratchet.RatchetWriter;
import org.equipoise.formats.internal.TextFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code propose DIR}: an amendment from a patch. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    description =
        "Makes an amendment from a patch of a constitution: its reason, its evidence and its"
            + " effects, for people to sign. The constitution is not touched.",
    footer = {
      "",
      "Shows what the ratchet says of it; signatures can answer some of that.",
      "",
      "Example:",
      "  equipoise propose my-rules --patch clinicians.patch --reason 'clinicians need doses'"
          + " --by ann --out clinicians.json"
    })
final class ProposeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Option(
      names = "--patch",
      paramLabel = "F",
      required = true,
      description = "a unified diff of the folder")
  private Path patch;

  @Option(names = "--reason", paramLabel = "T", required = true, description = "why")
  private String reason;

  @Option(names = "--by", paramLabel = "NAME", required = true, description = "who proposes it")
  private String by;

  @Option(
      names = "--title",
      paramLabel = "T",
      description = "what it does, in a few words (default: how the reason begins)")
  private @Nullable String title;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "the last day on which it holds, such as 2027-01-31 (default: for ever)")
  private @Nullable LocalDate until;

  @Mixin private EvidenceOptions evidence;

  @Option(
      names = "--out",
      paramLabel = "A",
      required = true,
      description = "the file for the amendment, which must not be there yet")
  private Path file;

  @Mixin private FormatOption form;

  @Override
  public Integer call() throws IOException {
    evidence.requireCasesForJudgments();
    if (reason.isBlank() || by.isBlank() || (title != null && title.isBlank())) {
      throw new ParameterException(
          spec.commandLine(), "`--reason`, `--by` and `--title` say something");
    }
    NewFile.require(spec, "--out", file);
    String diff = TextFile.read(patch);
    Proposed proposed;
    try {
      proposed =
          new Proposing(diff, title, reason, by, until, evidence.files())
              .propose(folder, allowed.permissions(), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "`" + patch + "`: " + e.getMessage(), e);
    }
    UnknownNames unknown = new UnknownNames(proposed.amended());
    proposed.cases().forEach(it -> unknown.see(it.situation(), it.judgments()));
    unknown.tell(spec.commandLine().getErr());
    AmendmentFile.write(file, proposed.amendment());
    PrintWriter out = spec.commandLine().getOut();
    if (form.isJson()) {
      PlainWriter.unescaped(out).println(RatchetWriter.toJson(proposed.report()));
    } else {
      out.println(proposed.amendment().amendment().id() + ": proposed");
      proposed.amendment().amendment().changes().forEach(it -> out.println("  " + it));
      RatchetText.write(proposed.report(), out);
    }
    return ExitCode.FINE;
  }
}
