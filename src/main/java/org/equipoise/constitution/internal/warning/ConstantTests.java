package org.equipoise.constitution.internal.warning;

import java.util.List;
import java.util.Set;
import org.equipoise.constitution.internal.anatomy.Anatomy;
import org.equipoise.constitution.internal.anatomy.Condition;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.Token;
import org.equipoise.constitution.reading.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tests of a pattern that read nothing: they compare literals, and so hold of every fact or of
 * none.
 */
final class ConstantTests {
  /** Words that read nothing: literals, and operators of the rule language. */
  private static final Set<String> WORDS =
      Set.of(
          "true",
          "false",
          "null",
          "not",
          "in",
          "contains",
          "excludes",
          "matches",
          "memberOf",
          "str",
          "startsWith",
          "endsWith",
          "soundslike");

  private static final Set<String> EQUALITIES = Set.of("==", "!=");

  private ConstantTests() {}

  static void warn(List<Anatomy> rules, Warnings warnings) {
    for (Anatomy rule : rules) {
      rule.patterns()
          .flatMap(it -> it.tests().stream())
          .filter(it -> !it.isBindingOnly())
          .map(Condition.Test::expression)
          .forEach(at -> warn(rule, at, warnings));
    }
  }

  private static void warn(Anatomy rule, Span at, Warnings warnings) {
    List<Token> tokens = Token.of(rule.text(at));
    boolean comparesLiterals =
        tokens.stream().anyMatch(it -> it.kind() == Kind.TEXT || it.kind() == Kind.NUMBER);
    boolean isInPlaceOfAField = tokens.size() <= 2; // by its position, or it would not compile
    if (comparesLiterals
        && !isInPlaceOfAField
        && tokens.stream().allMatch(it -> it.kind() != Kind.WORD || WORDS.contains(it.text()))) {
      warnings.add(
          "reads-nothing",
          rule,
          at,
          "`"
              + Text.shown(rule, at)
              + "` reads nothing of the fact: it holds of every one, or of none",
          hint(tokens));
    }
  }

  /** What is meant where a text stands for the attribute of this name. */
  private static @Nullable String hint(List<Token> tokens) {
    boolean isNameComparedWithLiteral =
        tokens.size() == 3
            && tokens.get(0).kind() == Kind.TEXT
            && EQUALITIES.contains(tokens.get(1).text());
    if (!isNameComparedWithLiteral) {
      return null;
    }
    String name = tokens.get(0).text();
    return "to read the attribute, write `attr(\""
        + name.substring(1, name.length() - 1)
        + "\") "
        + tokens.get(1).text()
        + " "
        + tokens.get(2).text()
        + "`";
  }
}
