package org.equipoise.cli;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.equipoise.coherence.CoherenceScorer;
import org.equipoise.coherence.EntailmentModel;
import org.equipoise.coherence.Questions;
import org.equipoise.coherence.TextPair;
import org.equipoise.coherence.Use;
import org.equipoise.formats.ScoreLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a model of entailment scores pairs with, as it does before it decides anything. */
final class PairScores {
  private final EntailmentModel model;
  private final Use use;
  private final Progress.Count progress;

  private PairScores(EntailmentModel model, Use use, Progress.Count progress) {
    this.model = model;
    this.use = use;
    this.progress = progress;
  }

  /**
   * Scores by a model.
   *
   * @param use what the pairs are; null for rules against outputs
   */
  static PairScores of(CommandSpec spec, EntailmentModel model, @Nullable String use) {
    String word = Objects.requireNonNullElse(use, Use.RULE_AGAINST_OUTPUT.word());
    Use known =
        Use.of(word)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "`--use` of pairs is one of "
                            + Arrays.stream(Use.values())
                                .map(Use::word)
                                .collect(Collectors.joining(", "))));
    return new PairScores(model, known, Progress.counting("scored", "pairs"));
  }

  String use() {
    return use.word();
  }

  /** The score of a line; null if it has no pair. */
  @Nullable Double score(ScoreLine line) {
    if (line.premise() == null || line.hypothesis() == null) {
      return null;
    }
    progress.step();
    TextPair pair = new TextPair(line.premise(), line.hypothesis());
    Questions questions =
        line.question() == null ? Questions.NONE : Questions.ofBoth(line.question());
    return CoherenceScorer.score(model, pair, questions, use).score();
  }
}
