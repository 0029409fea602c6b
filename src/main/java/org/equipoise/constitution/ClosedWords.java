package org.equipoise.constitution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.facts.Message;
import org.equipoise.language.Word;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the vocabulary that hold one of a few words, and what rules compare them with: a
 * comparison with another word never holds, or always, and cannot be meant.
 */
final class ClosedWords {
  static final String STATUS_IS_A_TEXT = "a status is a text: write `status == \"forbidden\"`";

  private static final List<String> STATUSES = List.of("forbidden", "permitted", "obligatory");
  private static final List<String> ROLES =
      Arrays.stream(Message.Role.values()).map(Message.Role::word).toList();

  /** Words that people use for a status, and the status. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("prohibited", "forbidden"),
          Map.entry("banned", "forbidden"),
          Map.entry("denied", "forbidden"),
          Map.entry("impermissible", "forbidden"),
          Map.entry("forbid", "forbidden"),
          Map.entry("block", "forbidden"),
          Map.entry("blocked", "forbidden"),
          Map.entry("wrong", "forbidden"),
          Map.entry("allowed", "permitted"),
          Map.entry("allow", "permitted"),
          Map.entry("permissible", "permitted"),
          Map.entry("permit", "permitted"),
          Map.entry("optional", "permitted"),
          Map.entry("required", "obligatory"),
          Map.entry("mandatory", "obligatory"),
          Map.entry("obliged", "obligatory"),
          Map.entry("oblige", "obligatory"),
          Map.entry("must", "obligatory"));

  private static final String LITERAL = "(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+')";
  private static final Pattern ENUMERATION =
      Pattern.compile(
          "(?<![\\w$.])deonticStatus\\s*[=!]=\\s*[\"']|[\"']\\s*[=!]=\\s*deonticStatus(?![\\w$])");
  private static final Pattern TEXT = Pattern.compile(LITERAL);
  private static final Pattern OTHER_WAY =
      Pattern.compile("(?:matches|soundslike|str\\s*\\[[^]]*])\\s*$");
  private static final Pattern NAME = Pattern.compile("(?<![\\w$])[A-Za-z_$][\\w$]*");
  private static final Set<String> PLAIN =
      Set.of("this", "in", "not", "equals", "equalsIgnoreCase", "matches", "String");

  private static final Pattern OF_STATUS =
      Pattern.compile("(?<![\\w$.])(?:Judgment|Claim)\\s+(\\w+)");
  private static final Pattern OF_ROLE = Pattern.compile("(?<![\\w$.])Message\\s+(\\w+)");
  private static final int MAX_NAME = 200;
  private static final int MAX_CALL = 2_000;
  private static final Pattern PLUS = Pattern.compile("\\s*\\+");
  private static final Pattern NAMES_STATUS = Pattern.compile("(?i)status");

  /** What stands before a text that is compared with another property, or tells one's name. */
  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(?<![\\w$.])(?!(?i:\\w*status)\\b)[\\w$]+\\s*(?:==|!=)\\s*$"
              + "|\\b(?:attr|num|text|flag|list)\\s*\\(\\s*$"
              + "|\\b(?:attr|text)\\s*\\(\\s*[\"'][^\"']*[\"']\\s*\\)\\s*(?:==|!=)\\s*$");

  /** What stands before a text that a word of the vocabulary is given. */
  private static final Pattern REASON =
      Pattern.compile(
          Word.ofAuthors().stream()
              .map(Word::word)
              .collect(Collectors.joining("|", "(?<![\\w$.])(?:", ")\\s*\\([^;{}]*$")));

  private static final Pattern CASE = Pattern.compile("(?<![\\w$])case\\s+([^:>]*?)\\s*(?::|->)");

  private final SourceFile file;
  private final String name;
  private final Problems problems;
  private final String text;
  private final String code;
  private final int scopeStart;
  private final int scopeEnd;
  private final int conditionsEnd;

  private ClosedWords(
      SourceFile file,
      String name,
      int scopeStart,
      int conditionsEnd,
      int scopeEnd,
      Problems problems) {
    this.file = file;
    this.name = name;
    this.problems = problems;
    this.text = file.text();
    this.code = file.code();
    this.scopeStart = scopeStart;
    this.scopeEnd = scopeEnd;
    this.conditionsEnd = conditionsEnd;
  }

  /**
   * Checks what a function compares statuses and roles with, of the facts that it names by their
   * type.
   *
   * @param from where the function begins in the file
   * @param to where it ends
   */
  static void checkFunction(
      SourceFile file, String name, int from, int to, FactTypes types, Problems problems) {
    ClosedWords words = new ClosedWords(file, name, from, from, to, problems);
    words.variables(OF_STATUS, "getStatus", STATUSES);
    words.slips(from, to);
    if (types.isOfLanguage("Message")) {
      words.variables(OF_ROLE, "getRole", ROLES);
    }
  }

  private void variables(Pattern declared, String getter, List<String> words) {
    Matcher variable = declared.matcher(code).region(scopeStart, scopeEnd);
    Set<String> names = new TreeSet<>();
    while (variable.find()) {
      names.add(variable.group(1));
    }
    for (String it : names) {
      String read = "(?<![\\w$.])" + it + "\\s*\\.\\s*" + getter + "\\s*\\(\\s*\\)";
      value(read, words);
      Matcher kept =
          Pattern.compile("(?<![\\w$.])(?:String|var)\\s+(\\w+)\\s*=\\s*" + read + "\\s*;")
              .matcher(code)
              .region(scopeStart, scopeEnd);
      while (kept.find()) {
        value("(?<![\\w$.])" + kept.group(1) + "(?![\\w$])", words);
      }
    }
  }

  /** What a value is compared with in Java. */
  private void value(String subject, List<String> words) {
    adjacent(subject, scopeStart, scopeEnd, words);
    Matcher choice =
        Pattern.compile("(?<![\\w$.])switch\\s*\\(\\s*" + subject + "\\s*\\)\\s*\\{")
            .matcher(code)
            .region(scopeStart, scopeEnd);
    while (choice.find()) {
      Matcher labels =
          CASE.matcher(code).region(choice.end(), RuleText.closing(code, choice.end() - 1));
      while (labels.find()) {
        Matcher literal = TEXT.matcher(text).region(labels.start(1), labels.end(1));
        while (literal.find()) {
          literal(literal.start(1), literal.group(1), words, "");
        }
      }
    }
  }

  /**
   * Checks what the properties of a pattern are compared with, in the pattern and, through its
   * variables, elsewhere in the rule.
   *
   * @param from where the pattern begins in the file
   * @param to where it ends
   * @param variable what the pattern's fact is bound to, or null
   */
  static void check(
      ParsedRule rule,
      String type,
      int from,
      int to,
      @Nullable String variable,
      Problems problems) {
    ClosedWords words =
        new ClosedWords(
            rule.file(),
            rule.text().name(),
            rule.text().headerEnd(),
            rule.text().conditionsEnd(),
            rule.text().end(),
            problems);
    if (type.equals("Claim")) {
      words.enumeration(from, to);
    }
    switch (type) {
      case "Claim", "Judgment" -> words.property("status", STATUSES, from, to, variable);
      case "Message" -> words.property("role", ROLES, from, to, variable);
      case "Stance" -> words.property("position", List.of("against", "for"), from, to, variable);
      default -> {
        return;
      }
    }
  }

  /** The status as an enumeration, which equals no text. */
  private void enumeration(int from, int to) {
    Matcher found = ENUMERATION.matcher(code).region(from, to);
    while (found.find()) {
      problems.error(
          "incomparable",
          file,
          found.start(),
          name,
          "`deonticStatus` is no text",
          STATUS_IS_A_TEXT);
    }
  }

  private void property(
      String property, List<String> words, int from, int to, @Nullable String variable) {
    String getter =
        "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    String own = "(?:" + property + "|" + getter + "\\s*\\(\\s*\\))";
    Matcher found =
        Pattern.compile("(?<![\\w$.])(?:this\\s*\\.\\s*)?" + own + "(?![\\w$])")
            .matcher(code)
            .region(from, to);
    found.useTransparentBounds(true);
    Set<String> subjects = new TreeSet<>();
    while (found.find()) {
      segment(found.start(), from, to, property, getter, words);
      Matcher binding =
          Pattern.compile("(\\$?\\w+)\\s*:=?\\s*$").matcher(code).region(from, found.start());
      if (binding.find()) {
        subjects.add("(?<![\\w$.])" + Pattern.quote(binding.group(1)) + "(?![\\w$])");
      }
    }
    adjacent("(?<![\\w$.])(?:this\\s*\\.\\s*)?" + own, from, to, words);
    if (variable != null) {
      subjects.add("(?<![\\w$.])" + Pattern.quote(variable) + "\\s*\\.\\s*" + own);
    }
    for (String subject : subjects) {
      adjacent(subject, scopeStart, scopeEnd, words);
    }
    if (words == STATUSES) {
      slips(conditionsEnd, scopeEnd);
    }
  }

  /**
   * A constraint that speaks of the property alone: every text in it should be one of the words.
   */
  private void segment(
      int at, int from, int to, String property, String getter, List<String> words) {
    part(at, at, from, to, property, getter, words);
  }

  private void part(
      int first, int last, int from, int to, String property, String getter, List<String> words) {
    int start = first;
    for (int depth = 0; start > from && depth <= 0; start--) {
      char c = code.charAt(start - 1);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > 0 || (depth == 0 && (c == ',' || c == ':'))) {
        break;
      }
    }
    int end = last;
    for (int depth = 0; end < to; end++) {
      char c = code.charAt(end);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || (depth == 0 && c == ',')) {
        break;
      }
    }
    boolean isAlone = true;
    Matcher names = NAME.matcher(code).region(start, end);
    while (names.find()) {
      String it = names.group();
      isAlone &= PLAIN.contains(it) || it.equals(property) || it.equals(getter);
    }
    Matcher literal = TEXT.matcher(text).region(start, end);
    while (literal.find()) {
      if (isAlone) {
        literal(literal.start(1), literal.group(1), words, text.substring(start, literal.start(1)));
      } else if (words == STATUSES) {
        slip(literal.start(1), literal.group(1));
      }
    }
    boolean isInBrackets =
        start - 1 > from
            && end + 1 < to
            && code.charAt(start - 1) == '('
            && code.charAt(end) == ')';
    if (isInBrackets && !Character.isLetterOrDigit(code.charAt(start - 2))) {
      part(start - 1, end + 1, from, to, property, getter, words);
    }
  }

  /** Misspelt statuses wherever code holds them that reads one, by whatever way. */
  private void slips(int from, int to) {
    if (!NAMES_STATUS.matcher(code).region(from, to).find()) {
      return;
    }
    Matcher literal = TEXT.matcher(text).region(from, to);
    while (literal.find()) {
      int at = literal.start(1);
      String before = code.substring(Math.max(from, at - MAX_CALL), at).stripTrailing();
      Matcher after = PLUS.matcher(code).region(literal.end(1), to);
      if (!before.endsWith("return")
          && !before.endsWith("+")
          && !after.lookingAt()
          && !REASON.matcher(before).find()) {
        slip(at, literal.group(1));
      }
    }
  }

  /** A text that is all but a status, unless it is what another property is compared with. */
  private void slip(int at, String quoted) {
    String word = quoted.substring(1, quoted.length() - 1);
    if (code.charAt(at) != text.charAt(at)
        || !word.matches("\\s*[A-Za-z]+\\s*")
        || OF_ANOTHER.matcher(code.substring(Math.max(scopeStart, at - MAX_NAME), at)).find()) {
      return;
    }
    boolean isStatus = STATUSES.contains(word.toLowerCase(Locale.ROOT));
    if (!isStatus && Suggestion.nearest(word.strip(), STATUSES).isPresent()) {
      problem(at, "`" + word + "` is no " + kind(STATUSES), STATUSES, word);
    }
  }

  /** What stands beside the property. */
  private void adjacent(String subject, int from, int to, List<String> words) {
    List<String> forms =
        List.of(
            subject + "\\s*(?:==|!=)\\s*" + LITERAL,
            subject + "\\s*\\.\\s*equals(?:IgnoreCase)?\\s*\\(\\s*" + LITERAL,
            LITERAL + "\\s*(?:==|!=)\\s*" + subject,
            LITERAL + "\\s*\\.\\s*equals\\s*\\(\\s*" + subject,
            subject + "\\s*matches\\s*" + LITERAL);
    for (String form : forms) {
      Matcher found = Pattern.compile(form).matcher(text).region(from, to);
      found.useTransparentBounds(true);
      while (found.find()) {
        literal(
            found.start(1), found.group(1), words, text.substring(found.start(), found.start(1)));
      }
    }
    Matcher list =
        Pattern.compile(subject + "\\s*(?:not\\s+)?in\\s*\\(([^)]*)\\)")
            .matcher(text)
            .region(from, to);
    list.useTransparentBounds(true);
    while (list.find()) {
      Matcher literal = TEXT.matcher(text).region(list.start(1), list.end(1));
      while (literal.find()) {
        literal(literal.start(1), literal.group(1), words, "");
      }
    }
  }

  private void literal(int at, String quoted, List<String> words, String before) {
    if (code.charAt(at) != text.charAt(at)) {
      return; // in a comment
    }
    String word = quoted.substring(1, quoted.length() - 1);
    if (OTHER_WAY.matcher(before).find()) {
      if (before.stripTrailing().endsWith("matches")
          && words.stream().noneMatch(it -> matches(it, word))) {
        problem(at, "`" + word + "` matches no " + kind(words), words, word);
      }
      return;
    }
    boolean ignoresCase = before.matches("(?s).*equalsIgnoreCase\\s*\\(\\s*");
    boolean isKnown =
        words.stream().anyMatch(it -> ignoresCase ? it.equalsIgnoreCase(word) : it.equals(word));
    if (!isKnown) {
      problem(at, "`" + word + "` is no " + kind(words), words, word);
    }
  }

  private static boolean matches(String word, String pattern) {
    try {
      return word.matches(pattern.replace("\\\\", "\\"));
    } catch (PatternSyntaxException e) {
      return true; // told elsewhere
    }
  }

  private static String kind(List<String> words) {
    return words == STATUSES ? "deontic status" : words == ROLES ? "role" : "position";
  }

  private void problem(int at, String message, List<String> words, String word) {
    String known =
        "it is `"
            + String.join("`, `", words.subList(0, words.size() - 1))
            + "` or `"
            + words.get(words.size() - 1)
            + "`";
    String hint = Conditions.orElse(hint(word, words), known);
    if (words == STATUSES) {
      problems.error("unknown-status", file, at, name, message, hint);
    } else if (words == ROLES) {
      problems.error("unknown-role", file, at, name, message, hint);
    } else {
      problems.error("unknown-position", file, at, name, message, hint);
    }
  }

  private static @Nullable String hint(String word, List<String> words) {
    String meant = words == STATUSES ? MEANT.get(word.strip().toLowerCase(Locale.ROOT)) : null;
    return meant != null
        ? "did you mean `" + meant + "`?"
        : Suggestion.didYouMean(word.strip(), words);
  }

  /** What to write in place of a status that stands without quotes, or null if it is none. */
  static @Nullable String inQuotes(String name) {
    return STATUSES.contains(name) ? "put it in quotes: `\"" + name + "\"`" : null;
  }
}
