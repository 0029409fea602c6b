package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.equipoise.authoring.amendment.Amender;
import org.equipoise.authoring.amendment.ProposedChanges;
import org.equipoise.authoring.amendment.ProposedChangesWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.inference.UndecidableException;
import org.equipoise.page.Page;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code amend DIR}: which change of the rules explains what people judged against them. */
@Command(
    name = "amend",
    mixinStandardHelpOptions = true,
    description =
        "Finds the cheapest changes of the rules, with proof, and writes them as a patch.",
    footer = {
      "",
      "Exits with 1 if anything is proposed, or if the time did not suffice to look for changes in"
          + " all cases. The folder itself is never changed.",
      "",
      "Example:",
      "  equipoise amend my-rules --cases cases.jsonl --judgments judgments.jsonl --out amended",
      "  equipoise amend my-rules --ledger ledger --out amended"
    })
final class AmendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private EvidenceOptions evidence;

  @Option(
      names = "--tests",
      paramLabel = "L",
      defaultValue = "3",
      description = "how many tests an exception has at most, 1 to 5 (default: ${DEFAULT-VALUE})")
  private int tests;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "how many sets of changes to show (default: ${DEFAULT-VALUE})")
  private int top;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description =
          "how long to take once the rules are compiled and the files are read; the best found by"
              + " then is shown with its gap, and what was not computed is named (default:"
              + " ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "into how many parts the cases are divided to measure the error of what the others lead"
              + " to; 0 for no such measure (default: ${DEFAULT-VALUE})")
  private int folds;

  @Option(
      names = "--out",
      paramLabel = "DIR2",
      description = "a new folder for the amended constitution")
  private @Nullable Path out;

  @Option(
      names = "--patch",
      paramLabel = "F",
      description = "a new file for the patch, which `propose` takes")
  private @Nullable Path patch;

  @Mixin private HeldOutFiles heldOut;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() throws IOException {
    evidence.requireSome();
    Constitution constitution = asOf.load(allowed, folder);
    Amender amender = amender(constitution);
    if (out != null) {
      requireNew(out);
    }
    NewFile.require(spec, "--patch", patch);
    heldOut.requireBothOrNone();
    UnknownNames unknown = new UnknownNames(constitution);
    List<JudgedCase> cases = evidence.all();
    add(cases, amender, unknown);
    heldOut.forEach(
        (given, judged) -> {
          if (amender.addHeldOutInTime(given, judged)) {
            unknown.see(given, judged);
          }
        });
    unknown.tell(spec.commandLine().getErr());
    ProposedChanges proposal = amender.propose(sources(constitution), Progress::at);
    if (out != null) {
      write(proposal.files(), out);
    }
    if (patch != null && !proposal.patch().isEmpty()) {
      Files.writeString(patch, proposal.patch(), StandardCharsets.UTF_8);
    }
    PrintWriter results = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> AmendText.write(proposal, results);
      case JSON -> PlainWriter.unescaped(results).println(ProposedChangesWriter.toJson(proposal));
      case HTML -> PlainWriter.unescaped(results).print(Page.of(constitution, proposal, cases));
    }
    return proposal.changes().isEmpty() && proposal.isWhole() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private void add(List<JudgedCase> cases, Amender amender, UnknownNames unknown) {
    List<String> undecidable = new ArrayList<>();
    Progress.Count progress = Progress.counting("inferred", cases.size());
    int looked = 0;
    for (JudgedCase each : cases) {
      progress.step();
      unknown.see(each.situation(), each.judgments());
      try {
        if (!amender.addInTime(each.situation(), each.judgments())) {
          SearchOptions.tellOfPart(spec, looked, cases.size());
          break;
        }
        looked++;
      } catch (UndecidableException e) {
        if (!evidence.isOfLedger()) {
          throw e;
        }
        undecidable.add(each.situation().id() + ": " + e.getMessage());
      }
    }
    if (!undecidable.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: "
                  + count(undecidable.size(), "case")
                  + " left out, which the rules cannot decide; the first is "
                  + undecidable.get(0));
    }
  }

  private Amender amender(Constitution constitution) {
    Amender.Options options = options();
    try {
      return new Amender(constitution, options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Amender.Options options() {
    try {
      return new Amender.Options(tests, top, folds, SearchOptions.time(seconds));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** The files of the constitution as they stand in its folder. */
  private Map<String, String> sources(Constitution constitution) {
    SortedMap<String, String> sources = new TreeMap<>();
    for (String path : constitution.files().keySet()) {
      try {
        sources.put(path, Files.readString(folder.resolve(path), StandardCharsets.UTF_8));
      } catch (java.nio.charset.CharacterCodingException e) {
        sources.put(path, constitution.files().get(path)); // a workbook, which is never edited
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return sources;
  }

  private void requireNew(Path target) {
    try (Stream<Path> within = Files.isDirectory(target) ? Files.list(target) : Stream.of()) {
      boolean isInside =
          target.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
      if (isInside || within.findAny().isPresent() || Files.isRegularFile(target)) {
        throw new ParameterException(
            spec.commandLine(),
            "`--out "
                + target
                + "` is "
                + (isInside ? "inside the constitution" : "not a new or empty folder"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the folder, with the files that changed in their new form. */
  private void write(Map<String, String> changed, Path target) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted().toList()) {
        Path copy = target.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
      for (Map.Entry<String, String> each : changed.entrySet()) {
        Path file = target.resolve(each.getKey());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, each.getValue(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
