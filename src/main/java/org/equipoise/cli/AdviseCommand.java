package org.equipoise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.authoring.advice.AdviceWriter;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.equipoise.page.Page;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = "--suspension-factor",
      paramLabel = "KAPPA",
      description = "how many overrides a suspension is worth: a number of at least 1, or infinite")
  private @Nullable String suspensionFactor;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "how long to search once the cases are read and their conflicts known; the best found"
              + " by then is shown with its gap, and what was not computed is named")
  private @Nullable Double seconds;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json, or html for a page to open (default: ${DEFAULT-VALUE})")
  private ReportFormat format;

  @Override
  public Integer call() {
    Constitution constitution = asOf.load(allowed, folder);
    Advisor.Options options = options(constitution);
    Corpus corpus = corpusFiles.open();
    Advisor advisor = new Advisor(constitution, options);
    UnknownNames unknown = new UnknownNames(constitution);
    List<Case> cases = new ArrayList<>();
    TreeSet<String> leftAbsent = new TreeSet<>();
    corpus.forEach(
        (given, judged) -> {
          advisor.add(given, judged);
          unknown.see(given, judged);
          constitution.declarations().unknown(given).stream()
              .filter(it -> !it.isTruthValue())
              .forEach(it -> leftAbsent.add("`" + it.name() + "`"));
          cases.add(given);
        });
    unknown.tell(spec.commandLine().getErr());
    if (!leftAbsent.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: "
                  + String.join(", ", leftAbsent)
                  + " may have any declared value in some cases; the advice reads what is missing"
                  + " as absent, since only a truth value can be disputed");
    }
    Advice advice = advisor.advise();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> AdviceText.write(advice, constitution, corpus.judgments(), out);
      case JSON -> PlainWriter.unescaped(out).println(AdviceWriter.toJson(advice));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(Page.of(constitution, advice, cases, corpus.judgments()));
    }
    return advice.isEquilibrium() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private Advisor.Options options(Constitution constitution) {
    try {
      double factor =
          suspensionFactor == null
              ? constitution.settings().suspensionFactor()
              : suspensionFactor.equals("infinite")
                  ? Double.POSITIVE_INFINITY
                  : Double.parseDouble(suspensionFactor);
      if (seconds != null && !(seconds > 0 && seconds < 1e9)) {
        throw new IllegalArgumentException("`--seconds " + seconds + "` is not a positive number");
      }
      Duration time = seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
      return new Advisor.Options(top, factor, SolveLimits.none(), time);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "`--suspension-factor "
              + suspensionFactor
              + "` is neither a number of at least 1 nor `infinite`",
          e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
