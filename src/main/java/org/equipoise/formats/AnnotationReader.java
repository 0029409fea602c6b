package org.equipoise.formats;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.annotation.Annotation;
import org.equipoise.formats.internal.Quoted;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels of annotators, and true labels, from JSON Lines in UTF-8, in the order of the file.
 * A label is a text, a number or a truth value. Blank lines are ignored. Stateless and safe to
 * share between threads.
 */
public final class AnnotationReader {
  private static final List<String> FIELDS = List.of("item", "annotator", "label", "at");
  private static final List<String> TRUTH = List.of("item", "label");

  private AnnotationReader() {}

  /**
   * Returns the labels that a file holds.
   *
   * @throws InvalidInputException with every problem of the file
   */
  public static List<Annotation> read(Path path) {
    return read(path, true);
  }

  /**
   * Returns the true labels that a file holds, by item.
   *
   * @throws InvalidInputException with every problem of the file; that it names an item twice is
   *     one
   */
  public static Map<String, String> truth(Path path) {
    Map<String, String> truth = new TreeMap<>();
    for (Annotation each : read(path, false)) {
      if (truth.put(each.item(), each.label()) != null) {
        throw new InvalidInputException(
            Problem.error(
                "wrong-value",
                path.toString(),
                0,
                0,
                "item",
                "item " + Quoted.of(each.item()) + " has two true labels",
                "leave one of them out"));
      }
    }
    return truth;
  }

  private static List<Annotation> read(Path path, boolean isByAnnotator) {
    return JsonLines.all(path, it -> new Reading(it).read(isByAnnotator));
  }

  /** A label as far as it is read. */
  private static final class Reading {
    private final JsonLine line;
    private @Nullable String item;
    private @Nullable String annotator;
    private @Nullable String label;
    private @Nullable Instant at;

    Reading(JsonLine line) {
      this.line = line;
    }

    Annotation read(boolean isByAnnotator) throws RefusedLineException {
      line.begin();
      Fields fields = new Fields(line, isByAnnotator ? FIELDS : TRUTH);
      fields.read(this::field);
      String onItem = fields.required(item, "item", "name the item that is labelled");
      String by =
          isByAnnotator ? fields.required(annotator, "annotator", "name who labelled it") : "";
      String given = fields.required(label, "label", "leave the line out if there is no label");
      line.end();
      return new Annotation(onItem, by, given, at);
    }

    private void field(String name) throws RefusedLineException {
      switch (name) {
        case "item" -> item = line.id();
        case "annotator" -> annotator = line.id();
        case "at" -> at = line.isNull() ? null : line.instant();
        default -> label = label();
      }
    }

    private String label() throws RefusedLineException {
      return switch (line.token()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> line.spelling();
        default -> line.id();
      };
    }
  }
}
