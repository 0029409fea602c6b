package org.equipoise.constitution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.equipoise.constitution.DrlFile.ParsedRule;

/**
 * Comparisons that mean what they say and that Drools 10.2.0 does not compile: of a {@code Float}
 * with a whole number, of a literal on the left with a property of a small class, and of a truth
 * value on the left with what may be any value. They are written in the form that it compiles.
 */
final class TypedComparisons {
  private static final String SIGN = "\\s*(==|!=|<=|>=|<|>)\\s*";
  private static final String NAME = "([A-Za-z_]\\w*)";
  private static final String END = "(?![\\w$]|\\s*[-+*/%.(\\[])";

  private static final Pattern WHOLE =
      Pattern.compile("(?<![\\w$.)\\]])" + NAME + SIGN + "(-?\\d+)" + END);

  private static final Pattern LITERAL_FIRST =
      Pattern.compile("(?<![\\w$.)\\]]|[-+*/%]\\s{0,9})(-?\\d+(?:\\.\\d+)?)" + SIGN + NAME + END);

  /** A truth value compared with a variable, a property or an attribute. */
  private static final Pattern TRUTH_FIRST =
      Pattern.compile(
          "(?<![\\w$.)\\]])"
              + NAME
              + "\\s*(==|!=)\\s*((?:\\$\\w+\\s*\\.\\s*)?attr\\s*\\(\\s*\"[^\"\\n]*\"\\s*\\)|\\$\\w+|"
              + NAME
              + ")"
              + END);

  private static final Pattern BOUND_TO_ATTRIBUTE =
      Pattern.compile("(\\$\\w+)\\s*:\\s*(?:\\$\\w+\\s*\\.\\s*)?attr\\s*\\(");

  private static final Map<String, String> TURNED =
      Map.of("==", "==", "!=", "!=", "<", ">", ">", "<", "<=", ">=", ">=", "<=");

  private static final Set<String> SMALL =
      Set.of("byte", "Byte", "short", "Short", "float", "Float");

  private static final Set<String> TRUTHS = Set.of("boolean", "Boolean");

  private final ParsedRule rule;
  private final FactTypes types;
  private final List<Edit> edits = new ArrayList<>();

  private TypedComparisons(ParsedRule rule, FactTypes types) {
    this.rule = rule;
    this.types = types;
  }

  /** What to write otherwise in a rule's conditions, with its places in the author's text. */
  static List<Edit> edits(ParsedRule rule, FactTypes types) {
    TypedComparisons comparisons = new TypedComparisons(rule, types);
    for (PatternDescr pattern : Patterns.of(rule.descr().getLhs())) {
      for (BaseDescr constraint : pattern.getDescrs()) {
        int from = rule.offset() + constraint.getStartCharacter();
        int to =
            Math.min(rule.offset() + constraint.getEndCharacter() + 1, rule.file().text().length());
        if (constraint.getStartCharacter() >= 0 && from < to) {
          comparisons.add(pattern.getObjectType(), from, to);
        }
      }
    }
    return comparisons.edits;
  }

  private void add(String type, int from, int to) {
    Matcher whole = matcher(WHOLE, from, to);
    while (whole.find()) {
      if (types.fieldType(type, whole.group(1)).equals("Float")) {
        edits.add(new Edit(whole.end(3), whole.end(3), ".0"));
      }
    }
    Matcher first = matcher(LITERAL_FIRST, from, to);
    while (first.find()) {
      String field = types.fieldType(type, first.group(3));
      if (SMALL.contains(field)) {
        boolean isWhole = field.equals("Float") && !first.group(1).contains(".");
        turn(first, 1, first.group(1) + (isWhole ? ".0" : ""), 2, 3);
      }
    }
    Matcher truth = matcher(TRUTH_FIRST, from, to);
    while (truth.find()) {
      if (TRUTHS.contains(types.fieldType(type, truth.group(1)))
          && mayBeAny(type, truth.group(3))) {
        turn(truth, 1, truth.group(1), 2, 3);
      }
    }
  }

  private Matcher matcher(Pattern pattern, int from, int to) {
    Matcher matcher = pattern.matcher(rule.file().code()).region(from, to);
    matcher.useTransparentBounds(true);
    return matcher;
  }

  /** Writes a comparison from right to left. */
  private void turn(Matcher found, int left, String onLeft, int sign, int right) {
    String text = rule.file().text();
    edits.add(
        new Edit(
            found.start(left),
            found.end(right),
            text.substring(found.start(right), found.end(right))
                + text.substring(found.end(left), found.start(sign))
                + TURNED.get(found.group(sign))
                + text.substring(found.end(sign), found.start(right))
                + onLeft));
  }

  private boolean mayBeAny(String type, String compared) {
    if (compared.contains("(")) {
      return true;
    }
    if (!compared.startsWith("$")) {
      return types.fieldType(type, compared).equals("Object");
    }
    Matcher bound =
        BOUND_TO_ATTRIBUTE
            .matcher(rule.file().code())
            .region(rule.text().headerEnd(), rule.text().conditionsEnd());
    while (bound.find()) {
      if (bound.group(1).equals(compared)) {
        return true;
      }
    }
    return false;
  }
}
