package org.equipoise.constitution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;

/** Paths such as {@code /outputs[ id == "a" ]}, which conditions cannot hold. */
final class ObjectPaths {
  private static final String HINT = "match each fact by its type, one below the other: `%s`";
  static final String IN_PLACE = HINT.replace("%s", "$o : Output( id == \"a\" )");
  private static final Pattern WHOLE =
      Pattern.compile("((?:\\$?\\w+\\s*:=?\\s*)?)/outputs?\\s*\\[([^\\]\\n]*)\\]\\s*(?![/\\[#])");
  private static final Pattern WITHIN =
      Pattern.compile("\\s*(?:\\$?\\w+\\s*:=?\\s*)?(\\??/)\\s*[A-Za-z_]");

  private ObjectPaths() {}

  /** Reports a path that stands for a pattern. */
  static void refuse(ParsedRule rule, int at, Problems problems) {
    Matcher path = WHOLE.matcher(rule.file().text()).region(at, rule.text().conditionsEnd());
    String hint =
        path.lookingAt()
            ? HINT.replace("%s", path.group(1) + "Output( " + path.group(2).strip() + " )")
            : IN_PLACE;
    problem(rule, at, hint, problems);
  }

  /** Reports the first path within a pattern; whether there is one. */
  static boolean refuse(ParsedRule rule, PatternDescr pattern, Problems problems) {
    for (BaseDescr constraint : pattern.getDescrs()) {
      int from = rule.offset() + constraint.getStartCharacter();
      if (constraint.getStartCharacter() < 0 || from > rule.text().conditionsEnd()) {
        continue;
      }
      Matcher path = WITHIN.matcher(rule.file().code()).region(from, rule.text().conditionsEnd());
      if (path.lookingAt()) {
        problem(rule, path.start(1), IN_PLACE, problems);
        return true;
      }
    }
    return false;
  }

  private static void problem(ParsedRule rule, int at, String hint, Problems problems) {
    problems.error(
        "not-allowed",
        rule.file(),
        at,
        rule.text().name(),
        "paths have no place in a constitution",
        hint);
  }
}
