package org.equipoise.inference.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/**
 * The environments of a label, made when somebody looks at them. Immutable and safe to share
 * between threads.
 */
public final class LazyEnvironments extends AbstractList<List<Element>> {
  private static final Comparator<int[]> ORDER =
      Comparator.<int[]>comparingInt(it -> it.length).thenComparing(Arrays::compare);

  private final IntFunction<Element> elements;
  private final int[][] members;
  private final int[] places;
  private volatile @Nullable List<List<Element>> made;

  /**
   * Neither array is written to later.
   *
   * @param elements the element at a place; places are in the order of elements
   * @param members by environment, which members it has
   * @param places by member, the place of its element
   */
  public LazyEnvironments(IntFunction<Element> elements, int[][] members, int[] places) {
    this.elements = elements;
    this.members = members;
    this.places = places;
  }

  private List<List<Element>> all() {
    List<List<Element>> known = made;
    if (known == null) {
      known =
          Arrays.stream(members)
              .map(it -> Arrays.stream(it).map(member -> places[member]).sorted().toArray())
              .sorted(ORDER)
              .map(it -> Arrays.stream(it).mapToObj(elements).toList())
              .toList();
      made = known;
    }
    return known;
  }

  @Override
  public List<Element> get(int index) {
    return all().get(index);
  }

  @Override
  public int size() {
    return members.length;
  }
}
