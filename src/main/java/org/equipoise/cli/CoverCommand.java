package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.equipoise.authoring.coverage.Coverage;
import org.equipoise.authoring.coverage.CoverageBuilder;
import org.equipoise.authoring.coverage.CoverageWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.equipoise.page.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cover DIR --cases F}: where the rules are silent, and what hangs on each. */
@Command(
    name = "cover",
    mixinStandardHelpOptions = true,
    description =
        "Shows where the rules are silent, which contradict each other, what hangs on each, and"
            + " which attribute values they test for that no case has.",
    footer = {
      "",
      "Exits with 1 if there is a gap, a contradiction, a rule on which nothing hangs, a test never"
          + " tried, or a case that could not be decided.",
      "",
      "Example:",
      "  equipoise cover rules/common-morality --cases test-fixtures/common-morality/cases.jsonl",
      "  equipoise cover my-rules --cases cases.jsonl --format html > coverage.html"
    })
final class CoverCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private CorpusFiles corpusFiles;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    Constitution constitution = asOf.load(allowed, folder);
    Corpus corpus = corpusFiles.open();
    CoverageBuilder survey = new CoverageBuilder(constitution);
    UnknownNames unknown = new UnknownNames(constitution);
    Progress.Count progress = Progress.counting("looked at", corpus.size());
    corpus.forEach(
        (given, judged) -> {
          survey.add(given, judged);
          unknown.see(given, judged);
          progress.step();
        });
    unknown.tell(spec.commandLine().getErr());
    Coverage coverage = survey.coverage();
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> CoverageText.write(coverage, constitution, out);
      case JSON -> PlainWriter.unescaped(out).println(CoverageWriter.toJson(coverage));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(Page.of(constitution, coverage, examples(coverage, corpus)));
    }
    return coverage.hasFindings() ? ExitCode.FINDINGS : ExitCode.FINE;
  }

  private static List<Case> examples(Coverage coverage, Corpus corpus) {
    Set<String> examples = coverage.examples();
    List<Case> named = new ArrayList<>();
    corpus.forEach(
        (given, judged) -> {
          boolean byOutput =
              given.outputs().stream()
                  .anyMatch(it -> examples.contains(given.id() + "/" + it.id()));
          if (byOutput || examples.contains(given.id())) {
            named.add(given);
          }
        });
    return named;
  }
}
