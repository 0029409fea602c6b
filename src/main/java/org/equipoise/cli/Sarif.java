package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Problems as a log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** A workbook, and a sheet in it or a cell in that. */
  private static final Pattern CELL = Pattern.compile("(.*\\.xlsx):(.+)");

  private final JsonGenerator json;
  private final List<String> codes;
  private final Map<String, String> pages = ProblemPages.all();

  private Sarif(JsonGenerator json, List<String> codes) {
    this.json = json;
    this.codes = codes;
  }

  static String of(List<Problem> problems) {
    TreeSet<String> codes = new TreeSet<>();
    problems.forEach(it -> codes.add(it.code()));
    return JsonText.of(json -> new Sarif(json, List.copyOf(codes)).log(problems));
  }

  private void log(List<Problem> problems) throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "equipoise");
    json.writeStringField("semanticVersion", Main.VERSION);
    json.writeArrayFieldStart("rules");
    for (String code : codes) {
      kind(code);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("columnKind", "utf16CodeUnits");
    json.writeArrayFieldStart("results");
    for (Problem problem : problems) {
      result(problem);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void kind(String code) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", code);
    String page = pages.get(code);
    if (page != null) {
      json.writeObjectFieldStart("shortDescription");
      json.writeStringField("text", page.split("(?<=[.])\\s", 2)[0].replaceAll("\\s+", " "));
      json.writeEndObject();
      json.writeObjectFieldStart("help");
      json.writeStringField("text", page);
      json.writeStringField("markdown", page);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void result(Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", problem.code());
    json.writeNumberField("ruleIndex", codes.indexOf(problem.code()));
    json.writeStringField(
        "level", problem.severity() == Problem.Severity.ERROR ? "error" : "warning");
    json.writeObjectFieldStart("message");
    Matcher cell = CELL.matcher(problem.file());
    boolean isCell = cell.matches();
    json.writeStringField(
        "text",
        (isCell ? cell.group(2) + ": " : "")
            + problem.message()
            + (problem.hint() == null ? "" : "; " + problem.hint()));
    json.writeEndObject();
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(isCell ? cell.group(1) : problem.file()));
    json.writeEndObject();
    if (problem.line() > 0 && !isCell) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", problem.line());
      if (problem.column() > 0) {
        json.writeNumberField("startColumn", problem.column());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    logicalLocations(problem.subject(), isCell ? cell.group(2) : null);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** The rule, and in a workbook the cell, of which a region in lines cannot tell. */
  private void logicalLocations(@Nullable String rule, @Nullable String cell) throws IOException {
    if (rule == null && cell == null) {
      return;
    }
    json.writeArrayFieldStart("logicalLocations");
    logicalLocation("rule", rule);
    logicalLocation("cell", cell);
    json.writeEndArray();
  }

  private void logicalLocation(String kind, @Nullable String name) throws IOException {
    if (name != null) {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeStringField("kind", kind);
      json.writeEndObject();
    }
  }

  /** A relative reference for a relative path, so that a log can be read on another machine. */
  private static String uri(String file) {
    Path path = Path.of(file);
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    try {
      String relative = file.replace('\\', '/');
      boolean looksLikeScheme = relative.split("/", 2)[0].contains(":");
      return new URI(null, null, looksLikeScheme ? "./" + relative : relative, null)
          .toASCIIString();
    } catch (URISyntaxException e) {
      return path.toUri().toString();
    }
  }
}
