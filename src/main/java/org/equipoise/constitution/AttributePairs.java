package org.equipoise.constitution;

import java.util.List;
import java.util.Set;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.Accessor;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.constitution.reading.ValueRead.Operator;
import org.equipoise.constitution.reading.ValueRead.Part;
import org.equipoise.facts.Values.Kind;
import org.jspecify.annotations.Nullable;

/** Attributes that conditions compare with each other though their kinds never compare. */
final class AttributePairs {
  private static final Set<String> EQUALITIES = Set.of("==", "!=");
  private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");
  private static final Set<Kind> ORDERED = Set.of(Kind.NUMBER, Kind.TEXT);

  private final ParsedRule rule;
  private final Declarations declarations;
  private final Problems problems;

  private AttributePairs(ParsedRule rule, Declarations declarations, Problems problems) {
    this.rule = rule;
    this.declarations = declarations;
    this.problems = problems;
  }

  /** Reports pairs of attributes, whose kinds are known by how they are read or declared. */
  static void check(ParsedRule rule, Declarations declarations, Problems problems) {
    AttributePairs pairs = new AttributePairs(rule, declarations, problems);
    List<ValueRead> reads =
        rule.reads()
            .attributes()
            .filter(it -> it.part() == Part.CONDITION)
            .sorted((a, b) -> Integer.compare(a.at().start(), b.at().start()))
            .toList();
    for (int i = 0; i < reads.size(); i++) {
      Operator operator = reads.get(i).operator();
      if (operator != null && pairs.isAlone(reads.get(i))) {
        ValueRead next = i + 1 < reads.size() ? reads.get(i + 1) : null;
        pairs.compare(reads.get(i), operator, next);
      }
    }
  }

  private void compare(ValueRead left, Operator operator, @Nullable ValueRead next) {
    boolean isOrder = ORDERS.contains(operator.sign());
    Kind kind = kind(left);
    if (kind == null || (!isOrder && !EQUALITIES.contains(operator.sign()))) {
      return;
    }
    if (isOrder && left.wanted() != null && !ORDERED.contains(kind)) {
      problem(
          operator,
          shown(left) + " is " + kind.inWords() + ", which has no order",
          ofKind(left, kind));
      return;
    }
    Kind other = next == null || !isRightOf(operator, next) ? null : kind(next);
    if (next != null && other != null && kind != other) {
      problem(
          operator,
          shown(left) + " is " + kind.inWords() + ", and " + shown(next) + " is " + other.inWords(),
          "compare values of one kind: where both are numbers, `num(\""
              + left.name()
              + "\") "
              + operator.sign()
              + " num(\""
              + next.name()
              + "\")`");
    }
  }

  private static String ofKind(ValueRead read, Kind kind) {
    return switch (kind) {
      case TRUTH -> "write `" + word(read) + "(\"" + read.name() + "\") == true`";
      case LIST -> "count what is in it: `list(\"" + read.name() + "\").size() > 3`";
      default -> "compare a number or a text that is in it";
    };
  }

  private @Nullable Kind kind(ValueRead read) {
    if (read.wanted() != null) {
      return read.wanted();
    }
    Attribute declared = declarations.byName().get(read.name());
    return read.accessor() == Accessor.ATTR && declared != null && declared.type() != null
        ? declared.type().kind()
        : null;
  }

  /** Whether nothing is worked out of it before it is compared. */
  private boolean isAlone(ValueRead read) {
    String before = rule.file().code().substring(0, rule.start(read.at())).stripTrailing();
    return before.isEmpty() || "(,&|!:{;".indexOf(before.charAt(before.length() - 1)) >= 0;
  }

  private boolean isRightOf(Operator operator, ValueRead read) {
    String code = rule.file().code();
    int end = rule.text().start() + read.at().end();
    int next = rule.file().next(end);
    return rule.file().next(rule.text().start() + operator.at().end()) == rule.start(read.at())
        && next < code.length()
        && ",)&|".indexOf(code.charAt(next)) >= 0;
  }

  private static String shown(ValueRead read) {
    return "`" + word(read) + "(\"" + SourceFile.shorten(read.name()) + "\")`";
  }

  private static String word(ValueRead read) {
    return read.accessor() == null ? "attr" : read.accessor().word();
  }

  private void problem(Operator operator, String message, String hint) {
    problems.error(
        "incomparable", rule.file(), rule.start(operator.at()), rule.text().name(), message, hint);
  }
}
