package org.equipoise.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The cases of a file in its order, one held at a time: JSON lines in UTF-8. Blank lines count but
 * hold nothing; a byte order mark and any kind of line end are accepted. A number keeps its value
 * but not its spelling. Two cases of one id are not found here, but by {@link Corpus}. Not safe for
 * use by several threads at once.
 */
public final class CaseReader implements Iterator<Case>, AutoCloseable {
  /** The most bytes that a line may have: 16 MiB. */
  public static final int LONGEST_LINE = 16 << 20;

  private static final List<String> CASE_FIELDS =
      List.of("case", "context", "attributes", "outputs");
  private static final List<String> OUTPUT_FIELDS =
      List.of("output", "text", "author", "attributes");

  private final String file;
  private final LineSource source;
  private @Nullable Read ahead;
  private boolean isAhead;
  private int line;

  /** A case and where its id stands. */
  record Read(Case given, int line, int idColumn) {}

  CaseReader(Path path, int longestLine) {
    this.file = path.toString();
    this.source = new LineSource(path, longestLine);
  }

  /**
   * Opens a file, of which nothing is read yet.
   *
   * @throws InvalidInputException if there is no such file, or it cannot be opened
   */
  public static CaseReader open(Path path) {
    return new CaseReader(path, LONGEST_LINE);
  }

  /**
   * The case that one line of text holds.
   *
   * @param text a line of a file of cases
   * @param file what problems name as the file
   * @param line what problems name as the line
   * @throws InvalidInputException if the line holds no case
   */
  public static Case parse(String text, String file, int line) {
    return parse(text, file, line, false);
  }

  /**
   * The case that {@link CaseWriter} wrote. Unlike elsewhere, text may hold half a character: a
   * host may have cut a model's words in the middle of one, and what was decided on must be read
   * back.
   *
   * @throws InvalidInputException if the text holds no case
   */
  public static Case parseWritten(String text, String file, int line) {
    return parse(text, file, line, true);
  }

  private static Case parse(String text, String file, int line, boolean admitsHalves) {
    char[] chars = text.toCharArray();
    try {
      return parse(file, line, chars, chars.length, admitsHalves).given();
    } catch (LineRefused e) {
      throw new InvalidInputException(e.problem());
    }
  }

  /**
   * Whether another case follows.
   *
   * @throws InvalidInputException if the next line that is not blank holds no case
   */
  @Override
  public boolean hasNext() {
    if (!isAhead) {
      try {
        ahead = read();
        isAhead = true;
      } catch (LineRefused e) {
        throw new InvalidInputException(e.problem());
      }
    }
    return ahead != null;
  }

  /**
   * The next case.
   *
   * @throws InvalidInputException if the next line that is not blank holds no case
   */
  @Override
  public Case next() {
    Read found = hasNext() ? ahead : null;
    if (found == null) {
      throw new NoSuchElementException();
    }
    isAhead = false;
    line = found.line();
    return found.given();
  }

  /** The line of the case returned last, 1-based; 0 before the first. */
  public int line() {
    return line;
  }

  @Override
  public void close() {
    source.close();
  }

  /** The next case, or null at the end; a refused line is passed, so that reading can go on. */
  @Nullable Read read() throws LineRefused {
    while (source.next()) {
      if (!isBlank(source.chars(), source.length())) {
        return parse(file, source.number(), source.chars(), source.length(), false);
      }
    }
    return null;
  }

  static boolean isBlank(char[] chars, int length) {
    for (int i = 0; i < length; i++) {
      if (!JsonLine.isBlank(chars[i])) {
        return false;
      }
    }
    return true;
  }

  private static Read parse(String file, int number, char[] chars, int length, boolean admitsHalves)
      throws LineRefused {
    if (isBlank(chars, length)) {
      throw new LineRefused(
          Problem.error("truncated", file, number, 0, null, "the line holds nothing", null));
    }
    try (JsonLine line = new JsonLine(file, number, chars, length, false, admitsHalves)) {
      return parse(line, number);
    } catch (JsonLine.NameTwice again) {
      try (JsonLine line = new JsonLine(file, number, chars, length, true, admitsHalves)) {
        return parse(line, number);
      }
    }
  }

  private static Read parse(JsonLine line, int number) throws LineRefused {
    line.begin();
    int start = line.offset();
    int idAt = 0;
    String id = null;
    boolean hasContext = false;
    String context = null;
    Attributes attributes = null;
    List<Output> outputs = null;
    Map<String, Object> extensions = new LinkedHashMap<>();
    for (String name = line.field(); name != null; name = line.field()) {
      boolean isTwice =
          switch (name) {
            case "case" -> id != null;
            case "context" -> hasContext;
            case "attributes" -> attributes != null;
            case "outputs" -> outputs != null;
            default -> false;
          };
      if (isTwice) {
        throw line.twice();
      }
      switch (name) {
        case "case" -> {
          line.next();
          idAt = line.offset();
          id = line.id();
        }
        case "context" -> {
          line.next();
          hasContext = true;
          context = line.optionalText();
        }
        case "attributes" -> {
          line.next();
          attributes = line.attributes();
        }
        case "outputs" -> {
          line.next();
          outputs = outputs(line);
        }
        default -> other(line, name, CASE_FIELDS, extensions);
      }
    }
    if (id == null) {
      throw line.missing("case", start, "give the case an id");
    }
    if (outputs == null) {
      throw line.missing("outputs", start, "a case needs at least one output");
    }
    Attributes carried = line.attributes(extensions, start);
    line.end();
    try {
      Case given =
          new Case(
              id,
              context,
              attributes == null ? Attributes.none() : attributes,
              outputs,
              List.of(),
              carried);
      return new Read(given, number, line.column(idAt));
    } catch (IllegalArgumentException e) {
      throw line.refused(
          "disputed-alike",
          start,
          "outputs",
          e.getMessage(),
          "give an output or an attribute a name without a slash");
    }
  }

  private static List<Output> outputs(JsonLine line) throws LineRefused {
    line.requireList();
    int start = line.offset();
    List<Output> outputs = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    while (line.element()) {
      outputs.add(output(line, ids));
    }
    if (outputs.isEmpty()) {
      throw line.refused(
          "no-output",
          start,
          "outputs",
          "the case has no output",
          "list at least one alternative to decide on");
    }
    return outputs;
  }

  private static Output output(JsonLine line, Set<String> ids) throws LineRefused {
    line.requireObject();
    int start = line.offset();
    String id = null;
    boolean hasText = false;
    String text = null;
    boolean hasAuthor = false;
    String author = null;
    Attributes attributes = null;
    Map<String, Object> extensions = new LinkedHashMap<>();
    for (String name = line.field(); name != null; name = line.field()) {
      boolean isTwice =
          switch (name) {
            case "output" -> id != null;
            case "text" -> hasText;
            case "author" -> hasAuthor;
            case "attributes" -> attributes != null;
            default -> false;
          };
      if (isTwice) {
        throw line.twice();
      }
      switch (name) {
        case "output" -> {
          line.next();
          id = line.id();
          if (!ids.add(id)) {
            throw line.refused(
                "duplicate-output",
                "the case has two outputs " + Quoted.of(id),
                "give each output an id of its own");
          }
        }
        case "text" -> {
          line.next();
          hasText = true;
          text = line.optionalText();
        }
        case "author" -> {
          line.next();
          hasAuthor = true;
          author = line.optionalText();
        }
        case "attributes" -> {
          line.next();
          attributes = line.attributes();
        }
        default -> other(line, name, OUTPUT_FIELDS, extensions);
      }
    }
    if (id == null) {
      throw line.missing("output", start, "give the output an id");
    }
    return new Output(
        id,
        text,
        author,
        attributes == null ? Attributes.none() : attributes,
        line.attributes(extensions, start));
  }

  static void other(JsonLine line, String name, List<String> known, Map<String, Object> extensions)
      throws LineRefused {
    if (!name.startsWith("x-")) {
      throw line.unknown(name, known);
    }
    line.extension(extensions, name);
  }
}
