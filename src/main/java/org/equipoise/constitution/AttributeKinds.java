package org.equipoise.constitution;

import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.DrlFile.ParsedRule;
import org.equipoise.constitution.reading.Accessor;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.constitution.reading.ValueRead.Operator;
import org.equipoise.constitution.reading.ValueRead.Part;
import org.equipoise.facts.Values;

/** Whether the conditions of a rule compare each attribute with what it is read as. */
final class AttributeKinds {
  private final ParsedRule rule;
  private final Problems problems;

  private AttributeKinds(ParsedRule rule, Problems problems) {
    this.rule = rule;
    this.problems = problems;
  }

  static void check(ParsedRule rule, Problems problems) {
    AttributeKinds kinds = new AttributeKinds(rule, problems);
    AttributePairs.check(rule, Declarations.NONE, problems);
    rule.reads()
        .attributes()
        .filter(it -> it.part() == Part.CONDITION)
        .forEach(
            it -> {
              kinds.refuseMembership(it);
              kinds.refuseOtherKind(it);
            });
  }

  /** What an attribute is, no rule knows: it may be a text as well as a list. */
  private void refuseMembership(ValueRead read) {
    Operator operator = read.operator();
    if (operator == null
        || read.accessor() == Accessor.LIST
        || !Set.of("contains", "excludes").contains(operator.sign())) {
      return;
    }
    String name = read.name();
    problem(
        "wrong-condition",
        rule.start(operator.at()),
        "`" + operator.sign() + "` does not go with an attribute",
        "in a text, look with `attr(\""
            + name
            + "\") matches \".*….*\"`; in a list, with `list(\""
            + name
            + "\") contains …`");
  }

  /** What is read as one kind of value never equals a literal of another. */
  private void refuseOtherKind(ValueRead read) {
    Values.Kind wanted = read.wanted();
    if (wanted == null) {
      return;
    }
    for (LiteralTest test : read.tests()) {
      Object literal = test.value();
      boolean isOfItems = read.accessor() == Accessor.LIST && !test.isRelation();
      boolean isAsked = literal == null && read.accessor() == Accessor.TEXT;
      if (isOfItems || isAsked || (literal != null && Values.Kind.of(literal) == wanted)) {
        continue;
      }
      String accessor = "`" + Objects.requireNonNull(read.accessor()).word() + "` reads ";
      problem(
          "incomparable",
          rule.start(test.literalAt()),
          accessor
              + wanted.inWords()
              + ", and `"
              + test.literal()
              + "` is "
              + (literal == null ? "no value" : Values.Kind.of(literal).inWords()),
          literal == null
              ? "whether it is there tells `attr(\"" + read.name() + "\") " + test.sign() + " null`"
              : read.accessor() == Accessor.LIST
                  ? "look into it with `list(\""
                      + read.name()
                      + "\") contains "
                      + test.literal()
                      + "`"
                  : "compare it with " + wanted.inWords() + ", or read it by `attr`");
    }
  }

  private void problem(String code, int at, String message, String hint) {
    problems.error(code, rule.file(), at, rule.text().name(), message, hint);
  }
}
