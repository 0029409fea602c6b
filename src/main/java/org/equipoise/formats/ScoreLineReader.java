package org.equipoise.formats;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads scores and pairs of texts, with labels, from JSON Lines in UTF-8, in the order of the file.
 * A label is a truth value, 1 or 0, or one of the words for them. Blank lines are ignored.
 * Stateless and safe to share between threads.
 */
public final class ScoreLineReader {
  private static final List<String> FIELDS =
      List.of("score", "label", "attribute", "group", "premise", "hypothesis", "question");
  private static final Set<String> TRUE = Set.of("true", "yes", "1", "contradicts");
  private static final Set<String> FALSE =
      Set.of("false", "no", "0", "consistent", "entails", "neither");

  private ScoreLineReader() {}

  /**
   * Returns the lines of a file.
   *
   * @throws InvalidInputException with every problem of the file
   */
  public static List<ScoreLine> read(Path path) {
    return JsonLines.all(path, it -> new Reading(it).read());
  }

  /** A line as far as it is read. */
  private static final class Reading {
    private final JsonLine line;
    private @Nullable Double score;
    private @Nullable Boolean label;
    private @Nullable String attribute;
    private @Nullable String group;
    private @Nullable String premise;
    private @Nullable String hypothesis;
    private @Nullable String question;

    Reading(JsonLine line) {
      this.line = line;
    }

    ScoreLine read() throws RefusedLineException {
      line.begin();
      Fields fields = new Fields(line, FIELDS);
      fields.read(this::field);
      if (premise != null || hypothesis != null || score == null) {
        boolean isOfScores = score == null && premise == null && hypothesis == null;
        fields.required(
            isOfScores ? score : premise,
            isOfScores ? "score" : "premise",
            "a line has a `score`, or a pair of `premise` and `hypothesis`");
        fields.required(hypothesis, "hypothesis", "name the text that is tested");
      }
      line.end();
      return new ScoreLine(
          line.lineNumber(),
          line.whole(),
          score,
          label,
          attribute,
          group,
          premise,
          hypothesis,
          question);
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "score" -> score = score();
        case "label" -> label = line.isNull() ? null : Boolean.valueOf(label());
        case "attribute" -> attribute = line.id();
        case "group" -> group = line.isNull() ? null : line.id();
        case "premise" -> premise = line.text();
        case "question" -> question = line.isNull() ? null : line.text();
        default -> hypothesis = line.text();
      }
    }

    private double score() throws RefusedLineException {
      double number = line.number();
      if (!(number >= 0 && number <= 1)) {
        throw line.refused(
            "wrong-value", Quoted.of(line.spelling()) + " is not in [0, 1]", "scale the scores");
      }
      return number;
    }

    private boolean label() throws RefusedLineException {
      String spelt =
          switch (line.token()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> line.spelling();
            default -> line.text();
          };
      if (!TRUE.contains(spelt) && !FALSE.contains(spelt)) {
        throw line.refused(
            "wrong-value",
            Quoted.of(spelt) + " is no label",
            "write `true` or `false`, or of a pair `\"contradicts\"` or `\"consistent\"`");
      }
      return TRUE.contains(spelt);
    }
  }
}
