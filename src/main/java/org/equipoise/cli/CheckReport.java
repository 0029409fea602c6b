package org.equipoise.cli;

import static org.equipoise.cli.Plural.count;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.language.Principle;
import org.equipoise.problem.Problem;

/**
 * What a check found.
 *
 * @param problems errors and warnings, sorted
 * @param authority the constitution or charter; empty if any of them is an error
 * @param beside files that lie beside the rules and are no part of the constitution, by path
 */
record CheckReport(List<Problem> problems, Optional<Authority> authority, List<String> beside) {
  private static final int MAX_SHOWN = 5;

  boolean isValid() {
    return authority.isPresent();
  }

  /**
   * Writes what was found.
   *
   * @param isFolded whether only the first warnings of a kind are shown as text
   */
  void write(CheckCommand.ProblemFormat format, boolean isFolded, PrintWriter out) {
    switch (format) {
      case TEXT -> text(isFolded, out);
      case JSON -> PlainWriter.unescaped(out).println(JsonText.of(this::write));
      case SARIF -> PlainWriter.unescaped(out).println(Sarif.of(problems));
    }
  }

  private void text(boolean isFolded, PrintWriter out) {
    if (isFolded) {
      ProblemText.writeFolded(problems, out);
    } else {
      ProblemText.write(problems, out);
    }
    long errors = problems.stream().filter(it -> it.severity() == Problem.Severity.ERROR).count();
    long warnings = problems.size() - errors;
    String found =
        (errors == 0 ? "no errors" : count(errors, "error"))
            + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
    if (authority.isPresent()) {
      out.println(summary(authority.get()) + ": " + found);
      out.println(authority.get().digest());
      if (authority.get() instanceof Charter charter) {
        charter
            .byName()
            .forEach(
                (name, it) ->
                    out.println("  " + name + ": " + Summary.of(it) + ", " + it.digest()));
      }
    } else {
      out.println(found);
    }
    if (!beside.isEmpty()) {
      int more = beside.size() - MAX_SHOWN;
      out.println(
          "no part of it: "
              + String.join(", ", beside.subList(0, Math.min(MAX_SHOWN, beside.size())))
              + (more > 0 ? ", and " + more + " more" : ""));
    }
    if (!problems.isEmpty()) {
      out.println("`check --explain CODE` says more of each");
    }
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("valid", authority.isPresent());
    if (authority.isPresent()) {
      Authority it = authority.get();
      json.writeStringField("name", it.name());
      json.writeStringField("version", it.version());
      if (it instanceof Charter charter) {
        json.writeStringField("charter", charter.digest());
        json.writeObjectFieldStart("constitutions");
        for (Map.Entry<String, Constitution> each : charter.byName().entrySet()) {
          json.writeObjectFieldStart(each.getKey());
          size(each.getValue(), json);
          json.writeEndObject();
        }
        json.writeEndObject();
      } else {
        size((Constitution) it, json);
      }
    }
    json.writeArrayFieldStart("unread");
    for (String path : beside) {
      json.writeString(path);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("problems");
    write(problems, json);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void size(Constitution it, JsonGenerator json) throws IOException {
    json.writeNumberField("principles", Summary.principles(it));
    json.writeNumberField("theories", it.rules().size() - Summary.principles(it));
    json.writeStringField("constitution", it.digest());
  }

  private static String summary(Authority authority) {
    return authority instanceof Constitution constitution
        ? Summary.of(constitution)
        : authority.name()
            + " "
            + authority.version()
            + ": a charter of "
            + count(authority.constitutions().size(), "constitution");
  }

  private static void write(List<Problem> problems, JsonGenerator json) throws IOException {
    for (Problem problem : problems) {
      json.writeStartObject();
      json.writeStringField("code", problem.code());
      json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
      json.writeStringField("file", problem.file());
      json.writeNumberField("line", problem.line());
      json.writeNumberField("column", problem.column());
      json.writeStringField("rule", problem.subject());
      json.writeStringField("message", problem.message());
      json.writeStringField("hint", problem.hint());
      json.writeEndObject();
    }
  }

  /** A constitution in a line. */
  static final class Summary {
    private Summary() {}

    static String of(Constitution constitution) {
      int principles = principles(constitution);
      int theories = constitution.rules().size() - principles;
      return constitution.name()
          + " "
          + constitution.version()
          + ": "
          + principles
          + (principles == 1 ? " principle, " : " principles, ")
          + theories
          + (theories == 1 ? " theory" : " theories");
    }

    static int principles(Constitution constitution) {
      return (int)
          constitution.rules().values().stream()
              .filter(it -> it.rule() instanceof Principle)
              .count();
    }
  }
}
