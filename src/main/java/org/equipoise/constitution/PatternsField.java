package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Attribute.Subject;
import org.equipoise.constitution.LocatedJson.Located;
import org.equipoise.problem.internal.OptionalLibrary;
import org.jspecify.annotations.Nullable;

/** {@code detect} of a declared attribute: the patterns by which it is found in a text. */
final class PatternsField {
  private static final String FORM = "write `\"detect\": {\"patterns\": [\"…\"]}`";
  private static final String PATTERNS = "detect.patterns";

  private final AttributesFile file;
  private boolean isLibraryTold;

  PatternsField(AttributesFile file) {
    this.file = file;
  }

  /**
   * The patterns among the fields of an attribute; each problem is reported.
   *
   * @param type the type of the attribute; null if it is not known
   */
  List<String> read(
      Map<String, Located> fields, String prefix, Attribute.@Nullable Type type, Subject of) {
    Located located = fields.get("detect");
    if (located == null) {
      return List.of();
    }
    Map<String, Located> detect = file.objectAt(fields, "detect", prefix);
    boolean isWhole = file.known(detect, prefix + "detect.", List.of("patterns"));
    Located patterns = detect.get("patterns");
    if (patterns == null) {
      if (isWhole && located.value() instanceof Map) {
        file.problem(
            "missing-field",
            located.offset(),
            prefix + PATTERNS,
            "`detect` holds no `patterns`",
            FORM);
      }
      return List.of();
    }
    if (!(patterns.value() instanceof List<?> items) || items.isEmpty()) {
      file.wrong(patterns, prefix + PATTERNS, "a list of one pattern or more", FORM);
      return List.of();
    }
    if (type != null && type != Attribute.Type.BOOLEAN) {
      file.problem(
          "wrong-value",
          patterns.offset(),
          prefix + PATTERNS,
          "a pattern tells whether something is there, and this attribute is " + type.inWords(),
          "declare it as a boolean, or drop `detect`");
      return List.of();
    }
    if (of == Subject.JUDGMENT) {
      file.problem(
          "wrong-value",
          patterns.offset(),
          prefix + PATTERNS,
          "circumstances of judgments are told by people, and found in no text",
          "drop `detect`");
      return List.of();
    }
    return hasLibrary(patterns, prefix) ? sound(items, prefix) : List.of();
  }

  private boolean hasLibrary(Located patterns, String prefix) {
    try {
      OptionalLibrary.require(PatternSyntax.TYPE, PatternSyntax.LIBRARY, "patterns");
      return true;
    } catch (IllegalStateException e) {
      if (!isLibraryTold) {
        isLibraryTold = true;
        file.problem(
            "missing-library",
            patterns.offset(),
            prefix + PATTERNS,
            "patterns need the library `"
                + PatternSyntax.LIBRARY
                + "`, which is not on the class path",
            "add it, or drop `detect`");
      }
      return false;
    }
  }

  private List<String> sound(List<?> items, String prefix) {
    List<String> patterns = new ArrayList<>();
    for (Object item : items) {
      Located each = (Located) item;
      if (!(each.value() instanceof String pattern) || pattern.isEmpty()) {
        file.wrong(each, prefix + PATTERNS, "a pattern", "put it in quotes");
        continue;
      }
      String fault = PatternSyntax.faultOf(pattern);
      if (fault == null) {
        patterns.add(pattern);
        continue;
      }
      String shown =
          pattern.codePoints().noneMatch(LocatedJson::isUnreadable)
              ? "`" + SourceFile.shorten(pattern) + "`"
              : "this";
      file.problem(
          "wrong-pattern",
          each.offset(),
          prefix + PATTERNS,
          shown + " is no pattern: " + fault,
          PatternSyntax.hint(pattern));
    }
    return patterns;
  }
}
