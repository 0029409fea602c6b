package org.equipoise.cli;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.equipoise.authoring.advice.CorpusEquilibria;
import org.equipoise.authoring.advice.EquilibriaOptions;
import org.equipoise.authoring.advice.EquilibriaWriter;
import org.equipoise.constitution.Constitution;
import org.equipoise.language.Levels;
import org.equipoise.page.Page;
import org.equipoise.revision.Cost;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code equilibria DIR --cases F --judgments F}: all cheapest ways out, and what they share. */
@Command(
    name = "equilibria",
    mixinStandardHelpOptions = true,
    description =
        "Finds every equilibrium that can be reached at the least cost: how many there are, what"
            + " they agree on, and how far apart they are.",
    footer = {
      "",
      "Exits with 1 if any conflict was found.",
      "",
      "Example:",
      "  equipoise equilibria rules/common-morality --cases test-fixtures/common-morality/cases.jsonl"
          + " --judgments test-fixtures/common-morality/judgments.jsonl",
      "  equipoise equilibria my-rules --cases cases.jsonl --judgments judgments.jsonl --within 0.5"
    })
final class EquilibriaCommand implements Callable<Integer> {
  private static final int BILLIONTHS = 9;

  /** Many conflicts of one weight have more ways out than any time lists. */
  private static final double SECONDS = 120;

  @Spec private CommandSpec spec;

  @Mixin private AllowOption allowed;

  @Mixin private AsOfOption asOf;

  @Parameters(paramLabel = "DIR", description = "the constitution's folder")
  private Path folder;

  @Mixin private CorpusFiles corpusFiles;

  @Mixin private AdvisorOptions advising;

  @Option(
      names = "--within",
      paramLabel = "D",
      description = {
        "also finds minimal revisions that cost up to D more than the least (default: 0)",
        "with levels: of the lowest level, or of those named, as in developer=0.5,user=2"
      })
  private @Nullable String within;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "how many ways out of an independent part of the conflicts are listed; where there are"
              + " more, the count is a lower bound (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "how many equilibria that are far apart to show (default: ${DEFAULT-VALUE})")
  private int top;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "also adopts the judgments one at a time in N random orders, each step the cheapest"
              + " revision of what is held so far, and shows where this ends"
              + " (default: ${DEFAULT-VALUE})")
  private int starts;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "the seed of the random orders (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private ReportFormatOption format;

  @Override
  public Integer call() {
    Constitution constitution = asOf.load(allowed, folder);
    EquilibriaOptions options = options(constitution.settings().levels());
    AdvisorOptions.Read read = advising.read(constitution, 1, corpusFiles, SECONDS);
    Progress.at("finding equilibria");
    CorpusEquilibria found = read.advisor().equilibria(options);
    PrintWriter out = spec.commandLine().getOut();
    switch (format.chosen()) {
      case TEXT -> EquilibriaText.write(found, constitution, read.corpus().judgments(), out);
      case JSON -> PlainWriter.unescaped(out).println(EquilibriaWriter.toJson(found));
      case HTML ->
          PlainWriter.unescaped(out)
              .print(Page.of(constitution, found, read.cases(), read.corpus().judgments()));
    }
    return found.isEquilibrium() ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private EquilibriaOptions options(Levels levels) {
    try {
      return new EquilibriaOptions(
          within == null ? Cost.ZERO : surplus(within, levels), limit, top, starts, seed);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "`--within " + within + "` is not a weight such as 0.5", e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Cost surplus(String text, Levels levels) {
    if (text.indexOf('=') < 0) {
      return Cost.of(levels, levels.count() - 1, billionths(text));
    }
    Cost sum = Cost.ZERO;
    for (String part : Splitter.on(',').split(text)) {
      List<String> sides = Splitter.on('=').limit(2).splitToList(part);
      int rank = levels.names().indexOf(sides.get(0));
      if (rank < 0 || sides.size() < 2) {
        throw new IllegalArgumentException(
            "`--within` names the level `"
                + sides.get(0)
                + "`, which is none of "
                + levels.names());
      }
      sum = sum.plus(Cost.of(levels, rank, billionths(sides.get(1))));
    }
    return sum;
  }

  private static long billionths(String text) {
    try {
      BigDecimal amount = new BigDecimal(text);
      if (amount.signum() < 0 || amount.compareTo(BigDecimal.valueOf(1_000_000)) > 0) {
        throw new IllegalArgumentException(
            "`--within` takes a weight from 0 to 1,000,000, not " + text);
      }
      return amount.movePointRight(BILLIONTHS).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("`--within " + text + "` has more than nine decimals", e);
    }
  }
}
