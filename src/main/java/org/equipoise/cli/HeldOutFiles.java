package org.equipoise.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.Corpus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --held-out} and {@code --held-out-judgments}: what a change is only measured by. */
final class HeldOutFiles {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--held-out",
      paramLabel = "F",
      description = "cases that nobody looked at when the change was made")
  private @Nullable Path cases;

  @Option(names = "--held-out-judgments", paramLabel = "F", description = "the judgments on them")
  private @Nullable Path judgments;

  /** Asked for before anything else is done, so that wrong use is told at once. */
  void requireCasesForJudgments() {
    OptionDependency.require(spec, "--held-out", "--held-out-judgments");
  }

  /** Likewise, where cases without judgments say nothing either. */
  void requireBothOrNone() {
    if ((cases == null) != (judgments == null)) {
      throw new ParameterException(
          spec.commandLine(), "`--held-out` and `--held-out-judgments` are given together");
    }
  }

  /** Hands on each case with its judgments; none if no file is given. */
  void forEach(BiConsumer<Case, List<Judgment>> action) {
    if (cases != null) {
      Corpus.open(cases, judgments).forEach(action);
    }
  }
}
