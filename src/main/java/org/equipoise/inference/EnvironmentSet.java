package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Environments none of which contains another: a monotone truth function of elements, as its
 * minimal models. Elements are numbers. The empty family is <em>false</em>; the family of the empty
 * environment is <em>true</em>. Immutable.
 *
 * <p>A family that would hold more than its size of environments, those of one element not counted,
 * is cut, and says so, and so does everything made of it.
 */
final class EnvironmentSet {
  static final EnvironmentSet FALSE = new EnvironmentSet(new int[0][], false);
  static final EnvironmentSet TRUE = new EnvironmentSet(new int[][] {{}}, false);

  /** The families of one element, of as many as most constitutions have rules. */
  private static final EnvironmentSet[] ALONE = new EnvironmentSet[1_024];

  static {
    for (int i = 0; i < ALONE.length; i++) {
      ALONE[i] = alone(i);
    }
  }

  /** Families up to this size take too little space to be counted. */
  private static final int FEW = 8;

  /** More elements than this are sorted otherwise than by insertion. */
  private static final int MANY = 32;

  /** So many pairs are not joined for a family that is cut. */
  private static final long MANY_PAIRS = 1 << 20;

  /** Smaller environments first, then by their elements' numbers. */
  static final Comparator<int[]> ORDER = EnvironmentSet::compare;

  private final int[][] environments;
  private final boolean truncated;

  /**
   * A family.
   *
   * @param environments none of which contains another, in order; not copied
   */
  EnvironmentSet(int[][] environments, boolean truncated) {
    if (environments.length > FEW) {
      long bytes = 0;
      for (int[] environment : environments) {
        bytes += 24 + 4L * environment.length;
      }
      Meter.takes(bytes);
    }
    this.environments = environments;
    this.truncated = truncated;
  }

  static EnvironmentSet of(int element) {
    return element < ALONE.length ? ALONE[element] : alone(element);
  }

  private static EnvironmentSet alone(int element) {
    return new EnvironmentSet(new int[][] {{element}}, false);
  }

  /** The environments, smaller first, then by their elements' numbers; not to be written to. */
  int[][] environments() {
    return environments;
  }

  boolean truncated() {
    return truncated;
  }

  boolean isFalse() {
    return environments.length == 0;
  }

  private boolean isSurelyFalse() {
    return environments.length == 0 && !truncated;
  }

  boolean isTrue() {
    return environments.length == 1 && environments[0].length == 0;
  }

  /** Whether some environment has none of some elements. */
  boolean holdsWithout(BitSet relaxed) {
    for (int[] environment : environments) {
      boolean stands = true;
      for (int element : environment) {
        stands &= !relaxed.get(element);
      }
      if (stands) {
        return true;
      }
    }
    return false;
  }

  private boolean isOneElement() {
    return environments.length == 1 && environments[0].length == 1 && !truncated;
  }

  /** Every element in some environment. */
  BitSet support() {
    BitSet support = new BitSet();
    for (int[] environment : environments) {
      for (int element : environment) {
        support.set(element);
      }
    }
    return support;
  }

  EnvironmentSet or(EnvironmentSet other, int size) {
    if (other.isSurelyFalse()) {
      return this;
    }
    return isSurelyFalse() ? other : any(size, this, other);
  }

  /** The disjunction of several families. */
  static EnvironmentSet any(int size, EnvironmentSet... families) {
    if (families.length == 1) {
      return families[0];
    }
    if (families.length == 0) {
      return FALSE;
    }
    boolean areElements = true;
    for (EnvironmentSet family : families) {
      areElements &= family.isOneElement();
    }
    if (areElements) {
      return anyElement(families);
    }
    EnvironmentSet distinct = anyOfOneLength(size, families);
    if (distinct != null) {
      return distinct;
    }
    MinimalEnvironments union = new MinimalEnvironments(size);
    for (EnvironmentSet family : families) {
      union.cutIf(family.truncated);
      for (int[] environment : family.environments) {
        union.add(environment);
      }
    }
    return union.build();
  }

  private static int compare(int[] one, int[] another) {
    return one.length == another.length
        ? Arrays.compare(one, another)
        : Integer.compare(one.length, another.length);
  }

  private static EnvironmentSet anyElement(EnvironmentSet[] families) {
    Meter.turns(families.length / 8);
    if (families.length > MANY) {
      return anyOfManyElements(families);
    }
    int[][] sorted = new int[families.length][];
    int n = 0;
    for (EnvironmentSet family : families) {
      int[] environment = family.environments[0];
      int at = n;
      while (at > 0 && sorted[at - 1][0] > environment[0]) {
        at--;
      }
      if (at == 0 || sorted[at - 1][0] != environment[0]) {
        System.arraycopy(sorted, at, sorted, at + 1, n - at);
        sorted[at] = environment;
        n++;
      }
    }
    if (n == 1) {
      return families[0];
    }
    return new EnvironmentSet(n == sorted.length ? sorted : Arrays.copyOf(sorted, n), false);
  }

  private static EnvironmentSet anyOfManyElements(EnvironmentSet[] families) {
    BitSet elements = new BitSet();
    for (EnvironmentSet family : families) {
      elements.set(family.environments[0][0]);
    }
    return new EnvironmentSet(
        elements.stream().mapToObj(it -> new int[] {it}).toArray(int[][]::new), false);
  }

  /**
   * The disjunction if all environments are of one length, so that none is within another; else
   * null. Where there is no room for all of them, the last ones are cut.
   */
  private static @Nullable EnvironmentSet anyOfOneLength(int size, EnvironmentSet[] families) {
    int n = 0;
    int length = -1;
    for (EnvironmentSet family : families) {
      Meter.turns(family.environments.length / 8);
      n += family.environments.length;
      for (int[] environment : family.environments) {
        length = length < 0 ? environment.length : length;
        if (environment.length != length) {
          return null;
        }
      }
      if (family.truncated) {
        return null;
      }
    }
    if (length < 1) {
      return null;
    }
    int[][] sorted = new int[n][];
    n = 0;
    for (EnvironmentSet family : families) {
      System.arraycopy(family.environments, 0, sorted, n, family.environments.length);
      n += family.environments.length;
    }
    Arrays.sort(sorted, ORDER);
    int kept = 0;
    for (int[] environment : sorted) {
      if (kept == 0 || !Arrays.equals(environment, sorted[kept - 1])) {
        sorted[kept++] = environment;
      }
    }
    boolean cut = length > 1 && kept > size;
    kept = cut ? size : kept;
    return new EnvironmentSet(kept == n ? sorted : Arrays.copyOf(sorted, kept), cut);
  }

  EnvironmentSet and(EnvironmentSet other, int size) {
    if (isSurelyFalse() || other.isSurelyFalse()) {
      return FALSE;
    }
    if (isTrue() && !truncated) {
      return other;
    }
    if (other.isTrue() && !other.truncated) {
      return this;
    }
    if (environments.length == 1 && other.environments.length == 1) {
      int[] both = union(environments[0], other.environments[0]);
      if (both.length == 1 || size > 0) {
        return new EnvironmentSet(new int[][] {both}, truncated || other.truncated);
      }
    }
    if (isTrue()) {
      return other.cut();
    }
    if (other.isTrue()) {
      return cut();
    }
    if (!support().intersects(other.support())) {
      return productOfDisjoint(other, size);
    }
    boolean areCut = truncated || other.truncated;
    boolean areMany = (long) environments.length * other.environments.length > MANY_PAIRS;
    if (!areCut || areMany) {
      EnvironmentSet whole = productBesideShared(other, areCut, size);
      if (areMany || !whole.truncated) {
        return whole;
      }
    }
    MinimalEnvironments product =
        new MinimalEnvironments(size); // which environments are kept is as it has always been
    product.cutIf(areCut);
    return product(
        List.of(), Arrays.asList(environments), Arrays.asList(other.environments), product);
  }

  /**
   * The conjunction with a family that shares environments with this: whatever holds one of those
   * satisfies both, so it is only the others that are joined, pair by pair. If some are missing
   * anyway, no others are looked for.
   */
  private EnvironmentSet productBesideShared(EnvironmentSet other, boolean areCut, int size) {
    List<int[]> shared = new ArrayList<>();
    List<int[]> own = new ArrayList<>();
    List<int[]> others = new ArrayList<>();
    part(environments, other.environments, shared, own, others);
    if (areCut) {
      return new EnvironmentSet(shared.toArray(int[][]::new), true);
    }
    if (own.isEmpty() || others.isEmpty()) {
      return own.isEmpty() ? this : other;
    }
    return product(shared, own, others, new MinimalEnvironments(size));
  }

  private static EnvironmentSet product(
      List<int[]> first, List<int[]> some, List<int[]> others, MinimalEnvironments product) {
    for (int[] one : first) {
      if (!product.add(one)) {
        return product.build();
      }
    }
    for (int[] one : some) {
      for (int[] another : others) {
        if (!product.add(union(one, another))) {
          return product.build();
        }
      }
    }
    return product.build();
  }

  /**
   * What suffices where an element may stand or not: this with the element, or this and another
   * family without it. Which environments are kept of families that are cut is as it has always
   * been.
   *
   * @param element none of this family's
   * @param without what suffices where the element does not stand
   */
  EnvironmentSet whether(int element, EnvironmentSet without, int size) {
    if (!truncated && equals(without)) {
      return this; // it makes no difference whether the element stands
    }
    boolean areCut = truncated || without.truncated;
    boolean areMany = (long) environments.length * without.environments.length > MANY_PAIRS;
    if (environments.length <= size && (areCut ? areMany : environments.length > 1)) {
      List<int[]> shared = new ArrayList<>();
      List<int[]> own = new ArrayList<>();
      part(environments, without.environments, shared, own, new ArrayList<>());
      if (areCut) {
        own.forEach(it -> shared.add(union(it, new int[] {element})));
        shared.sort(ORDER);
        return new EnvironmentSet(shared.toArray(int[][]::new), true);
      }
      if (own.isEmpty()) {
        return this;
      }
    }
    return and(of(element), size).or(and(without, size), size);
  }

  /** Parts the environments of two families, both in order, into those of both and of one. */
  private static void part(
      int[][] one, int[][] another, List<int[]> both, List<int[]> ones, List<int[]> others) {
    int i = 0;
    int j = 0;
    while (i < one.length || j < another.length) {
      Meter.step();
      int order = i == one.length ? 1 : j == another.length ? -1 : compare(one[i], another[j]);
      if (order < 0) {
        ones.add(one[i++]);
      } else if (order > 0) {
        others.add(another[j++]);
      } else {
        both.add(one[i++]);
        j++;
      }
    }
  }

  /** The conjunction with a family of other elements: no environment of it is within another. */
  private EnvironmentSet productOfDisjoint(EnvironmentSet other, int size) {
    long all = (long) environments.length * other.environments.length;
    boolean cut = all > size;
    int[][] product = new int[cut ? size : (int) all][];
    Meter.turns(product.length);
    int n = 0;
    for (int i = 0; i < environments.length && n < product.length; i++) {
      for (int j = 0; j < other.environments.length && n < product.length; j++) {
        product[n++] = union(environments[i], other.environments[j]);
      }
    }
    Arrays.sort(product, ORDER);
    return new EnvironmentSet(product, cut || truncated || other.truncated);
  }

  /** This family, marked as one from which environments may be missing. */
  EnvironmentSet cut() {
    return new EnvironmentSet(environments, true);
  }

  /** What is left to require once some elements are sure to stand. */
  EnvironmentSet given(BitSet standing) {
    if (standing.isEmpty() || isTrue() || isFalse() || !support().intersects(standing)) {
      return this;
    }
    MinimalEnvironments rest = new MinimalEnvironments(Integer.MAX_VALUE);
    rest.cutIf(truncated);
    for (int[] environment : environments) {
      rest.add(Arrays.stream(environment).filter(it -> !standing.get(it)).toArray());
    }
    return rest.build();
  }

  private static int[] union(int[] a, int[] b) {
    int[] union = new int[a.length + b.length];
    int i = 0;
    int j = 0;
    int n = 0;
    while (i < a.length || j < b.length) {
      if (j == b.length || (i < a.length && a[i] < b[j])) {
        union[n++] = a[i++];
      } else if (i == a.length || b[j] < a[i]) {
        union[n++] = b[j++];
      } else {
        union[n++] = a[i++];
        j++;
      }
    }
    return n == union.length ? union : Arrays.copyOf(union, n);
  }

  /** Whether the smaller of two sorted sets is within the other. */
  static boolean contains(int[] large, int[] small) {
    int i = 0;
    for (int element : small) {
      while (i < large.length && large[i] < element) {
        i++;
      }
      if (i == large.length || large[i] != element) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof EnvironmentSet that)
        || truncated != that.truncated
        || environments.length != that.environments.length) {
      return false;
    }
    for (int i = 0; i < environments.length; i++) {
      if (!Arrays.equals(environments[i], that.environments[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return environments.length;
  }

  @Override
  public String toString() {
    return Arrays.stream(environments).map(Arrays::toString).toList()
        + (truncated ? " truncated" : "");
  }
}
