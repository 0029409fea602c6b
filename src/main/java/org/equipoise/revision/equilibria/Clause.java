package org.equipoise.revision.equilibria;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a revision must do: choose one of some relaxations, as soon as it chooses one of each group
 * of others.
 *
 * @param hits the relaxations to choose from, ascending
 * @param whileChosen the groups; none where it must choose in any case
 */
record Clause(List<Integer> hits, List<List<Integer>> whileChosen) {
  Clause {
    hits = List.copyOf(hits);
    whileChosen = List.copyOf(whileChosen);
  }

  boolean isConditional() {
    return !whileChosen.isEmpty();
  }

  /** All relaxations it is about, ascending. */
  int[] all() {
    return Stream.concat(hits.stream(), whileChosen.stream().flatMap(List::stream))
        .mapToInt(it -> it)
        .distinct()
        .sorted()
        .toArray();
  }

  /**
   * What is left of it where some relaxations are chosen, and others are out of the question; null
   * if it asks for nothing more.
   */
  @Nullable Clause under(IntPredicate chosen, IntPredicate out) {
    if (hits.stream().anyMatch(chosen::test)) {
      return null;
    }
    List<List<Integer>> open =
        whileChosen.stream()
            .filter(group -> group.stream().noneMatch(chosen::test))
            .map(group -> group.stream().filter(it -> !out.test(it)).toList())
            .toList();
    return open.stream().anyMatch(List::isEmpty)
        ? null
        : new Clause(hits.stream().filter(it -> !out.test(it)).toList(), open);
  }

  /** The same with relaxations numbered by their place among some, which are ascending. */
  Clause numbered(int[] among) {
    return new Clause(
        places(hits, among), whileChosen.stream().map(it -> places(it, among)).toList());
  }

  private static List<Integer> places(List<Integer> some, int[] among) {
    return some.stream().map(it -> Arrays.binarySearch(among, it)).toList();
  }

  static List<Integer> ascending(IntStream some) {
    return some.distinct().sorted().boxed().toList();
  }
}
