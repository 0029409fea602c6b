package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@code formats.md}. A field of a list's objects is written {@code list[].field};
 * {@code <name>} stands for names that users choose. A row with a link to another section has the
 * fields of that section below it.
 */
record FormatsPage(Map<String, List<FormatsPage.Row>> sections) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A row of a table: the field, the section that says more of it, or an empty text, and whether it
   * holds any JSON.
   */
  record Row(String path, String link, boolean isOpen) {}

  static FormatsPage read() {
    String text;
    try {
      text = Files.readString(Path.of("src", "docs", "formats.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, List<Row>> sections = new TreeMap<>();
    for (String section : Splitter.on("\n### ").splitToList(text)) {
      String title = section.lines().findFirst().orElseThrow();
      List<Row> rows =
          Pattern.compile("(?m)^\\| `([^`]+)` \\|(.*)$")
              .matcher(section)
              .results()
              .map(it -> new Row(it.group(1), link(it.group(2)), it.group(2).contains("any JSON")))
              .toList();
      sections.put(anchor(title), rows);
    }
    return new FormatsPage(sections);
  }

  private static String link(String cell) {
    Matcher link = Pattern.compile("\\[[^]]*]\\(#([^)]+)\\)").matcher(cell);
    return link.find() ? link.group(1) : "";
  }

  private static String anchor(String title) {
    return title.replaceAll("[^\\w -]", "").replace(' ', '-').toLowerCase(Locale.ROOT);
  }

  private List<Row> rows(String section) {
    return sections.getOrDefault(section, List.of());
  }

  /** The fields that each error about an unknown field lists. */
  static List<List<String>> known(String problems) {
    List<List<String>> known =
        Pattern.compile("known are ([^\n]+)|fields here are ([^;\n]+)")
            .matcher(problems)
            .results()
            .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
            .map(it -> Splitter.on(", ").splitToStream(it.replace("`", "")).sorted().toList())
            .toList();
    assertFalse(known.isEmpty(), problems);
    return known;
  }

  /** The fields right below a path that the page names, but for those with names of users. */
  List<String> named(String section, String below) {
    return rows(section).stream()
        .map(Row::path)
        .filter(it -> it.startsWith(below) && it.indexOf('.', below.length()) < 0)
        .map(it -> it.substring(below.length()))
        .filter(it -> !it.contains("<"))
        .sorted()
        .toList();
  }

  /** Compares what commands print with a section of the page. */
  void holds(String section, Ran... runs) {
    List<JsonNode> printed = new ArrayList<>();
    for (Ran run : runs) {
      assertFalse(run.out().isBlank(), run.toString());
      run.lines().forEach(it -> printed.add(json(it)));
    }
    compare(section, printed);
    if (section.equals("replay")) {
      compare("comparison-of-decisions", values(printed, "comparison"));
    } else if (section.equals("plural")) {
      compare("settlement", values(printed, "front"));
    } else if (section.equals("cover")) {
      compare("group-of-cases", values(printed, "groups"));
    } else if (section.equals("why")) {
      List<JsonNode> changes = new ArrayList<>();
      for (JsonNode way : values(printed, "ways")) {
        way.get("changes").forEach(changes::add);
        way.get("nearly").forEach(changes::add);
      }
      compare("other-decision", changes);
    }
  }

  /** The values of all fields of a name, or the elements of those that are lists. */
  private static List<JsonNode> values(List<JsonNode> nodes, String name) {
    List<JsonNode> values = new ArrayList<>();
    for (JsonNode node : nodes) {
      for (JsonNode value : node.findValues(name)) {
        (value.isArray() ? value : List.of(value)).forEach(values::add);
      }
    }
    return values;
  }

  void compare(String section, List<JsonNode> printed) {
    Set<String> found = new TreeSet<>();
    List<Row> rows = rows(section);
    printed.forEach(it -> collect(it, "", rows, found));
    Set<String> named = rows.stream().map(Row::path).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", named), String.join("\n", found), "### " + section);
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private void collect(JsonNode node, String path, List<Row> rows, Set<String> found) {
    if (node.isArray()) {
      node.forEach(it -> collect(it, path + "[]", rows, found));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String below = path.isEmpty() ? "" : path + ".";
      Row row = row(rows, below, field.getKey());
      String name = row == null ? below + field.getKey() : row.path();
      found.add(name);
      if (row != null && row.isOpen()) {
        continue;
      }
      if (row == null || row.link().isEmpty()) {
        collect(field.getValue(), name, rows, found);
        continue;
      }
      Set<String> linked = new TreeSet<>();
      List<Row> of = sections.get(row.link());
      assertTrue(of != null && !of.isEmpty(), "there is no section #" + row.link());
      JsonNode value = field.getValue();
      Iterable<JsonNode> values = value.isArray() ? value : List.of(value);
      values.forEach(it -> collect(it, "", of, linked));
      linked.removeAll(of.stream().map(Row::path).toList());
      linked.forEach(it -> found.add(name + (value.isArray() ? "[]." : ".") + it));
    }
  }

  /** The row of a field, or of those whose names users choose, or null. */
  private static @Nullable Row row(List<Row> rows, String below, String name) {
    Row chosen = null;
    for (Row row : rows) {
      if (row.path().equals(below + name)) {
        return row;
      }
      int open = row.path().lastIndexOf('<');
      if (row.path().endsWith(">") && (below + name).startsWith(row.path().substring(0, open))) {
        chosen = open > below.length() - 1 && row.path().startsWith(below) ? row : chosen;
      }
    }
    return chosen;
  }
}
