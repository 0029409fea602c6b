package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * One file of rules, taken apart statement by statement, so that an error in one rule hides no
 * error in the next.
 */
final class DrlFile {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?m)(?:^[ \\t]*|\\bend[ \\t]*;?[ \\t]*)"
              + "(?:(package|import|global|unit)\\b|(rule|query)\\s+[\"'\\w$]|(declare|function)\\s+[\\w@])");
  private static final Pattern INPUT = Pattern.compile("input '((?:[^']|'(?! in rule))*)'");

  private final SourceFile source;
  private final Problems problems;
  private final List<ParsedRule> rules = new ArrayList<>();
  private final List<Statement> declarations = new ArrayList<>();
  private final List<Statement> imports = new ArrayList<>();
  private final List<Statement> functions = new ArrayList<>();
  private final List<ParsedRule> queries = new ArrayList<>();
  private int packageStart = -1;
  private int packageEnd;

  /** A statement other than a rule. */
  record Statement(PackageDescr parsed, int start, int end) {}

  /**
   * A rule, or a query.
   *
   * @param offset what the parser's offsets are relative to
   */
  record ParsedRule(SourceFile file, RuleText text, RuleDescr descr, int offset) {}

  private DrlFile(SourceFile source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  static DrlFile parse(SourceFile source, Problems problems) {
    DrlFile file = new DrlFile(source, problems);
    file.parse();
    return file;
  }

  SourceFile source() {
    return source;
  }

  List<ParsedRule> rules() {
    return rules;
  }

  List<ParsedRule> queries() {
    return queries;
  }

  List<Statement> declarations() {
    return declarations;
  }

  List<Statement> imports() {
    return imports;
  }

  List<Statement> functions() {
    return functions;
  }

  /** The offset of the package statement, or -1 if there is none. */
  int packageStart() {
    return packageStart;
  }

  /** The offset after the package statement. */
  int packageEnd() {
    return packageEnd;
  }

  private void parse() {
    Matcher statements = STATEMENT.matcher(source.code());
    int start = -1;
    String kind = null;
    int first = source.code().length();
    while (statements.find()) {
      int group = statements.group(1) != null ? 1 : statements.group(2) != null ? 2 : 3;
      if (start >= 0) {
        statement(kind, start, statements.start(group));
      } else {
        first = statements.start(group);
      }
      start = statements.start(group);
      kind = statements.group(group);
    }
    if (start >= 0) {
      statement(kind, start, source.code().length());
    }
    String before = source.code().substring(0, first);
    if (!before.isBlank()) {
      int at = before.length() - before.stripLeading().length();
      String word = before.strip().split("\\s", 2)[0];
      problems.error(
          "syntax",
          source,
          at,
          null,
          "`" + shorten(word) + "` is not expected here",
          "a rule file starts with `package some.name`, then come its rules");
    }
  }

  private void statement(String kind, int start, int end) {
    String code = source.code().substring(start, end);
    int length = code.stripTrailing().length();
    String name = null;
    if (kind.equals("rule")) {
      name = RuleText.of(source, start, start + length).name();
    }
    if ((kind.equals("rule") || kind.equals("query") || kind.equals("declare"))
        && !Pattern.compile("\\bend\\b[\\s;]*$").matcher(code).find()) {
      Matcher inner = Pattern.compile("\\bend\\b").matcher(code);
      int at = start;
      String what = name != null ? "rule" : kind;
      if (inner.find()) {
        at = start + inner.end();
        at += leading(source.code().substring(at, start + length));
        String word = source.text().substring(at, start + length).split("\\s", 2)[0];
        problems.error(
            "syntax",
            source,
            at,
            name,
            "`" + shorten(word) + "` is not expected after `end`",
            "between rules there is room for comments only");
      } else {
        problems.error(
            "missing-end",
            source,
            at,
            name,
            "the " + what + " has no `end`",
            "close it with `end`");
      }
      return;
    }
    if (name != null && !Pattern.compile("\\bthen\\b").matcher(code).find()) {
      problems.error(
          "missing-then",
          source,
          start,
          name,
          "the rule has no `then`",
          "a rule reads `when` conditions `then` consequences `end`");
      return;
    }
    PackageDescr parsed =
        parse(source.text().substring(start, start + length), start, length, name);
    if (parsed == null) {
      return;
    }
    Statement statement = new Statement(parsed, start, start + length);
    switch (kind) {
      case "package" -> {
        packageStart = start;
        packageEnd = start + length;
      }
      case "import" -> imports.add(statement);
      case "declare" -> declarations.add(statement);
      case "function" -> functions.add(statement);
      case "rule", "query" -> {
        for (RuleDescr descr : parsed.getRules()) {
          if (kind.equals("rule")) {
            RuleText text = RuleText.of(source, start, start + length);
            rules.add(new ParsedRule(source, text, descr, start));
          } else {
            RuleText text =
                new RuleText(
                    descr.getName(), start, start, start, start, start, List.of(), start + length);
            queries.add(new ParsedRule(source, text, descr, start));
          }
        }
      }
      default ->
          problems.error(
              "not-allowed",
              source,
              start,
              null,
              "`" + kind + "` has no place in a constitution",
              kind.equals("global")
                  ? "what a rule needs to know is a fact: give it as an attribute"
                  : null);
    }
  }

  private @Nullable PackageDescr parse(String text, int start, int length, @Nullable String rule) {
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, text);
    } catch (DroolsParserException | RuntimeException e) {
      problems.error("syntax", source, start, rule, "this cannot be read as a rule file", null);
      return null;
    }
    if (!parser.hasErrors()) {
      return parsed;
    }
    DroolsError error = parser.getErrors().get(0);
    int line = error instanceof ParserError it ? it.getRow() : -1;
    int column = error instanceof ParserError it ? it.getCol() : -1;
    int at = start + length;
    if (line >= 1 && column >= 0) {
      int base = line == 1 ? source.column(start) - 1 : 0;
      at = Math.min(at, source.offset(source.line(start) + line - 1, base + column + 1));
    }
    Matcher input = INPUT.matcher(error.getMessage());
    String token = input.find() ? input.group(1) : "";
    String message =
        token.isEmpty() || token.equals("<eof>")
            ? "something is missing here"
            : "`" + shorten(token) + "` is not expected here";
    problems.error("syntax", source, at, rule, message, hint(text, token));
    return null;
  }

  private static @Nullable String hint(String text, String token) {
    String code = new SourceFile("", "", text).code();
    Matcher then = Pattern.compile("\\bthen\\b").matcher(code);
    String conditions = then.find() ? code.substring(0, then.start()) : code;
    int open = 0;
    for (int i = 0; i < conditions.length(); i++) {
      open += conditions.charAt(i) == '(' ? 1 : conditions.charAt(i) == ')' ? -1 : 0;
    }
    if (open > 0) {
      return "a `(` before it is not closed";
    }
    if (open < 0) {
      return "there is one `)` too many";
    }
    if (token.equals("=")) {
      return "to compare, write `==`";
    }
    return null;
  }

  private static String shorten(String token) {
    return token.length() <= 40 ? token : token.substring(0, 40) + "…";
  }

  private static int leading(String text) {
    return text.length() - text.stripLeading().length();
  }

  /** The types that this file declares. */
  List<TypeDeclarationDescr> declaredTypes() {
    return declarations.stream().flatMap(it -> it.parsed().getTypeDeclarations().stream()).toList();
  }
}
