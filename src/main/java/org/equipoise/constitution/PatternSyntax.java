package org.equipoise.constitution;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text is a pattern in the syntax of RE2. To be asked only where the library is there.
 */
final class PatternSyntax {
  static final String TYPE = "com.google.re2j.Pattern";
  static final String LIBRARY = "com.google.re2j:re2j";

  private PatternSyntax() {}

  /** What is wrong with a pattern; null if nothing is. */
  static @Nullable String faultOf(String pattern) {
    try {
      return Pattern.compile(pattern).matcher("").find()
          ? "it is found in an empty text, and so in every text"
          : null;
    } catch (PatternSyntaxException e) {
      return e.getDescription() + wherein(pattern, e.getPattern());
    }
  }

  private static String wherein(String pattern, @Nullable String part) {
    return part == null || part.isEmpty() || part.equals(pattern) ? "" : " in `" + part + "`";
  }

  /** What to do about it. */
  static String hint(String pattern) {
    if (pattern.contains("(?=") || pattern.contains("(?!") || pattern.contains("(?<")) {
      return "RE2 reads each text once, so it looks neither ahead nor back: write what must be"
          + " there, in several patterns if need be";
    }
    if (pattern.matches("(?s).*\\\\[1-9].*")) {
      return "RE2 reads each text once, so it cannot refer back to a group: write what must be"
          + " there";
    }
    return "write it in the syntax of RE2; in JSON a backslash is written twice";
  }
}
