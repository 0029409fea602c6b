package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.replay.ReplayResult;
import org.equipoise.audit.replay.ReplayWriter;
import org.equipoise.audit.replay.Replayer;
import org.equipoise.constitution.Authority;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay --ledger DIR}: whether decisions come out as they were recorded. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Decides every recorded case again, under the constitution it was decided under or under"
            + " another one, and tells which decisions come out the same and which do not.",
    footer = {
      "",
      "A decision is not replayable where something it was made from is not in the ledger: facts",
      "that were masked and that some rule looks at, objects of the host, the engine of then.",
      "",
      "With --as-of, every case is decided as of that time instead of the recorded one, where rules",
      "depend on the time; what differs is told as changed.",
      "",
      "Exits with 1 if any decision comes out otherwise, if the ledger lacks what it should keep,",
      "or if none of its decisions can be replayed.",
      "",
      "Examples:",
      "  equipoise replay --ledger test-fixtures/ledgers/small",
      "  equipoise replay --ledger test-fixtures/ledgers/small --against rules/common-morality"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Mixin private LedgerFolder folder;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "the folder of a constitution or charter to decide under instead")
  private @Nullable Path against;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "0",
      description = "begins with this entry (default: ${DEFAULT-VALUE})")
  private long from;

  @Option(names = "--to", paramLabel = "N", description = "ends before this entry")
  private @Nullable Long to;

  @Option(
      names = "--resume",
      paramLabel = "F",
      description = "keeps in this file how far it has come, and goes on from there if it is there")
  private @Nullable Path resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many decide at a time (default: one for each processor)")
  private @Nullable Integer threads;

  @Mixin private ReportFormatOption format;

  @Mixin private Isolated isolated;

  @Override
  public Integer call() throws IOException {
    Replayer replayer = replayer();
    if (isolated.isWanted()) {
      isolated.refuse("--resume", resume);
      folder.ledger();
      return isolated.run(
          against == null ? folder.files() : folder.files(against),
          format.chosen() == ReportFormat.TEXT);
    }
    Ledger ledger = folder.ledger();
    Authority other = against == null ? null : allowed.loadAny(against);
    Progress.Count progress = Progress.counting("replayed", "entries");
    ReplayResult replay =
        folder.reading(
            () ->
                other == null
                    ? replayer.replay(ledger, progress::reach)
                    : replayer.against(other, ledger, progress::reach));
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> new ReplayText(ledger, out).write(replay, other);
      case JSON -> PlainWriter.unescaped(out).println(ReplayWriter.toJson(replay));
      case HTML -> PlainWriter.unescaped(out).print(Page.of(ledger.name(), replay, other));
    }
    return replay.hasFindings() ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private Replayer replayer() {
    try {
      Replayer replayer =
          Replayer.DEFAULT
              .withRange(from, to == null ? Long.MAX_VALUE : to)
              .withPermissions(allowed.permissions());
      Optional<Instant> time = asOf.given();
      if (time.isPresent()) {
        replayer = replayer.withAsOf(time.get());
      }
      if (resume != null) {
        replayer = replayer.withSavedFile(resume);
      }
      return threads == null ? replayer : replayer.withThreads(threads);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
