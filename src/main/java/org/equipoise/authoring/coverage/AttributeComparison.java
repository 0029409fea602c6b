package org.equipoise.authoring.coverage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.constitution.metering.MeteredTextCalls;
import org.equipoise.constitution.reading.Literal;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.constitution.reading.ValueRead;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * That an attribute compares with a literal in some way, as a rule's conditions test it.
 *
 * @param sign the operator as it is written, {@code ==} for each value after {@code in}
 * @param literal as it is written
 */
public record AttributeComparison(Subject subject, String attribute, String sign, String literal)
    implements Comparable<AttributeComparison> {
  private static final Set<String> BY_SIZE = Set.of("<", "<=", ">", ">=");

  /** The signs of comparisons in rules whose negation, or each literal, has another sign here. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "==",
          "==",
          "!=",
          "!=",
          "<",
          "<",
          "<=",
          "<=",
          ">",
          ">",
          ">=",
          ">=",
          "in",
          "==",
          "contains",
          "contains",
          "excludes",
          "contains",
          "matches",
          "matches");

  /**
   * The tests that conditions make, each once, in order. What is compared with anything but a
   * literal is left out.
   */
  public static SortedSet<AttributeComparison> of(RuleReads reads) {
    TreeSet<AttributeComparison> tests = new TreeSet<>();
    reads.attributes().forEach(it -> tests.addAll(of(it)));
    return tests;
  }

  private static List<AttributeComparison> of(ValueRead read) {
    Subject subject = read.subject();
    return subject == null
        ? List.of()
        : read.tests().stream()
            .map(
                it ->
                    new AttributeComparison(
                        subject, read.name(), SIGNS.getOrDefault(it.sign(), ""), it.literal()))
            .filter(it -> !it.sign().isEmpty())
            .toList();
  }

  /** Whether nothing is done with an attribute but to compare it in the ways known here. */
  public static boolean isAllThatIsDoneWith(ValueRead read) {
    return read.isOnlyTested() && of(read).size() == read.tests().size();
  }

  /** The value that it compares with: null, a boolean, a {@code BigDecimal} or a text. */
  public @Nullable Object value() {
    return Literal.value(literal);
  }

  /** Whether a value passes; null is none. */
  public boolean passes(@Nullable Object value) {
    Object wanted = value();
    return switch (sign) {
      case "==" -> Values.equal(value, wanted);
      case "!=" -> !Values.equal(value, wanted);
      case "contains" ->
          value instanceof List<?> list && list.stream().anyMatch(it -> Values.equal(it, wanted));
      case "matches" -> value instanceof String text && matches(text, String.valueOf(wanted));
      default ->
          (value instanceof Number number && wanted instanceof BigDecimal bound)
              ? inOrder(Values.compare(number, bound))
              : value instanceof String text
                  && wanted instanceof String other
                  && inOrder(text.compareTo(other));
    };
  }

  /** Whether this compares by size, so that a value that is not there tries nothing. */
  boolean isBySize() {
    return BY_SIZE.contains(sign);
  }

  private boolean inOrder(int order) {
    return switch (sign) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  /** A pattern that takes too much to match fails its rule: that is passing by no means. */
  private static boolean matches(String text, String pattern) {
    try {
      return Meter.within(Budget.DEFAULT, () -> MeteredTextCalls.matches(text, pattern));
    } catch (IllegalArgumentException | LimitExceeded | StackOverflowError e) {
      return false;
    }
  }

  @Override
  public int compareTo(AttributeComparison other) {
    int order = subject.compareTo(other.subject);
    order = order != 0 ? order : attribute.compareTo(other.attribute);
    order = order != 0 ? order : sign.compareTo(other.sign);
    return order != 0 ? order : literal.compareTo(other.literal);
  }
}
