package org.equipoise.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.internal.table.RuleTable;
import org.equipoise.problem.Problem;

/** Problems for people: each in a line, then the line it is in with a caret beneath. */
final class ProblemText {
  private static final long MAX_FILE_BYTES = 16L << 20;
  private static final int MAX_WIDTH_CHARS = 120;
  private static final int BEFORE = 60;
  private static final int MAX_OF_A_KIND = 10;
  private static final Pattern WORD =
      Pattern.compile("\"[^\"]*\"|[\\w$.-]*[\\w$]|.", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern CELL = Pattern.compile("(.*\\.xlsx):(.+![A-Z]+[0-9]+)");

  private final Map<String, List<String>> files = new HashMap<>();
  private final Map<String, Map<String, String>> workbooks = new HashMap<>();

  private ProblemText() {}

  /** The same, with only the first warnings of each kind and the number of the others. */
  static void writeFolded(List<Problem> problems, PrintWriter out) {
    Map<String, Integer> warnings = new TreeMap<>();
    List<Problem> shown = new ArrayList<>();
    for (Problem problem : problems) {
      boolean isWarning = problem.severity() == Problem.Severity.WARNING;
      if (!isWarning || warnings.merge(problem.code(), 1, Integer::sum) <= MAX_OF_A_KIND) {
        shown.add(problem);
      }
    }
    write(shown, out);
    warnings.forEach(
        (code, count) -> {
          if (count > MAX_OF_A_KIND) {
            out.println(
                String.format(
                    Locale.ROOT,
                    "… and %,d more of this kind [%s]: `--all` prints them",
                    count - MAX_OF_A_KIND,
                    code));
          }
        });
  }

  static void write(List<Problem> problems, PrintWriter out) {
    ProblemText text = new ProblemText();
    for (Problem problem : problems) {
      out.println(problem.toString());
      text.excerpt(problem, out);
    }
  }

  private void excerpt(Problem problem, PrintWriter out) {
    List<String> lines = files.computeIfAbsent(problem.file(), this::lines);
    if (problem.line() < 1 || problem.line() > lines.size()) {
      return;
    }
    String line = lines.get(problem.line() - 1);
    int at = Math.min(Math.max(problem.column() - 1, 0), line.length());
    int from = line.length() <= MAX_WIDTH_CHARS ? 0 : Math.max(0, at - BEFORE);
    int to = Math.min(line.length(), from + MAX_WIDTH_CHARS);
    String margin = String.format(Locale.ROOT, "%6d | ", problem.line());
    out.println(margin + printable(line.substring(from, to)));
    if (problem.column() < 1) {
      return;
    }
    Matcher word = WORD.matcher(line).region(at, to);
    int length = word.lookingAt() ? word.end() - at : 1;
    out.println(
        " ".repeat(margin.length() - 2)
            + "| "
            + line.substring(from, at).replaceAll("[^\t]", " ")
            + "^".repeat(length));
  }

  private static Map<String, String> cells(String workbook) {
    try {
      Path path = Path.of(workbook);
      return Files.isRegularFile(path) && Files.size(path) <= MAX_FILE_BYTES
          ? RuleTable.cells(Files.readAllBytes(path))
          : Map.of();
    } catch (IOException | InvalidPathException e) {
      return Map.of(); // the problem itself has been told
    }
  }

  private static String printable(String line) {
    return line.replaceAll("[\\p{Cc}&&[^\t]]", "\uFFFD");
  }

  private List<String> lines(String file) {
    Matcher cell = CELL.matcher(file);
    if (cell.matches()) {
      String text = workbooks.computeIfAbsent(cell.group(1), ProblemText::cells).get(cell.group(2));
      return text == null ? List.of() : List.of(text.split("\n", -1));
    }
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) <= MAX_FILE_BYTES) {
        String text = Files.readString(path);
        return List.of(
            (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\r|\n", -1));
      }
    } catch (MalformedInputException | InvalidPathException e) {
      return List.of();
    } catch (IOException e) {
      return List.of(); // the problem itself has been told
    }
    return List.of();
  }
}
