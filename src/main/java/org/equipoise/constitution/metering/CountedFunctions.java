package org.equipoise.constitution.metering;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Functions that Java's library makes of others, and collectors: each call of one counts, so that
 * no chain of them does work that nobody sees. Not for use by people.
 */
@SuppressWarnings("overloads") // compiled code names the one it means by its descriptor
public final class CountedFunctions {
  private static final int OF_AN_ELEMENT = 56;
  private static final int OF_A_FUNCTION = 64;

  private CountedFunctions() {}

  public static <A, B> Function<A, B> of(Function<A, B> counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      return counted.apply(a);
    };
  }

  public static <A> UnaryOperator<A> of(UnaryOperator<A> counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      return counted.apply(a);
    };
  }

  public static <A> Predicate<A> of(Predicate<A> counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      return counted.test(a);
    };
  }

  public static <A> Predicate<A> predicateIsEqual(@Nullable Object one) {
    Meter.takes(OF_A_FUNCTION);
    return other -> {
      Meter.steps(Size.plus(Size.deep(one), Size.deep(other)));
      return Objects.equals(one, other);
    };
  }

  public static <A, B> BiPredicate<A, B> of(BiPredicate<A, B> counted) {
    Meter.takes(OF_A_FUNCTION);
    return (a, b) -> {
      Meter.step();
      return counted.test(a, b);
    };
  }

  public static <A, B, C> BiFunction<A, B, C> of(BiFunction<A, B, C> counted) {
    Meter.takes(OF_A_FUNCTION);
    return (a, b) -> {
      Meter.step();
      return counted.apply(a, b);
    };
  }

  public static <A> BinaryOperator<A> of(BinaryOperator<A> counted) {
    Meter.takes(OF_A_FUNCTION);
    return (a, b) -> {
      Meter.step();
      return counted.apply(a, b);
    };
  }

  public static <A> Consumer<A> of(Consumer<A> counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      counted.accept(a);
    };
  }

  public static <A, B> BiConsumer<A, B> of(BiConsumer<A, B> counted) {
    Meter.takes(OF_A_FUNCTION);
    return (a, b) -> {
      Meter.step();
      counted.accept(a, b);
    };
  }

  public static IntPredicate of(IntPredicate counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      return counted.test(a);
    };
  }

  public static IntUnaryOperator of(IntUnaryOperator counted) {
    Meter.takes(OF_A_FUNCTION);
    return a -> {
      Meter.step();
      return counted.applyAsInt(a);
    };
  }

  public static <A> Comparator<A> of(Comparator<A> counted) {
    Meter.takes(OF_A_FUNCTION);
    return (a, b) -> {
      Meter.step();
      return counted.compare(a, b);
    };
  }

  /** A collector that counts each element and what it takes to hold it. */
  public static <T, A, R> Collector<T, A, R> of(Collector<T, A, R> collector) {
    BiConsumer<A, T> accumulates = collector.accumulator();
    Supplier<A> supplies = collector.supplier();
    return Collector.of(
        () -> {
          Meter.takes(OF_AN_ELEMENT);
          return supplies.get();
        },
        (held, element) -> {
          Meter.steps(Size.deep(element));
          Meter.takes(OF_AN_ELEMENT);
          accumulates.accept(held, element);
        },
        collector.combiner(),
        collector.finisher());
  }

  /** A function whose results will be keys. */
  private static <T, K> Function<T, K> keys(Function<? super T, ? extends K> function) {
    return it -> {
      K key = function.apply(it);
      Meter.steps(Size.deep(key));
      return key;
    };
  }

  public static <T, K> Collector<T, ?, ?> collectorsGroupingBy(Function<? super T, K> key) {
    return of(Collectors.groupingBy(keys(key), LinkedHashMap::new, Collectors.toList()));
  }

  public static <T, K, A, D> Collector<T, ?, ?> collectorsGroupingBy(
      Function<? super T, K> key, Collector<? super T, A, D> downstream) {
    return of(Collectors.groupingBy(keys(key), LinkedHashMap::new, downstream));
  }

  public static <T, K, A, D, M extends Map<K, D>> Collector<T, ?, ?> collectorsGroupingBy(
      Function<? super T, K> key, Supplier<M> map, Collector<? super T, A, D> downstream) {
    return of(Collectors.groupingBy(keys(key), map, downstream));
  }

  public static <T, K, V> Collector<T, ?, ?> collectorsToMap(
      Function<? super T, K> key, Function<? super T, V> value) {
    return of(Collectors.toMap(keys(key), value, CountedFunctions::twice, LinkedHashMap::new));
  }

  public static <T, K, V> Collector<T, ?, ?> collectorsToMap(
      Function<? super T, K> key, Function<? super T, V> value, BinaryOperator<V> merge) {
    return of(Collectors.toMap(keys(key), value, merge, LinkedHashMap::new));
  }

  public static <T, K, V, M extends Map<K, V>> Collector<T, ?, ?> collectorsToMap(
      Function<? super T, K> key,
      Function<? super T, V> value,
      BinaryOperator<V> merge,
      Supplier<M> map) {
    return of(Collectors.toMap(keys(key), value, merge, map));
  }

  public static <T, K, V> Collector<T, ?, ?> collectorsToUnmodifiableMap(
      Function<? super T, K> key, Function<? super T, V> value) {
    return of(
        Collectors.collectingAndThen(
            Collectors.toMap(keys(key), value, CountedFunctions::twice, LinkedHashMap::new),
            Collections::unmodifiableMap));
  }

  private static <V> V twice(V one, V other) {
    throw new IllegalStateException("a map is given the same key twice");
  }

  public static Collector<CharSequence, ?, String> collectorsJoining() {
    return collectorsJoining("");
  }

  public static Collector<CharSequence, ?, String> collectorsJoining(CharSequence between) {
    return collectorsJoining(between, "", "");
  }

  public static Collector<CharSequence, ?, String> collectorsJoining(
      CharSequence between, CharSequence before, CharSequence after) {
    return Collector.of(
        () -> new StringJoiner(between, before, after),
        (joined, part) -> MeteredTextCalls.add(joined, part == null ? "null" : part),
        StringJoiner::merge,
        joined -> {
          Meter.takes(2L * joined.length());
          return joined.toString();
        });
  }
}
