package org.equipoise.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.equipoise.formats.Corpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --cases} and {@code --judgments} of a command that has something to say without them. */
final class CorpusIfGiven {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--cases", paramLabel = "F", description = "cases, one JSON object a line")
  private @Nullable Path cases;

  @Option(
      names = "--judgments",
      paramLabel = "F",
      description = "considered judgments, one JSON object a line")
  private @Nullable Path judgments;

  /** Asked for before anything else is done, so that wrong use is told at once. */
  void requireCasesForJudgments() {
    OptionDependency.require(spec, "--cases", "--judgments");
  }

  boolean isGiven() {
    return cases != null;
  }

  @Nullable Path cases() {
    return cases;
  }

  @Nullable Path judgments() {
    return judgments;
  }

  Optional<Corpus> open() {
    return cases == null ? Optional.empty() : Optional.of(Corpus.open(cases, judgments));
  }
}
