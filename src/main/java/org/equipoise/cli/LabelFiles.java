package org.equipoise.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.annotation.Annotation;
import org.equipoise.formats.AnnotationReader;
import org.equipoise.formats.internal.CsvRows.Value;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Files of labels: JSON Lines, or CSV with a row for each label or for each item. */
final class LabelFiles {
  private static final String ITEM = "item";
  private static final String ANNOTATOR = "annotator";
  private static final String LABEL = "label";
  private static final String AT = "at";

  private LabelFiles() {}

  /** Returns the labels that a file holds; it holds at least one. */
  static List<Annotation> read(Path path) {
    List<Annotation> found = isJson(path) ? AnnotationReader.read(path) : ofTable(path);
    if (found.isEmpty()) {
      throw new InvalidInputException(
          Problem.error(
              "missing-field",
              path.toString(),
              0,
              0,
              null,
              "the file holds no label",
              "write one in each line, as in {\"item\":\"1\",\"annotator\":\"ann\",\"label\":\"yes\"}"));
    }
    return found;
  }

  /** Returns the true labels that a file holds, by item; none without a file. */
  static Map<String, String> truth(@Nullable Path path) {
    if (path == null) {
      return Map.of();
    }
    return isJson(path) ? AnnotationReader.truth(path) : pairs(path, LABEL);
  }

  /** Returns what a table says of each name in its first column that is known. */
  private static Map<String, String> pairs(Path path, String column) {
    CsvTable table = CsvTable.read(path);
    int item = table.need(ITEM);
    int label = table.need(column);
    Map<String, String> pairs = new TreeMap<>();
    for (List<Value> row : table.rows()) {
      String name = table.needed(row.get(item), ITEM);
      if (pairs.put(name, table.needed(row.get(label), column)) != null) {
        throw table.wrong(row.get(item), "`" + name + "` has two rows", "leave one of them out");
      }
    }
    return pairs;
  }

  private static boolean isJson(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      int first = in.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = in.read();
      }
      return first == '{';
    } catch (IOException e) {
      return true; // whose reader says what is wrong
    }
  }

  private static List<Annotation> ofTable(Path path) {
    CsvTable table = CsvTable.read(path);
    int item = table.need(ITEM);
    int annotator = table.find(ANNOTATOR);
    return annotator < 0 ? wide(table, item) : tall(table, item, annotator);
  }

  private static List<Annotation> tall(CsvTable table, int item, int annotator) {
    int label = table.need(LABEL);
    int at = table.find(AT);
    List<Annotation> found = new ArrayList<>();
    for (List<Value> row : table.rows()) {
      found.add(
          new Annotation(
              table.needed(row.get(item), ITEM),
              table.needed(row.get(annotator), ANNOTATOR),
              table.needed(row.get(label), LABEL),
              at < 0 || row.get(at).text().isBlank() ? null : time(table, row.get(at))));
    }
    return found;
  }

  private static Instant time(CsvTable table, Value value) {
    try {
      return Instant.parse(value.text().strip());
    } catch (DateTimeException e) {
      throw table.wrong(
          value,
          "`" + value.text() + "` is not a time",
          "write it in UTC, as in 2026-01-31T10:00:00Z");
    }
  }

  private static List<Annotation> wide(CsvTable table, int item) {
    List<Annotation> found = new ArrayList<>();
    for (List<Value> row : table.rows()) {
      String name = table.needed(row.get(item), ITEM);
      for (int column = 0; column < row.size(); column++) {
        String label = row.get(column).text().strip();
        if (column != item && !label.isEmpty()) {
          found.add(new Annotation(name, table.columns().get(column), label, null));
        }
      }
    }
    return found;
  }
}
