package org.equipoise.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.formats.Corpus;
import org.equipoise.formats.Corpus.JudgedCase;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked of the advisor: what a suspension costs, and how long to search. */
final class AdvisorOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--suspension-factor",
      paramLabel = "KAPPA",
      description = "how many overrides a suspension is worth: a number of at least 1, or infinite")
  private @Nullable String suspensionFactor;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "how long to take once the rules are compiled and the files are checked; the best found"
              + " by then is shown with its gap, and what was not computed is named (default: as"
              + " long as it takes, and 120 in `equilibria`)")
  private @Nullable Double seconds;

  /** A corpus that was read. */
  record Read(Advisor advisor, Corpus corpus, List<Case> cases) {}

  /**
   * Reads a corpus; what is doubtful about it is told on stderr.
   *
   * @param top how many revisions to find
   */
  Read read(Constitution constitution, int top, CorpusFiles files) {
    return read(constitution, top, files, null);
  }

  /**
   * The same with a time.
   *
   * @param otherwise how many seconds to take if nothing is said; null for as long as it takes
   */
  Read read(Constitution constitution, int top, CorpusFiles files, @Nullable Double otherwise) {
    Advisor.Options options = options(constitution, top);
    Duration time = time(seconds == null ? otherwise : seconds);
    Corpus corpus = files.open();
    Advisor advisor = new Advisor(constitution, time == null ? options : options.withTime(time));
    UnknownNames unknown = new UnknownNames(constitution);
    List<Case> cases = new ArrayList<>();
    TreeSet<String> leftAbsent = new TreeSet<>();
    Progress.Count progress = Progress.counting("inferred", corpus.size());
    try (Corpus.Pass pass = corpus.pass()) {
      while (pass.hasNext()) {
        JudgedCase next = pass.next();
        Case given = next.situation();
        if (!advisor.addInTime(given, next.judgments())) {
          SearchOptions.tellOfPart(spec, cases.size(), corpus.size());
          break;
        }
        unknown.see(given, next.judgments());
        constitution.declarations().unknown(given).stream()
            .filter(it -> !it.isTruthValue())
            .forEach(it -> leftAbsent.add("`" + it.name() + "`"));
        cases.add(given);
        progress.step();
      }
    }
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
    return new Read(advisor, corpus, cases);
  }

  private @Nullable Duration time(@Nullable Double asked) {
    try {
      return SearchOptions.time(asked);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Advisor.Options options(Constitution constitution, int top) {
    try {
      double factor =
          suspensionFactor == null
              ? constitution.settings().suspensionFactor()
              : SearchOptions.suspensionFactor(suspensionFactor);
      return new Advisor.Options(top, factor, SolveLimits.none());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
