package org.equipoise.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Judgment.Verdict;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Reads judgments from JSON Lines in UTF-8, in the order of the file. Blank lines are ignored.
 * Stateless and safe to share between threads.
 */
public final class JudgmentReader {
  private static final List<String> FIELDS =
      List.of(
          "judgment",
          "case",
          "output",
          "status",
          "prefer",
          "over",
          "stakeholder",
          "confidence",
          "at",
          "circumstances");
  private static final List<String> STATUSES = List.of("forbidden", "permitted", "obligatory");

  private JudgmentReader() {}

  /**
   * A judgment and the line it stands on, 1-based.
   *
   * @param judgment the judgment
   * @param line its line
   */
  public record JudgmentLine(Judgment judgment, int line) {}

  /** A judgment and the columns of what it names, of which {@code over} is 0 if there is none. */
  record Read(
      Judgment judgment,
      int line,
      int idColumn,
      int caseColumn,
      int outputColumn,
      int overColumn) {}

  /**
   * Every judgment of a file, in its order; a file may hold none.
   *
   * @throws InvalidInputException with every problem of the file, of which two judgments of one id
   *     are one; whether what they are on exists is not looked into
   */
  public static List<JudgmentLine> read(Path path) {
    Problems problems = new Problems();
    List<Read> found = read(path, JsonLimits.MAX_LINE_BYTES, problems);
    problems.throwIfAny();
    return found.stream().map(it -> new JudgmentLine(it.judgment(), it.line())).toList();
  }

  /**
   * The judgment that one line of text holds.
   *
   * @param text a line of a file of judgments
   * @param file what problems name as the file
   * @param line what problems name as the line
   * @throws InvalidInputException if the line holds no judgment
   */
  public static Judgment parse(String text, String file, int line) {
    return parse(text, file, line, false);
  }

  /**
   * The judgment that {@link JudgmentWriter} wrote; text may hold half a character, as in {@link
   * CaseReader#parseWritten}.
   *
   * @throws InvalidInputException if the text holds no judgment
   */
  public static Judgment parseWritten(String text, String file, int line) {
    return parse(text, file, line, true);
  }

  /**
   * Reads a judgment as {@link #parseWritten(String, String, int)} does.
   *
   * @param tree what an entry of a ledger holds
   */
  public static Judgment parseWritten(JsonNode tree, String file) {
    if (isTooDeep(tree)) { // and cannot be written as text either
      throw new InvalidInputException(
          Problem.error("too-deep", file, 0, 0, null, "it is nested too deep to be read", null));
    }
    return parseWritten(tree.toString(), file, 0);
  }

  private static boolean isTooDeep(JsonNode tree) {
    List<JsonNode> level = List.of(tree);
    for (int depth = 0; depth <= JsonLimits.MAX_NESTING; depth++) {
      List<JsonNode> next = new ArrayList<>();
      level.forEach(it -> it.forEach(next::add));
      level = next;
    }
    return !level.isEmpty();
  }

  private static Judgment parse(String text, String file, int line, boolean admitsHalves) {
    char[] chars = text.toCharArray();
    try {
      return parse(file, line, chars, chars.length, admitsHalves).judgment();
    } catch (RefusedLineException e) {
      throw new InvalidInputException(e.problem());
    }
  }

  static List<Read> read(Path path, int longestLine, Problems problems) {
    String file = path.toString();
    List<Read> found = new ArrayList<>();
    Map<String, Integer> lines = new HashMap<>();
    JsonLines.each(
        path,
        longestLine,
        problems,
        at -> {
          Read read = parse(file, at.number(), at.chars(), at.length(), false);
          String id = read.judgment().id();
          Integer first = lines.putIfAbsent(id, read.line());
          if (first == null) {
            found.add(read);
          } else {
            problems.add(
                Problem.error(
                    "duplicate-judgment",
                    file,
                    read.line(),
                    read.idColumn(),
                    "judgment",
                    "judgment " + Quoted.of(id) + " is given twice, first on line " + first,
                    "give each judgment an id of its own"));
          }
        });
    return found;
  }

  private static Read parse(String file, int number, char[] chars, int length, boolean admitsHalves)
      throws RefusedLineException {
    return JsonLine.read(
        file, number, chars, length, admitsHalves, it -> new Reading(it).read(number));
  }

  /** A judgment as far as it is read. */
  private static final class Reading {
    private final JsonLine line;
    private @Nullable String id;
    private @Nullable String caseId;
    private @Nullable String output;
    private @Nullable DeonticStatus status;
    private @Nullable String prefer;
    private @Nullable String over;
    private @Nullable String stakeholder;
    private double confidence = 1;
    private @Nullable Instant made;
    private Attributes circumstances = Attributes.none();

    Reading(JsonLine line) {
      this.line = line;
    }

    Read read(int number) throws RefusedLineException {
      line.begin();
      Fields fields = new Fields(line, FIELDS);
      fields.read(this::field);
      String ownId = fields.required(id, "judgment", "give the judgment an id");
      String onCase = fields.required(caseId, "case", "name the case that it is on");
      Verdict verdict = verdict(fields);
      line.end();
      Judgment judgment =
          new Judgment(
              ownId,
              onCase,
              verdict,
              stakeholder,
              confidence,
              made,
              circumstances,
              fields.carried());
      return new Read(
          judgment,
          number,
          fields.column("judgment"),
          fields.column("case"),
          fields.column(verdict instanceof OnOutput ? "output" : "prefer"),
          fields.column("over"));
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "judgment" -> id = line.id();
        case "case" -> caseId = line.id();
        case "output" -> output = line.id();
        case "status" -> status = status();
        case "prefer" -> prefer = line.id();
        case "over" -> over = line.id();
        case "stakeholder" -> stakeholder = line.isNull() ? null : line.id();
        case "confidence" -> confidence = confidence();
        case "at" -> made = line.isNull() ? null : line.instant();
        default -> circumstances = circumstances();
      }
    }

    private Attributes circumstances() throws RefusedLineException {
      int start = line.offset();
      Attributes read = new AttributesReader(line).attributes();
      if (!read.disputed().isEmpty()) {
        String name = read.disputed().firstKey();
        throw line.refused(
            "bad-dispute",
            start,
            "circumstances." + name,
            "a circumstance cannot be disputed",
            "write the value alone, and let the judgment's confidence say how sure it is");
      }
      return read;
    }

    private DeonticStatus status() throws RefusedLineException {
      String word = line.text();
      DeonticStatus found = DeonticStatus.of(word).orElse(null);
      if (found == null) {
        String near = word.length() > 100 ? null : Suggestion.didYouMean(word, STATUSES);
        throw line.refused(
            "unknown-status",
            Quoted.of(word) + " is no status",
            near != null ? near : "a status is `forbidden`, `permitted` or `obligatory`");
      }
      return found;
    }

    private double confidence() throws RefusedLineException {
      double share = line.number();
      if (!(share > 0 && share <= 1)) {
        throw line.refused(
            "out-of-range",
            "`" + line.spelling() + "` is not above 0 and at most 1",
            share == 0 ? "a judgment that nobody trusts is left out" : null);
      }
      return share;
    }

    private Verdict verdict(Fields fields) throws RefusedLineException {
      boolean isStatus = output != null || status != null;
      boolean isPreference = prefer != null || over != null;
      if (isStatus && isPreference) {
        String second = prefer != null ? "prefer" : "over";
        throw line.refused(
            "two-verdicts",
            fields.at(second),
            second,
            "the judgment gives both a status and a preference",
            "make it two judgments");
      }
      if (isPreference) {
        return preference(fields);
      }
      if (!isStatus) {
        throw line.refused(
            "missing-field",
            fields.start(),
            null,
            "the judgment says nothing",
            "give it `output` and `status`, or `prefer` and `over`");
      }
      String on = fields.required(output, "output", "name the output that it is on");
      String statuses = "a status is `forbidden`, `permitted` or `obligatory`";
      return new OnOutput(on, fields.required(status, "status", statuses));
    }

    private Verdict preference(Fields fields) throws RefusedLineException {
      String preferred = fields.required(prefer, "prefer", "name the output that is preferred");
      String other = fields.required(over, "over", "name the output that it is preferred to");
      if (preferred.equals(other)) {
        throw line.refused(
            "preferred-to-itself",
            fields.at("over"),
            "over",
            "output " + Quoted.of(other) + " is preferred to itself",
            null);
      }
      return new Preference(preferred, other);
    }
  }
}
