package org.equipoise.formats;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Detection;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.facts.Session;
import org.equipoise.formats.internal.JsonLimits;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads cases from a file of JSON lines in UTF-8, in order, and holds one at a time. Blank lines
 * count but hold nothing. A byte order mark and any kind of line end are accepted. A number keeps
 * its value but not its spelling.
 *
 * <p>Fields named {@code x-…} may hold any JSON. They are kept with names, order, texts and the
 * values of numbers as doubles. A number that attributes cannot hold (an integer of more than 64
 * bits, a number out of the range of a double or with more than 100 digits) becomes text in its own
 * spelling. No object in them may have the same name twice, and the limits of a line apply to them
 * too.
 *
 * <p>The reader does not detect two cases with the same id; {@link Corpus} does. Not thread-safe.
 */
public final class CaseReader implements Iterator<Case>, AutoCloseable {
  private static final List<String> CASE_FIELDS =
      List.of(
          "case",
          "context",
          "attributes",
          "at",
          "messages",
          "session",
          "noneIsFine",
          "detections",
          "outputs");
  private static final List<String> OUTPUT_FIELDS =
      List.of("output", "text", "author", "attributes");

  private final String file;
  private final LineSource source;
  private @Nullable Read ahead;
  private boolean isAhead;
  private int line;

  /** A case and the column of its id. */
  record Read(Case given, int line, int idColumn) {}

  CaseReader(Path path, int longestLine) {
    this.file = path.toString();
    this.source = new LineSource(path, longestLine);
  }

  /**
   * Opens a file without reading it.
   *
   * @throws InvalidInputException if the file does not exist or cannot be opened
   */
  public static CaseReader open(Path path) {
    return new CaseReader(path, JsonLimits.MAX_LINE_BYTES);
  }

  /**
   * Parses one line.
   *
   * @param text a line of a file of cases
   * @param file the file name in problems
   * @param line the line number in problems, from 1
   * @throws InvalidInputException if the line holds no case
   */
  public static Case parse(String text, String file, int line) {
    return parse(text, file, line, false);
  }

  /**
   * Parses a case that {@link CaseWriter} wrote. Unlike {@link #parse}, it accepts unpaired
   * surrogates: a host may have cut a text in the middle of a character, and a recorded decision
   * must remain readable.
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
    } catch (RefusedLineException e) {
      throw new InvalidInputException(e.problem());
    }
  }

  /**
   * Returns whether another case follows.
   *
   * @throws InvalidInputException if the next line that is not blank holds no case
   */
  @Override
  public boolean hasNext() {
    if (!isAhead) {
      try {
        ahead = read();
        isAhead = true;
      } catch (RefusedLineException e) {
        throw new InvalidInputException(e.problem());
      }
    }
    return ahead != null;
  }

  /**
   * Returns the next case.
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

  /** Returns the line of the case returned last, from 1; 0 before the first. */
  public int line() {
    return line;
  }

  @Override
  public void close() {
    source.close();
  }

  /**
   * Returns the next case, or null at the end. Skips a rejected line, so that reading can continue.
   */
  @Nullable Read read() throws RefusedLineException {
    while (source.next()) {
      if (!JsonLine.isBlank(source.chars(), source.length())) {
        return parse(file, source.number(), source.chars(), source.length(), false);
      }
    }
    return null;
  }

  private static Read parse(String file, int number, char[] chars, int length, boolean admitsHalves)
      throws RefusedLineException {
    return JsonLine.read(
        file, number, chars, length, admitsHalves, it -> new CaseReading(it).read(number));
  }

  /** A case while it is read. */
  private static final class CaseReading {
    private final JsonLine line;
    private @Nullable String id;
    private @Nullable String context;
    private Attributes attributes = Attributes.none();
    private @Nullable List<Output> outputs;
    private @Nullable Instant at;
    private List<Message> messages = List.of();
    private Session session = Session.NONE;
    private @Nullable Boolean noneIsFine;
    private List<Detection> detections = List.of();

    CaseReading(JsonLine line) {
      this.line = line;
    }

    Read read(int number) throws RefusedLineException {
      line.begin();
      Fields fields = new Fields(line, CASE_FIELDS);
      fields.read(this::field);
      String ownId = fields.required(id, "case", "give the case an id");
      List<Output> all = fields.required(outputs, "outputs", "a case needs at least one output");
      line.end();
      Attributes carried = fields.carried();
      for (int turn = 0; turn < messages.size(); turn++) {
        requireApart(turn, all, fields);
      }
      Case given =
          new Case(
              ownId,
              context,
              attributes,
              all,
              List.of(),
              carried,
              at,
              messages,
              session,
              noneIsFine,
              detections);
      return new Read(given, number, fields.column("case"));
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "case" -> id = line.id();
        case "context" -> context = line.optionalText();
        case "attributes" -> attributes = new AttributesReader(line).attributes();
        case "at" -> at = line.isNull() ? null : line.instant();
        case "messages" -> messages = line.isNull() ? List.of() : MessageReading.all(line);
        case "session" -> session = line.isNull() ? Session.NONE : session();
        case "noneIsFine" -> noneIsFine = line.isNull() ? null : line.truth();
        case "detections" ->
            detections = line.isNull() ? List.of() : new DetectionReading(line).all();
        default -> outputs = outputs();
      }
    }

    /** An output may not have the name by which disputed attributes of a message go. */
    private void requireApart(int turn, List<Output> all, Fields fields)
        throws RefusedLineException {
      String owner = Message.owner(turn);
      if (!messages.get(turn).attributes().disputed().isEmpty()
          && all.stream().anyMatch(it -> it.id().equals(owner))) {
        throw line.refused(
            "bad-id",
            fields.at("outputs"),
            "outputs",
            "an output has the id "
                + Quoted.of(owner)
                + ", by which the disputed attributes of message "
                + turn
                + " go",
            "give the output another id");
      }
    }

    private Session session() throws RefusedLineException {
      line.requireList();
      List<String> raised = new ArrayList<>();
      while (line.element()) {
        raised.add(line.id());
      }
      return Session.of(raised);
    }

    private List<Output> outputs() throws RefusedLineException {
      line.requireList();
      int start = line.offset();
      List<Output> outputs = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      while (line.element()) {
        outputs.add(new OutputReading(line, ids).read());
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
  }

  /** An output while it is read. */
  private static final class OutputReading {
    private final JsonLine line;
    private final Set<String> ids;
    private @Nullable String id;
    private @Nullable String text;
    private @Nullable String author;
    private Attributes attributes = Attributes.none();

    /**
     * Starts reading an output.
     *
     * @param ids the ids of the outputs before it
     */
    OutputReading(JsonLine line, Set<String> ids) {
      this.line = line;
      this.ids = ids;
    }

    Output read() throws RefusedLineException {
      line.requireObject();
      Fields fields = new Fields(line, OUTPUT_FIELDS);
      fields.read(this::field);
      String ownId = fields.required(id, "output", "give the output an id");
      return new Output(ownId, text, author, attributes, fields.carried());
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "output" -> id = newId();
        case "text" -> text = line.optionalText();
        case "author" -> author = line.optionalText();
        default -> attributes = new AttributesReader(line).attributes();
      }
    }

    private String newId() throws RefusedLineException {
      String read = line.id();
      if (!ids.add(read)) {
        throw line.refused(
            "duplicate-output",
            "the case has two outputs " + Quoted.of(read),
            "give each output an id of its own");
      }
      return read;
    }
  }
}
