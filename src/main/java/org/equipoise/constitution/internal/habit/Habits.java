package org.equipoise.constitution.internal.habit;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The habits of other languages that {@code habits.tsv} lists. Thread-safe. */
public final class Habits {
  private static final int MAX_LINE_LENGTH = 500;
  private static final int MAX_RULE_LENGTH = 4_000;
  private static final Pattern PART =
      Pattern.compile("(?:^|(?<=\\s))(rule|query|when|then|end)(?=\\s|$)");
  private static final Pattern NAME = Pattern.compile("\\s*rule\\s+[\"']?");
  private static final Pattern END =
      Pattern.compile("(?m)^[ \\t]*(?:end|rule|query|declare|function)\\b");
  private static final List<Habit> KNOWN = read();

  private record Habit(String part, Pattern form, String replacement, String note) {
    boolean isOf(String where) {
      return part.equals(where) || part.equals("any");
    }

    /**
     * @param code the line with comments and strings blanked
     */
    Suggestion suggestion(
        Matcher found, String line, String code, int lineStart, boolean isElsewhere) {
      String note = this.note.isEmpty() ? "" : expand(found, this.note);
      String hint =
          replacement.equals("-")
              ? note
              : "write `"
                  + whole(found, line, code, expand(found, replacement)).strip()
                  + "`"
                  + (note.isEmpty() ? "" : ": " + note);
      int blanks = found.group().length() - found.group().stripLeading().length();
      return new Suggestion(
          lineStart + found.start() + blanks, isElsewhere, found.group().strip(), hint);
    }

    /** What to write, with what stands around it up to the brackets that it leaves open. */
    private static String whole(Matcher found, String line, String code, String written) {
      if (found.group().strip().length() == 1) {
        return written; // one sign for another
      }
      int open = 0;
      int unopened = 0;
      boolean isText = false;
      for (int i = 0; i < written.length(); i++) {
        char sign = written.charAt(i);
        isText ^= sign == '"' && (i == 0 || written.charAt(i - 1) != '\\');
        if (!isText && sign == '(') {
          open++;
        } else if (!isText && sign == ')') {
          unopened += open == 0 ? 1 : 0;
          open = Math.max(0, open - 1);
        }
      }
      int start = opening(code, found.start(), unopened);
      int end = closing(code, found.end(), open);
      return line.substring(start, found.start()) + written + line.substring(found.end(), end);
    }

    /** Where the call begins whose bracket is the outermost of so many, or the place itself. */
    private static int opening(String code, int at, int brackets) {
      int wanted = brackets;
      int start = at;
      while (wanted > 0 && start > 0) {
        start--;
        wanted += code.charAt(start) == ')' ? 1 : code.charAt(start) == '(' ? -1 : 0;
      }
      while (brackets > 0 && start > 0 && isOfName(code.charAt(start - 1))) {
        start--;
      }
      return wanted > 0 ? at : start;
    }

    private static int closing(String code, int at, int brackets) {
      int wanted = brackets;
      int end = at;
      while (wanted > 0 && end < code.length()) {
        wanted += code.charAt(end) == '(' ? 1 : code.charAt(end) == ')' ? -1 : 0;
        end++;
      }
      return wanted > 0 ? at : end;
    }

    private static boolean isOfName(char sign) {
      return sign == '$' || sign == '.' || sign == '_' || Character.isLetterOrDigit(sign);
    }

    private static String expand(Matcher found, String template) {
      StringBuilder expanded = new StringBuilder();
      for (int i = 0; i < template.length(); i++) {
        char sign = template.charAt(i);
        if (sign == '\\') {
          expanded.append(template.charAt(++i));
        } else if (sign == '$') {
          String group = found.group(template.charAt(++i) - '0');
          expanded.append(group == null ? "" : group);
        } else {
          expanded.append(sign);
        }
      }
      return expanded.toString();
    }
  }

  /**
   * What to write instead.
   *
   * @param start where it begins, as an offset in the text
   * @param isElsewhere whether it is not where something was found wrong
   * @param written what the author wrote
   * @param hint what to write, in backticks, and why
   */
  public record Suggestion(int start, boolean isElsewhere, String written, String hint) {
    Suggestion elsewhere() {
      return new Suggestion(start, true, written, hint);
    }
  }

  private Habits() {}

  /**
   * The habit at a place where something is wrong, or just before it.
   *
   * @param text of a rule file
   * @param code the same text with comments and strings blanked
   * @param offset of what was found wrong
   */
  public static Optional<Suggestion> at(String text, String code, int offset) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    Optional<Suggestion> here = inLine(text, code, part(code, start, offset), start, offset, false);
    boolean isFirst = text.substring(start, offset).isBlank();
    if (here.isEmpty() && isFirst && start > 1) {
      int before = text.lastIndexOf('\n', start - 2) + 1;
      return inLine(text, code, part(code, before, start - 1), before, start - 1, false)
          .map(Suggestion::elsewhere);
    }
    return here;
  }

  /**
   * The first habit in a rule, if its name is all that is known of the place of what is wrong.
   *
   * @param text of a rule file
   * @param code the same text with comments and strings blanked
   * @param offset of the rule's name
   */
  public static Optional<Suggestion> inRule(String text, String code, int offset) {
    int line = text.lastIndexOf('\n', offset - 1) + 1;
    if (!NAME.matcher(text.substring(line, offset)).matches()) {
      return Optional.empty();
    }
    Matcher end = END.matcher(code).region(offset, text.length());
    int stop = Math.min(end.find() ? end.start() : text.length(), offset + MAX_RULE_LENGTH);
    String part = "head";
    int start = line;
    while (start < stop) {
      Optional<Suggestion> found = inLine(text, code, part, start, Math.max(start, offset), true);
      int next = text.indexOf('\n', start) + 1;
      if (found.isPresent() || next == 0) {
        return found;
      }
      part = part(code, start, next, part);
      start = next;
    }
    return Optional.empty();
  }

  private static Optional<Suggestion> inLine(
      String text, String code, String part, int start, int offset, boolean isAnywhere) {
    int end = text.indexOf('\n', start);
    int stop = end < 0 ? text.length() : end;
    String line = text.substring(start, stop);
    if (line.length() > MAX_LINE_LENGTH) {
      return Optional.empty();
    }
    for (Habit habit : KNOWN) {
      if (!isAnywhere && !habit.isOf(part)) {
        continue;
      }
      Matcher found = habit.form().matcher(line);
      while (found.find()) {
        int at = offset - start;
        boolean isMeant =
            isAnywhere
                ? habit.isOf(part(code, start, start + found.start(), part))
                : found.start() <= at && at <= found.end();
        if (isMeant) {
          return Optional.of(
              habit.suggestion(found, line, code.substring(start, stop), start, isAnywhere));
        }
      }
    }
    return Optional.empty();
  }

  /** Where in a rule a line stands: in its head, its conditions or its consequence. */
  private static String part(String code, int start, int offset) {
    int to = Math.max(start, offset);
    return part(code, Math.max(0, to - MAX_RULE_LENGTH), to, "file");
  }

  private static String part(String code, int from, int to, String before) {
    Matcher word = PART.matcher(code).region(from, to);
    String part = before;
    while (word.find()) {
      part =
          switch (word.group(1)) {
            case "rule", "query" -> "head";
            case "end" -> "file";
            default -> word.group(1);
          };
    }
    return part;
  }

  private static List<Habit> read() {
    try {
      List<Habit> habits = new ArrayList<>();
      for (String line :
          Resources.readLines(
              Resources.getResource(Habits.class, "habits.tsv"), StandardCharsets.UTF_8)) {
        if (!line.startsWith("#")) {
          String[] parts = line.split("\t", 4);
          habits.add(
              new Habit(parts[0], form(parts[1]), parts[2], parts.length < 4 ? "" : parts[3]));
        }
      }
      return List.copyOf(habits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Pattern form(String written) {
    return Pattern.compile(
        written
            .replace("{A}", "(attr\\s*\\(\\s*(?:\"[^\"\\n]*\"|'[^'\\n]*')\\s*\\))")
            .replace(
                "{P}",
                "(attr\\s*\\(\\s*(?:\"[^\"\\n]*\"|'[^'\\n]*')\\s*\\)|(?<![\\w$])(?!(?i:not|no|is|and|or|of)\\b)\\$?[A-Za-z][\\w.$]*)")
            .replace("{OP}", "(==|!=|>=|<=|<|>)")
            .replace(
                "{V}",
                "(\"[^\"\\n]*\"|'[^'\\n]*'|-?\\d+(?:\\.\\d+)?|true|false|null|\\$\\w+(?:\\.\\w+)*)"));
  }
}
