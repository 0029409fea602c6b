package org.equipoise.constitution.internal.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.drools.model.functions.Predicate1;
import org.equipoise.constitution.reading.LiteralTest;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.constitution.reading.Span;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.language.AttributeReader;
import org.equipoise.language.Case;
import org.equipoise.language.Message;
import org.equipoise.language.Output;
import org.jspecify.annotations.Nullable;

/**
 * A test of one attribute against a constant, as it reads in the rule: it answers for values of the
 * constant's kind without a call of what was compiled, which answers for all others.
 *
 * <p>Such a test is only made where it agrees with the compiled one on every value tried: all truth
 * values, and the texts and numbers on and around the constant.
 */
final class ConstantComparison {
  /** Numbers that are exact as floating-point numbers, or compare as these do. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}(?:\\.\\d{1,9})?");

  private static final org.equipoise.facts.Message NOBODY =
      org.equipoise.facts.Message.of(org.equipoise.facts.Message.Role.USER, "");

  /** What can be said of a value without the compiled test. */
  enum Answer {
    YES,
    NO,
    ASK;

    static Answer of(boolean passes) {
      return passes ? YES : NO;
    }
  }

  private final String attribute;
  private final Relation relation;
  private final @Nullable String text;
  private final boolean isTruth;
  private final double number;
  private Answer ofNothing = Answer.ASK;
  private final Answer ofTrue;
  private final Answer ofFalse;

  private enum Relation {
    EQUAL,
    UNEQUAL,
    AT_MOST,
    AT_LEAST,
    BELOW,
    ABOVE;

    private static Relation of(String sign) {
      return switch (sign) {
        case "==" -> EQUAL;
        case "!=" -> UNEQUAL;
        case "<=" -> AT_MOST;
        case ">=" -> AT_LEAST;
        case "<" -> BELOW;
        default -> ABOVE;
      };
    }
  }

  private ConstantComparison(String attribute, LiteralTest test, Object value) {
    this.attribute = attribute;
    this.relation = Relation.of(test.sign());
    this.isTruth = value instanceof Boolean;
    this.text = value instanceof String it ? it : null;
    this.number =
        value instanceof Boolean truth
            ? (truth ? 1 : 0)
            : this.text == null ? Double.parseDouble(test.literal()) : Double.NaN;
    this.ofTrue = isTruth ? compare(1) : Answer.ASK;
    this.ofFalse = isTruth ? compare(0) : Answer.ASK;
  }

  /** A compiled test of facts of a type as one of an attribute; null if it is none. */
  static @Nullable ConstantComparison of(Predicate1<Object> compiled, Class<?> type) {
    if (type != Output.class && type != Case.class && type != Message.class) {
      return null;
    }
    String written = compiled.predicateInformation().getStringConstraint();
    ConstantComparison test = written == null ? null : of(written);
    return test != null && test.agreesWith(compiled, type) ? test : null;
  }

  private static @Nullable ConstantComparison of(String written) {
    List<ValueRead> values = RuleReads.ofTest(written).values();
    if (values.size() != 1 || !values.get(0).isAttribute() || !values.get(0).isOnlyTested()) {
      return null;
    }
    List<LiteralTest> tests = values.get(0).tests();
    Object value = tests.get(0).value();
    Span at = tests.get(0).at();
    boolean isPlain =
        at.end() - at.start() == written.strip().length()
            && tests.get(0).isRelation()
            && (value instanceof Boolean
                || value instanceof String
                || NUMBER.matcher(tests.get(0).literal()).matches());
    return isPlain && value != null
        ? new ConstantComparison(values.get(0).name(), tests.get(0), value)
        : null;
  }

  private boolean agreesWith(Predicate1<Object> compiled, Class<?> type) {
    ofNothing = ask(compiled, type, null);
    boolean isOfUse = false;
    for (Object value : tried()) {
      Answer answer = answer(value);
      if (answer != Answer.ASK) {
        isOfUse = true;
        if (answer != ask(compiled, type, value)) {
          return false;
        }
      }
    }
    return isOfUse;
  }

  /** Values as attributes have them: a number that is whole is no double. */
  private List<Object> tried() {
    List<Object> values = new ArrayList<>(List.of(true, false, "", "true", "false", 0, 1, -1, 0.5));
    values.addAll(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, 1e300, -1e300, 1e-300));
    if (text != null) {
      values.addAll(List.of(text, text + " ", " " + text, text + "a", text + "z"));
      values.add(text.substring(0, Math.max(0, text.length() - 1)));
      values.add(text.toUpperCase(Locale.ROOT));
    } else if (!isTruth) {
      int whole = (int) number;
      values.addAll(List.of(whole - 1, whole, whole + 1, whole - 0.25, whole + 0.25));
      values.addAll(List.of(Math.nextUp(number), Math.nextDown(number)));
      if (number != whole) {
        values.add(number);
      }
    }
    return values;
  }

  /** What the compiled test says; nothing if it fails, or looks at anything else. */
  private Answer ask(Predicate1<Object> compiled, Class<?> type, @Nullable Object value) {
    AttributeReader reader =
        name -> {
          if (!name.equals(attribute)) {
            throw new IllegalArgumentException(name);
          }
          return value;
        };
    Object fact =
        type == Case.class
            ? new Case("", null, reader, List.of(), false)
            : type == Message.class
                ? new Message(NOBODY, 0, reader)
                : new Output("", 0, "", null, null, reader);
    try {
      return Answer.of(compiled.test(fact));
    } catch (Exception e) {
      return Answer.ASK;
    }
  }

  /** The name of the attribute. */
  String attribute() {
    return attribute;
  }

  /** The truth value of which the answer is no, or what no value is. */
  Object failing() {
    return ofFalse == Answer.NO ? false : ofTrue == Answer.NO ? true : this;
  }

  /** What is to be said of the attribute's value. */
  Answer answer(@Nullable Object value) {
    if (value == null) {
      return ofNothing;
    }
    if (value instanceof Boolean truth) {
      return truth ? ofTrue : ofFalse;
    }
    if (text != null) {
      return value instanceof String other ? compare(other) : Answer.ASK;
    }
    if (isTruth) {
      return Answer.ASK;
    }
    if (value instanceof Integer whole) {
      return compare(whole);
    }
    return value instanceof Double broken ? compare(broken) : Answer.ASK;
  }

  private Answer compare(String value) {
    return switch (relation) {
      case EQUAL -> Answer.of(value.equals(text));
      case UNEQUAL -> Answer.of(!value.equals(text));
      default -> Answer.ASK;
    };
  }

  private Answer compare(double value) {
    return Answer.of(
        switch (relation) {
          case EQUAL -> value == number;
          case UNEQUAL -> value != number;
          case AT_MOST -> value <= number;
          case AT_LEAST -> value >= number;
          case BELOW -> value < number;
          case ABOVE -> value > number;
        });
  }
}
