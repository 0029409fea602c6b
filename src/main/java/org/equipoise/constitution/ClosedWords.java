package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.Span;
import org.equipoise.language.Word;
import org.jspecify.annotations.Nullable;

/**
 * Properties of the vocabulary that hold one of a few words, and what rules compare them with: a
 * comparison with another word never holds, or always, and cannot be meant.
 */
final class ClosedWords {
  static final String STATUS_IS_A_TEXT = "a status is a text: write `status == \"forbidden\"`";

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

  private static final int MAX_NAME = 200;
  private static final int MAX_CALL = 2_000;
  private static final Pattern PLUS = Pattern.compile("\\s*\\+");

  /** What stands before a text that a word of the vocabulary is given. */
  private static final Pattern REASON =
      Pattern.compile(
          Word.ofAuthors().stream()
              .map(Word::word)
              .collect(Collectors.joining("|", "(?<![\\w$.])(?:", ")\\s*\\([^;{}]*$")));

  private static final Pattern CASE = Pattern.compile("(?<![\\w$])case\\s+([^:>]*?)\\s*(?::|->)");

  private final SourceFile file;
  private final String name;
  private final PropertyWords words;
  private final Problems problems;
  private final String text;
  private final String code;
  private final int scopeStart;
  private final int scopeEnd;
  private final int conditionsEnd;

  /** What stands before a text that is compared with another property, or tells one's name. */
  private final Pattern ofAnother;

  private ClosedWords(
      SourceFile file,
      String name,
      int scopeStart,
      int conditionsEnd,
      int scopeEnd,
      PropertyWords words,
      Problems problems) {
    this.file = file;
    this.name = name;
    this.words = words;
    this.problems = problems;
    this.text = file.text();
    this.code = file.code();
    this.scopeStart = scopeStart;
    this.scopeEnd = scopeEnd;
    this.conditionsEnd = conditionsEnd;
    this.ofAnother =
        Pattern.compile(
            "(?<![\\w$.])(?!(?i:\\w*"
                + words.property()
                + ")\\b)[\\w$]+\\s*(?:==|!=)\\s*$"
                + "|\\b(?:attr|num|text|flag|list)\\s*\\(\\s*$"
                + "|\\b(?:attr|text)\\s*\\(\\s*[\"'][^\"']*[\"']\\s*\\)\\s*(?:==|!=)\\s*$");
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
    checkFunction(file, name, from, to, PropertyWords.STATUSES, problems);
    if (types.isOfLanguage("Message")) {
      checkFunction(file, name, from, to, PropertyWords.ROLES, problems);
    }
  }

  /** The same with the words of one property. */
  static void checkFunction(
      SourceFile file, String name, int from, int to, PropertyWords words, Problems problems) {
    ClosedWords closed = new ClosedWords(file, name, from, from, to, words, problems);
    closed.variables();
    if (!words.equals(PropertyWords.ROLES)) {
      closed.slips(from, to);
    }
  }

  private void variables() {
    Matcher variable =
        Pattern.compile("(?<![\\w$.])(?:" + String.join("|", words.types()) + ")\\s+(\\w+)")
            .matcher(code)
            .region(scopeStart, scopeEnd);
    Set<String> names = new TreeSet<>();
    while (variable.find()) {
      names.add(variable.group(1));
    }
    for (String it : names) {
      String read = "(?<![\\w$.])" + it + "\\s*\\.\\s*" + words.getter() + "\\s*\\(\\s*\\)";
      value(read);
      Matcher kept =
          Pattern.compile("(?<![\\w$.])(?:String|var)\\s+(\\w+)\\s*=\\s*" + read + "\\s*;")
              .matcher(code)
              .region(scopeStart, scopeEnd);
      while (kept.find()) {
        value("(?<![\\w$.])" + kept.group(1) + "(?![\\w$])");
      }
    }
  }

  /** What a value is compared with in Java. */
  private void value(String subject) {
    adjacent(subject, scopeStart, scopeEnd);
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
          literal(literal.start(1), literal.group(1), "");
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
    if (type.equals("Claim")) {
      of(rule, PropertyWords.STATUSES, problems).enumeration(from, to);
    }
    switch (type) {
      case "Claim", "Judgment" ->
          of(rule, PropertyWords.STATUSES, problems).property(from, to, variable);
      case "Message" -> of(rule, PropertyWords.ROLES, problems).property(from, to, variable);
      case "Stance" -> of(rule, PropertyWords.POSITIONS, problems).property(from, to, variable);
      default -> {
        return;
      }
    }
  }

  private static ClosedWords of(ParsedRule rule, PropertyWords words, Problems problems) {
    RuleText text = rule.text();
    return new ClosedWords(
        rule.file(),
        text.name(),
        text.headerEnd(),
        text.conditionsEnd(),
        text.end(),
        words,
        problems);
  }

  /**
   * Checks what a property is compared with in all patterns of a rule that may have it, and what
   * queries are given that compare it.
   */
  static void check(
      ParsedRule rule, PropertyWords words, Map<String, ParsedRule> queries, Problems problems) {
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      if (words.types().contains(pattern.getObjectType())) {
        Span at = at(rule, pattern);
        of(rule, words, problems).property(at.start(), at.end(), pattern.getIdentifier());
      }
      ParsedRule query = queries.get(pattern.getObjectType());
      if (query != null) {
        of(rule, words, problems).arguments(at(rule, pattern), pattern, query);
      }
    }
  }

  /** Checks the statuses that a query is given. */
  static void check(ParsedRule rule, PatternDescr call, ParsedRule query, Problems problems) {
    of(rule, PropertyWords.STATUSES, problems).arguments(at(rule, call), call, query);
  }

  private static Span at(ParsedRule rule, PatternDescr pattern) {
    int start = rule.offset() + Math.max(0, pattern.getStartCharacter());
    int end = Math.min(rule.offset() + pattern.getEndCharacter(), rule.text().conditionsEnd());
    return new Span(start, Math.max(start, end));
  }

  /** What a query is given for a parameter that it compares the property with. */
  private void arguments(Span call, PatternDescr given, ParsedRule query) {
    String[] parameters = ((QueryDescr) query.descr()).getParameters();
    int at = code.indexOf('(', call.start());
    for (int i = 0; i < Math.min(parameters.length, given.getDescrs().size()); i++) {
      String argument = given.getDescrs().get(i).getText();
      Matcher literal = TEXT.matcher(argument);
      int start = text.indexOf(argument, Math.max(at, call.start()));
      if (start >= 0) {
        at = start + argument.length();
        if (literal.matches() && isCompared(parameters[i], query)) {
          literal(start, argument, "");
        }
      }
    }
  }

  private boolean isCompared(String parameter, ParsedRule query) {
    String own = "(?<![\\w$.])(?:this\\s*\\.\\s*)?" + words.property() + "(?![\\w$])";
    String other = "(?<![\\w$.])" + Pattern.quote(parameter) + "(?![\\w$])";
    Pattern compared =
        Pattern.compile(own + "\\s*[=!]=\\s*" + other + "|" + other + "\\s*(?:[=!]=|:=)\\s*" + own);
    return Patterns.of(query.descr().getLhs()).stream()
        .filter(it -> words.types().contains(it.getObjectType()))
        .map(it -> at(query, it))
        .anyMatch(it -> compared.matcher(query.file().code()).region(it.start(), it.end()).find());
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

  private void property(int from, int to, @Nullable String variable) {
    String own = "(?:" + words.property() + "|" + words.getter() + "\\s*\\(\\s*\\))";
    Matcher found =
        Pattern.compile("(?<![\\w$.])(?:this\\s*\\.\\s*)?" + own + "(?![\\w$])")
            .matcher(code)
            .region(from, to);
    found.useTransparentBounds(true);
    Set<String> bound = new LinkedHashSet<>();
    while (found.find()) {
      segment(found.start(), from, to);
      Matcher binding =
          Pattern.compile("(\\$?\\w+)\\s*:=?\\s*$").matcher(code).region(from, found.start());
      if (binding.find()) {
        bound.add(binding.group(1));
      }
    }
    adjacent("(?<![\\w$.])(?:this\\s*\\.\\s*)?" + own, from, to);
    if (variable != null) {
      adjacent(
          "(?<![\\w$.])" + Pattern.quote(variable) + "\\s*\\.\\s*" + own, scopeStart, scopeEnd);
    }
    for (String it : handedOn(bound)) {
      adjacent(value(it, ""), scopeStart, scopeEnd);
    }
    if (!words.equals(PropertyWords.ROLES) && !words.equals(PropertyWords.POSITIONS)) {
      slips(conditionsEnd, scopeEnd);
    }
  }

  private static String value(String variable, String more) {
    return "(?<![\\w$.])" + Pattern.quote(variable) + more + "(?![\\w$])";
  }

  /** Variables that hold the property, and those that hold a set of what these hold, and so on. */
  private Set<String> handedOn(Set<String> bound) {
    Set<String> all = new LinkedHashSet<>(bound);
    List<String> open = new ArrayList<>(bound);
    for (int i = 0; i < open.size(); i++) {
      Matcher next =
          Pattern.compile(
                  "(\\$?\\w+)\\s*:\\s*(?:(?:collect\\w+|max|min)\\s*\\(\\s*)?"
                      + value(open.get(i), "")
                      + "(?=\\s*[,;)])")
              .matcher(code)
              .region(scopeStart, conditionsEnd);
      while (next.find()) {
        if (all.add(next.group(1))) {
          open.add(next.group(1));
        }
      }
    }
    return all;
  }

  /**
   * A constraint that speaks of the property alone: every text in it should be one of the words.
   */
  private void segment(int at, int from, int to) {
    part(at, at, from, to);
  }

  private void part(int first, int last, int from, int to) {
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
      isAlone &= PLAIN.contains(it) || it.equals(words.property()) || it.equals(words.getter());
    }
    Matcher literal = TEXT.matcher(text).region(start, end);
    while (literal.find()) {
      if (isAlone) {
        literal(literal.start(1), literal.group(1), text.substring(start, literal.start(1)));
      } else if (!words.equals(PropertyWords.ROLES) && !words.equals(PropertyWords.POSITIONS)) {
        slip(literal.start(1), literal.group(1));
      }
    }
    boolean isInBrackets =
        start - 1 > from
            && end + 1 < to
            && code.charAt(start - 1) == '('
            && code.charAt(end) == ')';
    if (isInBrackets && !Character.isLetterOrDigit(code.charAt(start - 2))) {
      part(start - 1, end + 1, from, to);
    }
  }

  /** Misspelt words wherever code holds them that reads the property, by whatever way. */
  private void slips(int from, int to) {
    if (!Pattern.compile("(?i)" + words.property()).matcher(code).region(from, to).find()) {
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

  /** A text that is all but one of the words, unless another property is compared with it. */
  private void slip(int at, String quoted) {
    String word = quoted.substring(1, quoted.length() - 1);
    if (code.charAt(at) == text.charAt(at)
        && words.isSlip(word)
        && !ofAnother.matcher(code.substring(Math.max(scopeStart, at - MAX_NAME), at)).find()) {
      problem(at, "`" + word + "` is no " + words.kind(), word);
    }
  }

  /** What stands beside the property. */
  private void adjacent(String subject, int from, int to) {
    List<String> forms =
        List.of(
            subject + "\\s*(?:==|!=)\\s*" + LITERAL,
            subject + "\\s*\\.\\s*equals(?:IgnoreCase)?\\s*\\(\\s*" + LITERAL,
            LITERAL + "\\s*(?:==|!=)\\s*" + subject,
            LITERAL + "\\s*\\.\\s*equals\\s*\\(\\s*" + subject,
            subject + "\\s*matches\\s*" + LITERAL,
            subject + "\\s*(?:not\\s+)?contains\\s*" + LITERAL,
            subject + "\\s*\\.\\s*contains\\s*\\(\\s*" + LITERAL,
            LITERAL + "\\s*(?:not\\s+)?memberOf\\s+" + subject);
    for (String form : forms) {
      Matcher found = Pattern.compile(form).matcher(text).region(from, to);
      found.useTransparentBounds(true);
      while (found.find()) {
        literal(found.start(1), found.group(1), text.substring(found.start(), found.start(1)));
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
        literal(literal.start(1), literal.group(1), "");
      }
    }
  }

  private void literal(int at, String quoted, String before) {
    if (code.charAt(at) != text.charAt(at)) {
      return; // in a comment
    }
    String word = quoted.substring(1, quoted.length() - 1);
    if (OTHER_WAY.matcher(before).find()) {
      if (before.stripTrailing().endsWith("matches")
          && !words.isOpen()
          && words.words().stream().noneMatch(it -> matches(it, word))) {
        problem(at, "`" + word + "` matches no " + words.kind(), word);
      }
      return;
    }
    if (words.excludes(word, before.matches("(?s).*equalsIgnoreCase\\s*\\(\\s*"))) {
      problem(at, "`" + word + "` is no " + words.kind(), word);
    }
  }

  private static boolean matches(String word, String pattern) {
    try {
      return word.matches(pattern.replace("\\\\", "\\"));
    } catch (PatternSyntaxException e) {
      return true; // told elsewhere
    }
  }

  private void problem(int at, String message, String word) {
    String hint = words.hint(word);
    switch (words.property()) {
      case "status" -> problems.error("unknown-status", file, at, name, message, hint);
      case "role" -> problems.error("unknown-role", file, at, name, message, hint);
      case "position" -> problems.error("unknown-position", file, at, name, message, hint);
      default -> problems.warning("unknown-stakeholder", file, at, name, message, hint);
    }
  }

  /** What to write in place of a status that stands without quotes, or null if it is none. */
  static @Nullable String inQuotes(String name) {
    return PropertyWords.STATUSES.words().contains(name)
        ? "put it in quotes: `\"" + name + "\"`"
        : null;
  }
}
