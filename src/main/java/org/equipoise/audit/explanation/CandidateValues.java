package org.equipoise.audit.explanation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.authoring.coverage.AttributeComparison;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * The alternative values of one attribute, as far as rules distinguish them. Of values that pass
 * the same tests, only the nearest is a candidate.
 *
 * @param values the values in the order in which they are tried; null for a missing attribute
 * @param isComplete whether rules can distinguish no other values
 */
record CandidateValues(List<@Nullable Object> values, boolean isComplete) {
  /** The largest number of decimals in a value next to a bound. */
  private static final int MAX_DECIMALS = 6;

  private static final String OTHER = "other";

  CandidateValues {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /**
   * Returns the candidates.
   *
   * @param current the current value; null if there is none
   * @param tests the comparisons of rules with the value
   * @param isReadOtherwise whether rules also read the value in other ways, so that any value may
   *     matter
   * @param elsewhere the values under the same name in other subjects of its kind
   */
  static CandidateValues of(
      @Nullable Object current,
      Collection<AttributeComparison> tests,
      boolean isReadOtherwise,
      Collection<?> elsewhere) {
    Object now = current instanceof Disputed disputed ? disputed.value() : current;
    Pool pool = new Pool(now, tests);
    if (isReadOtherwise) {
      elsewhere.forEach(pool::add);
    }
    List<@Nullable Object> kept = new ArrayList<>();
    if (current instanceof Disputed) {
      kept.add(now);
    }
    boolean isMixed =
        tests.stream().map(it -> sort(it.value())).filter(it -> it > 0).distinct().count() > 1;
    Set<List<Object>> seen = new HashSet<>();
    seen.add(marks(tests, now, isMixed));
    for (Object value : pool.all()) {
      boolean isNew = isReadOtherwise || seen.add(marks(tests, value, isMixed));
      if (isNew && !Values.equal(value, now)) {
        kept.add(value);
      }
    }
    return new CandidateValues(kept, !isReadOtherwise && pool.isComplete());
  }

  /**
   * Returns the features that distinguish values: the tests that they pass and, if the tests have
   * different types, the type, since a rule may fail on the wrong type.
   */
  private static List<Object> marks(
      Collection<AttributeComparison> tests, @Nullable Object value, boolean isMixed) {
    List<Object> marks = new ArrayList<>();
    tests.forEach(it -> marks.add(it.passes(value)));
    if (isMixed) {
      marks.add(sort(value));
    }
    return marks;
  }

  private static int sort(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    return value instanceof Boolean
        ? 1
        : value instanceof Number ? 2 : value instanceof String ? 3 : 4;
  }

  /** The candidates, nearest first. */
  private static final class Pool {
    private final @Nullable Object now;
    private final Set<@Nullable Object> values = new LinkedHashSet<>();
    private boolean isComplete = true;

    Pool(@Nullable Object now, Collection<AttributeComparison> tests) {
      this.now = now;
      TreeSet<BigDecimal> bounds = new TreeSet<>();
      TreeSet<String> texts = new TreeSet<>();
      boolean isTruth = now instanceof Boolean;
      for (AttributeComparison test : tests) {
        Object value = test.value();
        if (test.sign().equals("contains")) {
          isComplete = false;
        } else if (value instanceof BigDecimal bound) {
          bounds.add(bound);
        } else if (value instanceof String text) {
          texts.add(text);
          isComplete &= test.sign().equals("==") || test.sign().equals("!=");
        } else {
          isTruth = true; // a truth value, or whether there is any
        }
      }
      if (isTruth) {
        boolean truth = now instanceof Boolean it && it;
        add(!truth);
        add(truth);
      }
      numbers(bounds);
      texts.forEach(this::add);
      if (!texts.isEmpty()) {
        add(another(texts));
      }
      add(null);
    }

    void add(@Nullable Object value) {
      Object plain = plain(value);
      if (!(plain instanceof Map<?, ?>)) {
        values.add(plain);
      }
    }

    Collection<@Nullable Object> all() {
      return values;
    }

    boolean isComplete() {
      return isComplete;
    }

    private static String another(Set<String> texts) {
      String other = OTHER;
      while (texts.contains(other)) {
        other += "-";
      }
      return other;
    }

    /** Adds each bound and, between two bounds, the nearest number with as many decimals. */
    private void numbers(NavigableSet<BigDecimal> bounds) {
      if (bounds.isEmpty()) {
        return;
      }
      BigDecimal from = now instanceof Number number ? Values.decimal(number) : null;
      int scale = from == null ? 0 : Math.min(MAX_DECIMALS, from.stripTrailingZeros().scale());
      for (BigDecimal bound : bounds) {
        scale = Math.max(Math.max(0, scale), bound.stripTrailingZeros().scale());
      }
      BigDecimal unit = BigDecimal.ONE.movePointLeft(scale);
      List<BigDecimal> found = new ArrayList<>();
      BigDecimal below = null;
      for (BigDecimal bound : bounds) {
        found.add(bound);
        boolean isAbove = from == null || from.compareTo(bound) >= 0;
        BigDecimal near = isAbove || below == null ? bound.subtract(unit) : below.add(unit);
        boolean isWithin =
            below == null || (near.compareTo(below) > 0 && near.compareTo(bound) < 0);
        found.add(isWithin ? near : middle(below, bound, scale + 1));
        below = bound;
      }
      found.add(bounds.last().add(unit));
      BigDecimal at = from == null ? BigDecimal.ZERO : from;
      found.stream()
          .sorted(
              Comparator.comparing((BigDecimal it) -> it.subtract(at).abs())
                  .thenComparing(Comparator.naturalOrder()))
          .forEach(this::add);
    }

    private static BigDecimal middle(@Nullable BigDecimal one, BigDecimal other, int scale) {
      return one == null
          ? other
          : one.add(other).divide(BigDecimal.valueOf(2), scale, RoundingMode.HALF_EVEN);
    }

    /** Returns a number as attributes hold it. */
    private static @Nullable Object plain(@Nullable Object value) {
      if (!(value instanceof BigDecimal number)) {
        return value;
      }
      double approximate = number.doubleValue();
      boolean isWhole = approximate == Math.rint(approximate) && Math.abs(approximate) < 1L << 53;
      if (!isWhole) {
        return approximate;
      }
      long whole = (long) approximate;
      return (int) whole == whole ? (Object) (int) whole : (Object) whole;
    }
  }
}
