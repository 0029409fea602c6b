package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.constitution.reading.Span;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * One file of rules, taken apart statement by statement, so that an error in one rule hides no
 * error in the next.
 */
final class DrlFile {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?m)(?:^[ \\t]*|(?<![\\w$.])end(?![\\w$])[ \\t]*+;?[ \\t]*+)"
              + "(?:(package|import|global|unit)\\b|(rule|query)(?=\\s*[\"']|\\s+[\\w$@])|(declare|function)\\s+[\\w@])");
  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(?:(?:static|function)\\s+)?[\\w$.]+\\*?\\s*;?");

  /** The head of a function, up to its parameters, with its name. */
  static final Pattern FUNCTION =
      Pattern.compile(
          "(?m)^[ \\t]*+function\\s[^({;]{0,500}?(?<![\\p{L}\\p{N}_$])([\\p{L}\\p{N}_$]++)\\s*+\\(");

  private static final List<String> KEYWORDS =
      List.of("rule", "query", "declare", "function", "import", "package");

  private final SourceFile source;
  private final Problems problems;
  private final List<ParsedRule> rules = new ArrayList<>();
  private final List<Statement> declarations = new ArrayList<>();
  private final List<Statement> imports = new ArrayList<>();
  private final List<Statement> functions = new ArrayList<>();
  private final List<ParsedRule> queries = new ArrayList<>();
  private int packageStart = -1;
  private int packageEnd;

  /** The place of a statement in a file. */
  record Part(SourceFile file, int start, int end) {}

  /** A statement other than a rule. */
  record Statement(PackageDescr parsed, int start, int end) {

    /** The types that it declares. */
    Stream<AbstractClassTypeDeclarationDescr> types() {
      return Stream.concat(
          parsed.getTypeDeclarations().stream(), parsed.getEnumDeclarations().stream());
    }
  }

  /**
   * A rule, or a query.
   *
   * @param offset what the parser's offsets are relative to
   * @param reads with places relative to the rule's start
   */
  record ParsedRule(SourceFile file, RuleText text, RuleDescr descr, int offset, RuleReads reads) {

    /** The offset in the file of a place in the rule. */
    int start(Span at) {
      return text.start() + at.start();
    }
  }

  private DrlFile(SourceFile source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  static DrlFile parse(SourceFile source, Problems problems) {
    DrlFile file = new DrlFile(source, problems);
    file.parse();
    HiddenCode.report(file, problems);
    return file;
  }

  /**
   * Where a statement seems to begin, found without parsing any.
   *
   * @param declares whether it declares a type
   */
  record StatementStart(SourceFile file, int at, boolean declares) {}

  /** Where statements seem to begin in a file, in order. */
  static Stream<StatementStart> statementStarts(SourceFile source) {
    return STATEMENT
        .matcher(source.code())
        .results()
        .map(it -> new StatementStart(source, it.start(), "declare".equals(it.group(3))));
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
    String code = source.code();
    Matcher statements = STATEMENT.matcher(code);
    int start = 0;
    String kind = "";
    while (statements.find()) {
      int group = statements.group(1) != null ? 1 : statements.group(2) != null ? 2 : 3;
      statement(kind, start, statements.start(group));
      start = statements.start(group);
      kind = statements.group(group);
    }
    statement(kind, start, code.length());
  }

  private void statement(String kind, int start, int end) {
    OptionalInt unclosed = source.unclosed(start, end);
    if (unclosed.isPresent()) {
      int at = unclosed.getAsInt();
      boolean isComment = source.text().charAt(at) == '/';
      problems.error(
          "syntax",
          source,
          at,
          RuleText.of(source, start, end)
              .filter(it -> it.nameEnd() <= at)
              .map(RuleText::name)
              .orElse(null),
          isComment ? "the comment is not closed" : "the string is not closed",
          isComment ? "close it with `*/`" : "close it on the same line, with the same quote");
      return;
    }
    switch (kind) {
      case "" -> nothingElse(0, end, "at the start of a rule file", null);
      case "package" -> packageStatement(start, end);
      case "import" -> {
        int after = importLine(start, end);
        if (after >= 0) {
          keep(imports, start, after);
        }
      }
      case "global" ->
          notAllowed(
              "global", start, "what a rule needs to know is a fact: give it as an attribute");
      case "unit" -> notAllowed("unit", start, "all rules of a constitution are one rule base");
      case "function" -> function(start, end);
      case "declare" -> {
        int after = end(kind, start, start, end, null);
        if (after >= 0 && areBracketsFine(Brackets.Part.OTHER, start, after, null)) {
          keep(declarations, start, after);
        }
      }
      default -> rule(kind, start, end);
    }
  }

  private void packageStatement(int start, int end) {
    int after = PackageStatement.read(source, start, end, isFirst(), packageStart >= 0, problems);
    if (after >= 0) {
      packageStart = start;
      packageEnd = after;
      nothingElse(after, end, "here", null);
    }
  }

  private boolean isFirst() {
    return rules.isEmpty()
        && queries.isEmpty()
        && declarations.isEmpty()
        && functions.isEmpty()
        && imports.isEmpty();
  }

  /** The offset after an import, or -1 with a problem reported. */
  private int importLine(int start, int end) {
    Matcher line = IMPORT.matcher(source.code()).region(start, end);
    if (line.lookingAt()) {
      nothingElse(line.end(), end, "here", null);
      return line.end();
    }
    problems.error(
        "syntax",
        source,
        start,
        null,
        "`import` is followed by no name",
        "write `import some.Type`");
    int next = source.line(start + "import".length()) + 1;
    nothingElse(Math.min(end, source.offset(next, 1)), end, "here", null);
    return -1;
  }

  private void function(int start, int end) {
    int open = source.code().substring(start, end).indexOf('{');
    int close = open < 0 ? end : RuleText.closing(source.code(), start + open, end);
    if (areBracketsFine(Brackets.Part.CODE, start, Math.min(end, close + 1), null)) {
      if (close >= end) {
        problems.error(
            "syntax",
            source,
            start,
            null,
            "the function has no body",
            "write `function Type name( Type argument ) { return …; }`");
        return;
      }
      keep(functions, start, close + 1);
      nothingElse(close + 1, end, "after the function", null);
    }
  }

  private void rule(String kind, int start, int end) {
    Optional<RuleText> head = RuleText.of(source, start, end);
    if (head.isEmpty() || head.get().name().isBlank()) {
      problems.error(
          "missing-name",
          source,
          head.map(RuleText::nameStart).orElse(start),
          null,
          "the " + kind + " has no name",
          "write `" + kind + " \"some-name\"`");
      return;
    }
    boolean isRule = kind.equals("rule");
    String name = head.get().name();
    Matcher then = RuleText.THEN.matcher(source.code()).region(head.get().nameEnd(), end);
    boolean hasThen = isRule && then.find();
    int after = end(kind, start, hasThen ? then.end() : head.get().nameEnd(), end, name);
    if (isRule && !hasThen) {
      problems.error(
          "missing-then",
          source,
          head.get().nameStart(),
          name,
          "the rule has no `then`",
          "a rule reads `when` conditions `then` consequences `end`");
    }
    if (after < 0 || (isRule && !hasThen)) {
      return;
    }
    RuleText text = RuleText.of(source, start, after).orElseThrow();
    if (isRule && !(hasWhenInPlace(text) && hasOneThen(text))) {
      return;
    }
    boolean isFine = areBracketsFine(Brackets.Part.OTHER, start, text.headerEnd(), name);
    isFine &=
        areBracketsFine(Brackets.Part.CONDITIONS, text.headerEnd(), text.conditionsEnd(), name);
    isFine &= isWithoutAnnotation(isRule ? text.headerEnd() : start, text.conditionsEnd(), name);
    for (RuleText.Consequence part : text.consequences()) {
      isFine &= areBracketsFine(Brackets.Part.CODE, part.start(), part.end(), name);
    }
    if (isFine) {
      PackageDescr parsed = parse(start, after, text);
      if (parsed != null) { // what the parser refuses may nest too deeply to be followed
        RuleReads reads = RuleReads.of(source.text().substring(start, after));
        for (RuleDescr descr : parsed.getRules()) {
          (isRule ? rules : queries).add(new ParsedRule(source, text, descr, start, reads));
        }
      }
    }
  }

  /** Whether all consequences but the first have names; if not, that is reported. */
  private boolean hasOneThen(RuleText text) {
    Matcher then = RuleText.THEN.matcher(source.code()).region(text.headerEnd(), text.end());
    boolean isFirst = true;
    while (then.find()) {
      if (!isFirst && !then.group().endsWith("]")) {
        problems.error(
            "syntax",
            source,
            then.start(),
            text.name(),
            "the rule has a second `then`",
            "end the rule before it with `end`, or give the consequence a name: `then[name]`");
        return false;
      }
      isFirst = false;
    }
    return true;
  }

  private boolean hasWhenInPlace(RuleText text) {
    Matcher when = RuleText.WHEN.matcher(source.code()).region(text.conditionsEnd(), text.end());
    if (text.headerEnd() < text.conditionsEnd() || !when.find()) {
      return true;
    }
    problems.error(
        "syntax",
        source,
        when.start(),
        text.name(),
        "`when` stands after `then`",
        "a rule reads `when` conditions `then` consequences `end`");
    return false;
  }

  /** The offset after the word that ends a block, or -1 with a problem reported. */
  private int end(String kind, int start, int from, int to, @Nullable String name) {
    Matcher word = RuleText.END.matcher(source.code()).region(from, to);
    if (word.find()) {
      int after = word.end();
      int next = source.next(after);
      nothingElse(source.code().startsWith(";", next) ? next + 1 : after, to, "after `end`", name);
      return after;
    }
    String code = source.code().substring(start, to).stripTrailing();
    String last = code.replaceFirst("(?s).*[^\\w]", "");
    boolean isMisspelt = Suggestion.nearest(last, List.of("end")).isPresent();
    problems.error(
        "missing-end",
        source,
        isMisspelt
            ? start + code.length() - last.length()
            : name == null ? start : nameStart(start, to),
        name,
        "the " + (kind.equals("declare") ? "declaration" : kind) + " has no `end`",
        isMisspelt ? "did you mean `end`?" : "close it with `end`");
    return -1;
  }

  private int nameStart(int start, int end) {
    return RuleText.of(source, start, end).map(RuleText::nameStart).orElse(start);
  }

  /** Reports what stands between statements, unless it is comments. */
  private void nothingElse(int from, int to, String where, @Nullable String subject) {
    int at = source.next(from);
    if (at >= to) {
      return;
    }
    Matcher attribute = RuleText.ATTRIBUTE.matcher(source.code()).region(at, to);
    if (attribute.lookingAt()) {
      notAllowed(attribute.group(), at, "drop it: rules are ordered by what they depend on");
      return;
    }
    String word = source.word(at);
    String hint = Suggestion.didYouMean(word, KEYWORDS);
    if (word.equals("@")) {
      hint = "an annotation stands after the rule's name";
    } else if (from == 0 && !source.text().startsWith("\"", source.next(at + word.length()))) {
      hint = "a rule file starts with `package some.name`, then come its rules";
    } else if (KEYWORDS.contains(word)) {
      hint = "give the " + word + " a name";
    } else if (hint == null) {
      hint = "between rules there is room for comments only: start them with `//`";
    }
    problems.error(
        "syntax", source, at, subject, source.shown(at) + " is not expected " + where, hint);
  }

  private void notAllowed(String what, int at, String hint) {
    problems.error(
        "not-allowed", source, at, null, "`" + what + "` has no place in a constitution", hint);
  }

  /** The engine reads annotations of queries and patterns, or passes over them. */
  private boolean isWithoutAnnotation(int from, int to, @Nullable String subject) {
    int at = source.code().indexOf('@', from);
    if (at < 0 || at >= to) {
      return true;
    }
    problems.error(
        "syntax",
        source,
        at,
        subject,
        source.shown(at) + " is not expected here",
        "an annotation stands after the rule's name");
    return false;
  }

  private boolean areBracketsFine(Brackets.Part part, int from, int to, @Nullable String subject) {
    return Brackets.areFine(source, problems, part, from, to, subject);
  }

  private void keep(List<Statement> statements, int start, int end) {
    PackageDescr parsed = parse(start, end, null);
    if (parsed != null) {
      statements.add(new Statement(parsed, start, end));
    }
  }

  private @Nullable PackageDescr parse(int start, int end, @Nullable RuleText rule) {
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, source.text().substring(start, end));
    } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
      problems.error(
          "syntax",
          source,
          start,
          rule == null ? null : rule.name(),
          "this cannot be read",
          "write it more simply");
      return null;
    }
    if (!parser.hasErrors()) {
      return parsed;
    }
    int at = end;
    for (DroolsError error : parser.getErrors()) {
      if (error instanceof ParserError it && it.getRow() >= 1 && it.getCol() >= 0) {
        int base = it.getRow() == 1 ? source.column(start) - 1 : 0;
        at = source.offset(source.line(start) + it.getRow() - 1, base + it.getCol() + 1);
        break;
      }
    }
    at = Math.min(source.next(at), end);
    boolean isMissing = at >= end || source.word(at).equals("end");
    problems.error(
        "syntax",
        source,
        at,
        rule == null ? null : rule.name(),
        isMissing ? "something is missing here" : source.shown(at) + " is not expected here",
        SyntaxHints.of(source, start, at, rule));
    return null;
  }

  /** The names of the types that are declared here, and of the classes that are imported. */
  List<String> ownTypes() {
    List<String> names = new ArrayList<>();
    declarations.forEach(it -> it.types().forEach(type -> names.add(type.getTypeName())));
    for (Statement statement : imports) {
      for (ImportDescr it : statement.parsed().getImports()) {
        names.add(it.getTarget().substring(it.getTarget().lastIndexOf('.') + 1));
      }
    }
    return names;
  }

  /** The names of all functions, even of those that cannot be read. */
  List<String> functionNames() {
    return FUNCTION.matcher(source.code()).results().map(it -> it.group(1)).toList();
  }

  /** What each rule, query, function, declaration and import reads. */
  Stream<RuleReads> reads() {
    Stream<RuleReads> statements =
        Stream.of(imports, declarations, functions)
            .flatMap(List::stream)
            .map(it -> RuleReads.of(source.text().substring(it.start(), it.end())));
    return Stream.concat(
        Stream.concat(rules.stream(), queries.stream()).map(ParsedRule::reads), statements);
  }

  /** From where to where everything stands that is compiled besides rules. */
  List<Part> partsBesideRules() {
    Stream<Part> statements =
        Stream.of(imports, declarations, functions)
            .flatMap(List::stream)
            .map(it -> new Part(source, it.start(), it.end()));
    Stream<Part> asked =
        queries.stream().map(it -> new Part(source, it.text().start(), it.text().end()));
    return Stream.concat(statements, asked).toList();
  }
}
