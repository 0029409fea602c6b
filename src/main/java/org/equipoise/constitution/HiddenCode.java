package org.equipoise.constitution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.jspecify.annotations.Nullable;

/**
 * Ways of writing that would keep from us what a rule says: Java turns an escaped letter into the
 * letter before it reads on, and a word called by way of its class does what the bare word does.
 */
final class HiddenCode {
  private static final Pattern ESCAPED = Pattern.compile("(?<!\\\\)\\\\++u++00[0-7]\\p{XDigit}");
  private static final Pattern BY_CLASS = Pattern.compile("\\bVocabulary\\b");

  private HiddenCode() {}

  static void report(DrlFile drl, Problems problems) {
    SourceFile file = drl.source();
    Matcher escaped = ESCAPED.matcher(file.text());
    while (escaped.find()) {
      String found = escaped.group();
      int backslashes = found.indexOf('u');
      if (backslashes % 2 == 1) {
        String letter = found.substring(found.length() - 4);
        problems.error(
            "not-allowed",
            file,
            escaped.start() + backslashes - 1,
            ruleAt(drl, escaped.start()),
            "`" + found.substring(backslashes - 1) + "` is an escaped letter of ASCII",
            "write the letter itself: " + shown((char) Integer.parseInt(letter, 16)));
      }
    }
    Matcher byClass = BY_CLASS.matcher(file.code());
    while (byClass.find()) {
      problems.error(
          "not-allowed",
          file,
          byClass.start(),
          ruleAt(drl, byClass.start()),
          "`Vocabulary` has no place in a constitution",
          "use its words alone, as in `forbid( $o, \"why\" )`; they need no import");
    }
  }

  private static @Nullable String ruleAt(DrlFile drl, int offset) {
    return drl.rules().stream()
        .map(ParsedRule::text)
        .filter(it -> it.start() <= offset && offset < it.end())
        .map(RuleText::name)
        .findFirst()
        .orElse(null);
  }

  private static String shown(char letter) {
    return letter > ' ' && letter < 127 ? "`" + letter + "`" : "in a string, as `\\\\t` or `\\\\n`";
  }
}
