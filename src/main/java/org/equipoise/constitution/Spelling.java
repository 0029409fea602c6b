package org.equipoise.constitution;

import com.google.common.base.CharMatcher;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.constitution.DrlFile.ParsedRule;

/** Letters in names, and numbers, that rules cannot be written with. */
final class Spelling {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  /** Attributes whose names hold a character that cannot be seen: no case has one of that name. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "\\b(?:attr|num|text|flag|list)\\s*+\\(\\s*+[\"']([^\"'\\n]*?)"
              + "([\\p{Cc}\\x{ad}\\x{200b}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2060}-\\x{2069}\\x{feff}])");

  /** Letters of other alphabets, and under each the Latin one that it looks like. */
  private static final String ALIKE =
      "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
          + "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406"
          + "\u03bf\u03b1\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7";

  private static final String PLAIN = "aeopcyxijs" + "ABEKMHOPCTXI" + "oaABEHIKMNOPTX";
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<![\\w$\\p{L}\\p{M}\\p{N}])([\\w$]*+[\\p{L}\\p{M}\\p{N}&&[^\\x00-\\x7F]]"
              + "[\\w$\\p{L}\\p{M}\\p{N}]*+)\\s*+[:(<>=!]");

  private final SourceFile file;
  private final RuleText rule;
  private final Problems problems;

  private Spelling(ParsedRule rule, Problems problems) {
    this.file = rule.file();
    this.rule = rule.text();
    this.problems = problems;
  }

  /** Reports what is wrong; whether the rest of the rule can be understood. */
  static boolean isFine(ParsedRule rule, Problems problems) {
    Spelling spelling = new Spelling(rule, problems);
    boolean isNamed = spelling.name();
    RuleText text = rule.text();
    NumberLiterals.check(
        rule.file(), text.name(), text.headerEnd(), text.conditionsEnd(), problems);
    NumberLiterals.checkCode(rule.file(), text.name(), text.conditionsEnd(), text.end(), problems);
    return spelling.areNamesPlain() && isNamed;
  }

  /** Reports what is wrong with the name; whether the engine can write it in code. */
  private boolean name() {
    Matcher control = CONTROL.matcher(rule.name());
    if (control.find()) {
      problems.error(
          "syntax",
          file,
          rule.nameStart(),
          null,
          String.format(
              Locale.ROOT,
              "the rule's name holds the character U+%04X, which cannot be seen",
              (int) rule.name().charAt(control.start())),
          "name it in letters, digits and signs");
      return true;
    }
    int quote = CharMatcher.anyOf("\"\\").indexIn(rule.name());
    if (quote >= 0) {
      problems.error(
          "syntax",
          file,
          rule.nameStart(),
          rule.name(),
          "the rule's name holds `" + rule.name().charAt(quote) + "`",
          "name it without `\"` and `\\`; `'` may stand in a name");
    }
    return quote < 0;
  }

  private boolean areNamesPlain() {
    Matcher unseen = UNSEEN.matcher(file.text()).region(rule.headerEnd(), rule.end());
    if (unseen.find()) {
      problems.error(
          "syntax",
          file,
          unseen.start(2),
          rule.name(),
          String.format(
              Locale.ROOT,
              "the attribute's name holds the character U+%04X, which cannot be seen",
              (int) unseen.group(2).charAt(0)),
          "delete it");
      return false;
    }
    Matcher foreign = FOREIGN.matcher(file.code()).region(rule.headerEnd(), rule.conditionsEnd());
    if (!foreign.find()) {
      return true;
    }
    problems.error(
        "syntax",
        file,
        foreign.start(),
        rule.name(),
        "the name `" + foreign.group(1) + "` has letters beyond those of ASCII",
        hint(foreign.group(1)));
    return false;
  }

  /** The name in plain letters, where other alphabets have letters that look like these. */
  private static String hint(String name) {
    StringBuilder plain = new StringBuilder();
    name.chars()
        .map(it -> ALIKE.indexOf(it) < 0 ? it : PLAIN.charAt(ALIKE.indexOf(it)))
        .forEach(it -> plain.append((char) it));
    return plain.chars().allMatch(it -> it < 128)
        ? "write `" + plain + "` in the letters a to z: some of these only look like them"
        : "write names of variables, types and properties in the letters a to z, digits and `_`;"
            + " texts in quotes may hold any";
  }
}
