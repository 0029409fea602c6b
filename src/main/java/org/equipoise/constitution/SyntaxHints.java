package org.equipoise.constitution;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** What to write where the parser met a word that it did not expect. */
final class SyntaxHints {
  private static final Pattern OPERATOR = Pattern.compile("[a-z]\\w*");
  private static final List<String> OPERATORS =
      List.of("contains", "excludes", "memberOf", "matches", "str", "not", "in");

  /** A name that stands after a condition or at the start, with nothing else. */
  private static final Pattern ALONE = Pattern.compile("(?:^when|[)\\n])\\s*([a-z]\\w*)\\s+$");

  private static final Pattern ARGUMENTS =
      Pattern.compile("\\$\\w+(?:\\.\\w+)?(?:\\s*,\\s*\\$\\w+(?:\\.\\w+)?)*");

  private static final Set<String> KEYWORDS =
      Set.of(
          "not",
          "exists",
          "forall",
          "and",
          "or",
          "from",
          "eval",
          "accumulate",
          "collect",
          "then",
          "when",
          "over",
          "if",
          "do");

  private SyntaxHints() {}

  /**
   * The hint at a place of a statement, or null if there is none.
   *
   * @param start of the statement
   * @param at what was not expected
   * @param rule the rule or query that the statement is, or null if it is another
   */
  static @Nullable String of(SourceFile source, int start, int at, @Nullable RuleText rule) {
    String word = source.word(at);
    if ("“”„«»‘’\uff02\uff07".contains(word) && !word.isEmpty()) {
      return "write plain quotes, `\"`";
    }
    if (word.chars().anyMatch(Character::isISOControl)) {
      return "delete it";
    }
    String ofNumber = NumberLiterals.hint(source, at);
    if (ofNumber != null) {
      return ofNumber;
    }
    if (rule == null) {
      return source.word(start).equals("declare") ? "a field reads `name : Type`" : null;
    }
    if (word.equals("?") && source.code().startsWith("/", at + 1)) {
      return ObjectPaths.IN_PLACE;
    }
    if (source.word(start).equals("query")) {
      return word.equals("=") ? "to compare, write `==`" : null;
    }
    if (at < rule.headerEnd()) {
      return rule.headerEnd() == rule.conditionsEnd()
          ? "start the conditions with `when`"
          : "between a rule's name and `when` there is room for annotations only";
    }
    if (at > rule.conditionsEnd()) {
      return null;
    }
    String asked = query(source, rule.headerEnd(), at);
    if (asked != null) {
      return asked;
    }
    boolean isInside =
        source
                .code()
                .substring(rule.headerEnd(), at)
                .chars()
                .map(it -> it == '(' ? 1 : it == ')' ? -1 : 0)
                .sum()
            > 0;
    return switch (isInside && ",;".contains(word) ? "" : word) {
      case "=" -> "to compare, write `==`";
      case "@" -> "an annotation stands after the rule's name";
      case "," -> "conditions stand one below the other, with no comma between them";
      case "&" -> "write `&&`, or a comma";
      case ";" -> "conditions stand one below the other, with nothing between them";
      default -> OPERATOR.matcher(word).matches() ? Suggestion.didYouMean(word, OPERATORS) : null;
    };
  }

  /** What to write in place of a name that stands alone among the conditions, or null. */
  private static @Nullable String query(SourceFile source, int from, int at) {
    String code = source.code();
    Matcher alone = ALONE.matcher(code.substring(from, at));
    if (!alone.find() || KEYWORDS.contains(alone.group(1))) {
      return null;
    }
    Matcher arguments = ARGUMENTS.matcher(code).region(at, code.length());
    return "if `"
        + alone.group(1)
        + "` is a query, write `"
        + alone.group(1)
        + (arguments.lookingAt()
            ? "( " + source.text().substring(at, arguments.end()) + "; )`"
            : "()`");
  }
}
