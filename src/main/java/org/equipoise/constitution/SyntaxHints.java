package org.equipoise.constitution;

import java.util.List;
import java.util.regex.Pattern;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** What to write where the parser met a word that it did not expect. */
final class SyntaxHints {
  private static final Pattern OPERATOR = Pattern.compile("[a-z]\\w*");
  private static final List<String> OPERATORS =
      List.of("contains", "excludes", "memberOf", "matches", "str", "not", "in");

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
    if ("“”„«»‘’".contains(word) && !word.isEmpty()) {
      return "write plain quotes, `\"`";
    }
    if (word.chars().anyMatch(Character::isISOControl)) {
      return "delete it";
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
}
