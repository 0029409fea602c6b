package org.equipoise.constitution.metering;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.Collector;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The stages of streams that call nothing of the rule's own: each element that passes one counts.
 * Not for use by people.
 */
public final class MeteredStreams {
  private static final int OF_A_REFERENCE = 8;
  private static final int OF_AN_ELEMENT = 56;
  private static final int OF_A_STAGE = 160;

  private MeteredStreams() {}

  public static IntStream intStreamRange(int from, int to) {
    Meter.steps((long) to - from);
    return IntStream.range(from, to);
  }

  public static IntStream intStreamRangeClosed(int from, int to) {
    Meter.steps((long) to - from + 1);
    return IntStream.rangeClosed(from, to);
  }

  private static <T> Stream<T> counted(Stream<T> stream, int bytes) {
    Meter.takes(OF_A_STAGE);
    return stream.peek(
        it -> {
          Meter.step();
          Meter.takes(bytes);
        });
  }

  private static <T> Stream<T> compared(Stream<T> stream) {
    Meter.takes(OF_A_STAGE);
    return stream.peek(
        it -> {
          Meter.steps(Size.deep(it));
          Meter.takes(OF_AN_ELEMENT);
        });
  }

  public static <T> Stream<T> distinct(Stream<T> stream) {
    return compared(stream).distinct();
  }

  public static <T> Stream<T> sorted(Stream<T> stream) {
    return compared(stream).sorted();
  }

  public static <T> Stream<T> sorted(Stream<T> stream, Comparator<? super T> order) {
    return compared(stream).sorted(order);
  }

  public static <T> Stream<T> limit(Stream<T> stream, long most) {
    return counted(stream, 0).limit(most);
  }

  public static <T> Stream<T> skip(Stream<T> stream, long first) {
    return counted(stream, 0).skip(first);
  }

  public static long count(Stream<?> stream) {
    return counted(stream, 0).count();
  }

  public static <T> Optional<T> findFirst(Stream<T> stream) {
    return counted(stream, 0).findFirst();
  }

  public static <T> Optional<T> findAny(Stream<T> stream) {
    return counted(stream, 0).findAny();
  }

  public static <T> List<T> toList(Stream<T> stream) {
    return counted(stream, 2 * OF_A_REFERENCE).toList();
  }

  public static Object[] toArray(Stream<?> stream) {
    return counted(stream, 2 * OF_A_REFERENCE).toArray();
  }

  public static <T> T[] toArray(Stream<?> stream, IntFunction<T[]> made) {
    return counted(stream, 2 * OF_A_REFERENCE).toArray(made);
  }

  public static <T, R> R collect(Stream<T> stream, Collector<? super T, ?, R> collector) {
    return counted(stream, 0).collect(collector);
  }

  public static <T> Iterator<T> iterator(Stream<T> stream) {
    return counted(stream, 0).iterator();
  }

  private static IntStream counted(IntStream stream, int bytes) {
    Meter.takes(OF_A_STAGE);
    return stream.peek(
        it -> {
          Meter.step();
          Meter.takes(bytes);
        });
  }

  public static IntStream distinct(IntStream stream) {
    return counted(stream, OF_AN_ELEMENT).distinct();
  }

  public static IntStream sorted(IntStream stream) {
    return counted(counted(stream, 2 * OF_A_REFERENCE), 0).sorted();
  }

  public static IntStream limit(IntStream stream, long most) {
    return counted(stream, 0).limit(most);
  }

  public static IntStream skip(IntStream stream, long first) {
    return counted(stream, 0).skip(first);
  }

  public static Stream<Integer> boxed(IntStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).boxed();
  }

  public static int sum(IntStream stream) {
    return counted(stream, 0).sum();
  }

  public static OptionalDouble average(IntStream stream) {
    return counted(stream, 0).average();
  }

  public static OptionalInt min(IntStream stream) {
    return counted(stream, 0).min();
  }

  public static OptionalInt max(IntStream stream) {
    return counted(stream, 0).max();
  }

  public static long count(IntStream stream) {
    return counted(stream, 0).count();
  }

  public static IntSummaryStatistics summaryStatistics(IntStream stream) {
    return counted(stream, 0).summaryStatistics();
  }

  public static int[] toArray(IntStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).toArray();
  }

  /** What consumes the elements may be of Java's library, and count none. */
  public static void forEach(IntStream stream, IntConsumer consumer) {
    Meter.ask();
    stream.forEach(consumer);
  }

  public static void forEachOrdered(IntStream stream, IntConsumer consumer) {
    Meter.ask();
    stream.forEachOrdered(consumer);
  }

  public static void forEach(LongStream stream, LongConsumer consumer) {
    Meter.ask();
    stream.forEach(consumer);
  }

  public static void forEach(DoubleStream stream, DoubleConsumer consumer) {
    Meter.ask();
    stream.forEach(consumer);
  }

  public static LongStream asLongStream(IntStream stream) {
    return counted(stream, 0).asLongStream();
  }

  public static OptionalInt findFirst(IntStream stream) {
    return counted(stream, 0).findFirst();
  }

  public static OptionalInt findAny(IntStream stream) {
    return counted(stream, 0).findAny();
  }

  public static PrimitiveIterator.OfInt iterator(IntStream stream) {
    return counted(stream, 0).iterator();
  }

  public static DoubleStream asDoubleStream(IntStream stream) {
    return counted(stream, 0).asDoubleStream();
  }

  private static LongStream counted(LongStream stream, int bytes) {
    Meter.takes(OF_A_STAGE);
    return stream.peek(
        it -> {
          Meter.step();
          Meter.takes(bytes);
        });
  }

  public static LongStream distinct(LongStream stream) {
    return counted(stream, OF_AN_ELEMENT).distinct();
  }

  public static LongStream sorted(LongStream stream) {
    return counted(counted(stream, 2 * OF_A_REFERENCE), 0).sorted();
  }

  public static LongStream limit(LongStream stream, long most) {
    return counted(stream, 0).limit(most);
  }

  public static LongStream skip(LongStream stream, long first) {
    return counted(stream, 0).skip(first);
  }

  public static Stream<Long> boxed(LongStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).boxed();
  }

  public static long sum(LongStream stream) {
    return counted(stream, 0).sum();
  }

  public static OptionalDouble average(LongStream stream) {
    return counted(stream, 0).average();
  }

  public static OptionalLong min(LongStream stream) {
    return counted(stream, 0).min();
  }

  public static OptionalLong max(LongStream stream) {
    return counted(stream, 0).max();
  }

  public static long count(LongStream stream) {
    return counted(stream, 0).count();
  }

  public static LongSummaryStatistics summaryStatistics(LongStream stream) {
    return counted(stream, 0).summaryStatistics();
  }

  public static long[] toArray(LongStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).toArray();
  }

  public static DoubleStream asDoubleStream(LongStream stream) {
    return counted(stream, 0).asDoubleStream();
  }

  private static DoubleStream counted(DoubleStream stream, int bytes) {
    Meter.takes(OF_A_STAGE);
    return stream.peek(
        it -> {
          Meter.step();
          Meter.takes(bytes);
        });
  }

  public static DoubleStream distinct(DoubleStream stream) {
    return counted(stream, OF_AN_ELEMENT).distinct();
  }

  public static DoubleStream sorted(DoubleStream stream) {
    return counted(counted(stream, 2 * OF_A_REFERENCE), 0).sorted();
  }

  public static DoubleStream limit(DoubleStream stream, long most) {
    return counted(stream, 0).limit(most);
  }

  public static DoubleStream skip(DoubleStream stream, long first) {
    return counted(stream, 0).skip(first);
  }

  public static Stream<Double> boxed(DoubleStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).boxed();
  }

  public static double sum(DoubleStream stream) {
    return counted(stream, 0).sum();
  }

  public static OptionalDouble average(DoubleStream stream) {
    return counted(stream, 0).average();
  }

  public static OptionalDouble min(DoubleStream stream) {
    return counted(stream, 0).min();
  }

  public static OptionalDouble max(DoubleStream stream) {
    return counted(stream, 0).max();
  }

  public static long count(DoubleStream stream) {
    return counted(stream, 0).count();
  }

  public static DoubleSummaryStatistics summaryStatistics(DoubleStream stream) {
    return counted(stream, 0).summaryStatistics();
  }

  public static double[] toArray(DoubleStream stream) {
    return counted(stream, 3 * OF_A_REFERENCE).toArray();
  }
}
