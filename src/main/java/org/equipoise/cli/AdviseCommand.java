package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.page.Page;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code advise DIR --cases F --judgments F}: what to give up first, over all cases. */
@Command(
    name = "advise",
    mixinStandardHelpOptions = true,
    description = "Finds every conflict and the cheapest revisions, with proof.",
    footer = {
      "",
      "Exits with 1 if any conflict was found.",
      "",
      "Example:",
      "  equipoise advise rules/common-morality --cases test-fixtures/common-morality/cases.jsonl"
          + " --judgments test-fixtures/common-morality/judgments.jsonl",
      "  equipoise advise my-rules --cases cases.jsonl --judgments judgments.jsonl --format html"
          + " > advice.html"
    })
final class AdviseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private CorpusFiles corpusFiles;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description = "how many revisions to show (default: ${DEFAULT-VALUE})")
  private int top;

  @Mixin private AdvisorOptions advising;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    Constitution constitution = asOf.load(allowed, folder);
    AdvisorOptions.Read read = advising.read(constitution, top, corpusFiles);
    Advice advice = read.advisor().advise(Progress::at);
    Progress.at("writing the advice");
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> AdviceText.write(advice, constitution, read.corpus().judgments(), out);
      case JSON -> PlainWriter.unescaped(out).println(AdviceWriter.toJson(advice));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(Page.of(constitution, advice, read.cases(), read.corpus().judgments()));
    }
    return advice.isEquilibrium() ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
