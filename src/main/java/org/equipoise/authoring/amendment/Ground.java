package org.equipoise.authoring.amendment;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * A test of one attribute, on which an exception or a new principle rests. Immutable and safe to
 * share between threads. Sorted by whose attribute it is, attribute, kind of test, and values.
 *
 * @param of whose attribute it is
 * @param attribute its dotted name
 * @param test how its value is tested
 * @param values what it is compared with: one value; several for {@link Test#IN}; none for {@link
 *     Test#MISSING}
 */
public record Ground(Of of, String attribute, Test test, List<Object> values)
    implements Comparable<Ground> {
  private static final Comparator<Ground> ORDER =
      Comparator.comparing(Ground::of)
          .thenComparing(Ground::attribute)
          .thenComparing(Ground::test)
          .thenComparing(Ground::values, Ground::compareValues);

  /** Whose attribute is tested. */
  public enum Of {
    CASE,
    OUTPUT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that JSON uses. */
    public String word() {
      return word;
    }
  }

  /** How a value is tested. An absent value passes {@link #MISSING} alone. */
  public enum Test {
    /** It equals the value. */
    IS,
    /** It is a number of at most the value. */
    AT_MOST,
    /** It is a number of at least the value. */
    AT_LEAST,
    /** It is a list with the value in it. */
    CONTAINS,
    /** It equals one of the values. */
    IN,
    /** There is none. */
    MISSING
  }

  public Ground {
    values = List.copyOf(values);
  }

  /** Returns whether an output and its case pass the test. */
  public boolean holds(Case given, Output output) {
    Attributes attributes = of == Of.CASE ? given.attributes() : output.attributes();
    return isMetBy(attributes.get(attribute));
  }

  /** Returns whether a value of the attribute passes the test; null for none. */
  public boolean isMetBy(@Nullable Object value) {
    return switch (test) {
      case IS, IN -> value != null && values.stream().anyMatch(it -> Values.equal(value, it));
      case AT_MOST -> value instanceof Number it && Values.compare(it, (Number) values.get(0)) <= 0;
      case AT_LEAST ->
          value instanceof Number it && Values.compare(it, (Number) values.get(0)) >= 0;
      case CONTAINS -> value instanceof List<?> && Values.contains(value, values.get(0));
      case MISSING -> value == null;
    };
  }

  /** Returns the test as a rule's condition has it, such as {@code attr("dose") <= 3}. */
  public String inRules() {
    String read = "attr(" + quoted(attribute) + ") ";
    return switch (test) {
      case IS -> read + "== " + literal(values.get(0));
      case AT_MOST -> read + "<= " + literal(values.get(0));
      case AT_LEAST -> read + ">= " + literal(values.get(0));
      case CONTAINS -> literal(values.get(0)) + " memberOf " + read.strip();
      case IN ->
          read
              + "in ( "
              + values.stream().map(Ground::literal).collect(Collectors.joining(", "))
              + " )";
      case MISSING -> read + "== null";
    };
  }

  private static String literal(Object value) {
    if (value instanceof Number it) {
      BigDecimal decimal = Values.decimal(it);
      return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }
    return value instanceof Boolean ? value.toString() : quoted(value.toString());
  }

  /** Returns a text in quotes as rules have it. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static int compareValues(List<Object> one, List<Object> another) {
    for (int i = 0; i < Math.min(one.size(), another.size()); i++) {
      int difference =
          one.get(i) instanceof Number a && another.get(i) instanceof Number b
              ? Values.compare(a, b)
              : rank(one.get(i)).compareTo(rank(another.get(i)));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(one.size(), another.size());
  }

  /** True before false, then numbers, then texts in order. */
  private static String rank(Object value) {
    return value instanceof Boolean it
        ? (it ? "0" : "1")
        : value instanceof Number ? "2" : "3" + value;
  }

  @Override
  public int compareTo(Ground other) {
    return ORDER.compare(this, other);
  }

  /** In words for people, such as {@code output dose <= 3}. */
  @Override
  public String toString() {
    return of.word() + " " + inRules();
  }
}
