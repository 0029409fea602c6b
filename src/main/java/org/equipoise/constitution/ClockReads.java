package org.equipoise.constitution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AbstractClassTypeDeclarationDescr;
import org.drools.drl.ast.descr.TypeFieldDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;

/**
 * What would let the session's clock decide: events, the operators that compare their times, and
 * windows over them. Of annotations only those are let in that are known to do nothing of the kind.
 */
final class ClockReads {
  private static final Set<String> HARMLESS_OF_A_TYPE = Set.of("propertyreactive", "classreactive");
  private static final Set<String> HARMLESS_OF_A_FIELD = Set.of("key", "position");
  private static final Set<String> OF_EVENTS = Set.of("role", "timestamp", "duration", "expires");
  private static final Pattern ANNOTATION = Pattern.compile("@\\s*([\\w.$]+)");
  private static final Pattern STREAM =
      Pattern.compile("declare\\s+(window|entry-point)(?=\\s+[\\w\"'])");

  private static final String TEMPORAL =
      "after|before|coincides|during|finishes|finishedby|includes|meets|metby|overlaps"
          + "|overlappedby|starts|startedby";

  private static final Set<String> OPERATORS = Set.of(TEMPORAL.split("\\|"));

  /** What stands after a property of such a name: then it is no operator. */
  private static final String OPERATOR =
      "(?:(?:not|in|contains|excludes|memberOf|matches|soundslike|str|instanceof|from|over|and|or"
          + "|"
          + TEMPORAL
          + ")\\b)";

  /** An operator stands between its operands: before it a word, a bracket or a quote, or a sign. */
  private static final Pattern COMPARES_TIMES =
      Pattern.compile(
          "(?<=[\\w$)\\]\"'&|(]|not)\\s+("
              + TEMPORAL
              + ")\\s*(?:\\[[^\\]]*\\]\\s*|(?<=\\s))(?!"
              + OPERATOR
              + ")(?=[\\w$\"'(])");

  private static final Pattern SOUNDS =
      Pattern.compile(
          "(?<=[\\w$)\\]\"']|not)\\s+(soundslike)\\s+(?!" + OPERATOR + ")(?=[\\w$\"'(])");

  private static final Pattern COMPARED =
      Pattern.compile("(\\w+\\s*\\(\\s*\"[^\"\\n]*\"\\s*\\)|\\bat)\\s+$");
  private static final Pattern LITERAL = Pattern.compile("[^\"'(\\n]*[\"']([^\"'\\n]*)[\"']");

  private ClockReads() {}

  /** Reports what is wrong with the declarations of a file. */
  static void declarations(DrlFile drl, Problems problems) {
    for (DrlFile.Statement statement : drl.declarations()) {
      SourceFile file = drl.source();
      Matcher stream = STREAM.matcher(file.code()).region(statement.start(), statement.end());
      if (stream.lookingAt()) {
        problems.error(
            "not-allowed",
            file,
            stream.start(1),
            null,
            "`declare " + stream.group(1) + "` has no place in a constitution",
            "all facts of a case stand in one place, and none of them comes later");
      }
      annotations(file, statement, problems);
    }
  }

  private static void annotations(SourceFile file, DrlFile.Statement statement, Problems problems) {
    Set<String> ofFields = new TreeSet<>();
    statement
        .types()
        .flatMap(it -> it.getFields().values().stream())
        .map(TypeFieldDescr::getAnnotationNames)
        .forEach(it -> it.forEach(name -> ofFields.add(plain(name))));
    String subject =
        statement
            .types()
            .map(AbstractClassTypeDeclarationDescr::getTypeName)
            .findFirst()
            .orElse(null);
    Matcher annotation = ANNOTATION.matcher(file.code()).region(statement.start(), statement.end());
    while (annotation.find()) {
      String name = plain(annotation.group(1));
      if (HARMLESS_OF_A_TYPE.contains(name)
          || (HARMLESS_OF_A_FIELD.contains(name) && ofFields.contains(name))) {
        continue;
      }
      boolean isOfEvents = OF_EVENTS.contains(name);
      problems.error(
          isOfEvents ? "not-repeatable" : "not-allowed",
          file,
          annotation.start(),
          subject,
          "`@"
              + annotation.group(1)
              + (isOfEvents
                  ? "` makes facts events, whose time is that of the machine's clock"
                  : "` has no place in a declaration"),
          isOfEvents
              ? "give times as attributes of the case, and compare those"
              : "drop it; fields may have `@key` and `@position`");
    }
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** Reports what the conditions of a rule or query ask a clock, or a machine's language. */
  static void conditions(ParsedRule rule, Problems problems) {
    SourceFile file = rule.file();
    RuleText text = rule.text();
    Matcher times = COMPARES_TIMES.matcher(file.code());
    for (int at : starts(times, text)) {
      String operator = file.word(at);
      problems.error(
          "not-repeatable",
          file,
          at,
          text.name(),
          "`" + operator + "` compares times of events, which are those of the machine's clock",
          hint(
              compared(file.text().substring(text.headerEnd(), at)),
              operator,
              file.text().substring(at + operator.length())));
    }
    for (int at : starts(SOUNDS.matcher(file.code()), text)) {
      problems.error(
          "not-repeatable",
          file,
          at,
          text.name(),
          "`soundslike` depends on the machine's language",
          "write what the text may be: `matches \"(?i)….*\"`");
    }
  }

  private static List<Integer> starts(Matcher operator, RuleText text) {
    operator.region(text.headerEnd(), text.conditionsEnd());
    operator.useTransparentBounds(true);
    return Stream.iterate(operator, Matcher::find, it -> it).map(it -> it.start(1)).toList();
  }

  /** Whether a word is an operator on the times of events: what it compares is told apart. */
  static boolean comparesTimes(String word) {
    return OPERATORS.contains(word);
  }

  /** What stands before an operator, as far as it may be compared; else a property that may. */
  private static String compared(String before) {
    Matcher left = COMPARED.matcher(before);
    return left.find() ? left.group(1) : "at";
  }

  private static String hint(String left, String operator, String rest) {
    Matcher literal = LITERAL.matcher(rest);
    String date =
        (literal.lookingAt() ? DateLiterals.spelling(literal.group(1)) : Optional.<String>empty())
            .orElse("2026-01-31T10:00:00Z");
    return switch (operator) {
      case "after" -> "compare attributes or properties: `" + left + " > \"" + date + "\"`";
      case "before" -> "compare attributes or properties: `" + left + " < \"" + date + "\"`";
      default -> "give times as attributes, and compare those with `==`, `<` and `>`";
    };
  }
}
