package org.equipoise.constitution;

import org.equipoise.language.Levels;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/** Checks names of levels against the levels that {@code constitution.json} declares. */
final class LevelNames {
  private LevelNames() {}

  /**
   * Whether a name is the name of a level; if not, that is reported.
   *
   * @param levels null if they are not known; then every name is taken for one
   * @param subject the rule or the field that names it
   */
  static boolean isKnown(
      String name,
      @Nullable Levels levels,
      Problems problems,
      SourceFile file,
      int offset,
      @Nullable String subject) {
    if (levels == null || levels.names().contains(name)) {
      return true;
    }
    String near = Suggestion.didYouMean(name, levels.names());
    problems.error(
        "unknown-level",
        file,
        offset,
        subject,
        levels.areDeclared()
            ? "the level `" + SourceFile.shorten(name) + "` is not declared"
            : "there is no level `" + SourceFile.shorten(name) + "`: none is declared",
        near != null
            ? near
            : levels.areDeclared()
                ? "levels are " + String.join(", ", levels.names())
                : "write `\"levels\": [\""
                    + name
                    + "\", …]` in constitution.json, the highest first");
    return false;
  }
}
