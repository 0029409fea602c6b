package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets that share no element with any other set, numbered afresh in the same order.
 *
 * @param elements the problem's number of each of the component's elements, ascending
 * @param sets the problem's number of each of the component's sets
 * @param divisor the greatest common divisor of the elements' costs, at least 1
 * @param cover the sets, and the costs divided by the divisor
 * @param reaches how far each element reaches into the rules
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Component(
    int[] elements, int[] sets, long divisor, Cover cover, RuleReach[] reaches) {

  /** The components of what a reduction has left, those with most elements first. */
  static List<Component> of(HittingSetProblem problem, Reduction reduction) {
    List<int[]> sets = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int s = 0; s < problem.sets(); s++) {
      if (reduction.remains(s)) {
        sets.add(reduction.remaining(s));
        numbers.add(s);
      }
    }
    List<Component> components = new ArrayList<>();
    for (Part part : parts(problem.elements(), sets)) {
      long divisor = 0;
      for (int e : part.elements) {
        divisor = gcd(divisor, problem.cost(e));
      }
      divisor = Math.max(1, divisor); // if all of them cost nothing
      long[] weight = new long[part.elements.length];
      RuleReach[] reaches = new RuleReach[weight.length];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = problem.cost(part.elements[i]) / divisor;
        reaches[i] = problem.reach(part.elements[i]);
      }
      int[] original = Arrays.stream(part.sets).map(numbers::get).toArray();
      components.add(
          new Component(part.elements, original, divisor, part.coverOf(weight, sets), reaches));
    }
    components.sort((a, b) -> Integer.compare(b.elements.length, a.elements.length));
    return components;
  }

  /** Elements, and the positions of the sets made of them; both ascending. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  public record Part(int[] elements, int[] sets) {
    /** The part's sets as a cover, its elements numbered by their position. */
    Cover coverOf(long[] weight, List<int[]> all) {
      int[][] local = new int[sets.length][];
      for (int i = 0; i < sets.length; i++) {
        local[i] = positions(all.get(sets[i]));
      }
      return new Cover(weight, local);
    }

    private int[] positions(int[] set) {
      int[] positions = new int[set.length];
      for (int k = 0; k < set.length; k++) {
        positions[k] = Arrays.binarySearch(elements, set[k]);
      }
      return positions;
    }
  }

  /** The connected parts of some sets over the elements 0 to n-1. */
  public static List<Part> parts(int n, List<int[]> sets) {
    int[] partOf = numberedParts(n, sets);
    int count = 0;
    for (int part : partOf) {
      count = Math.max(count, part + 1);
    }
    int[] setsPart = new int[sets.size()];
    for (int s = 0; s < setsPart.length; s++) {
      setsPart[s] = partOf[sets.get(s)[0]];
    }
    int[][] elements = byPart(partOf, count);
    int[][] members = byPart(setsPart, count);
    List<Part> parts = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      parts.add(new Part(elements[p], members[p]));
    }
    return parts;
  }

  /** The part of each element, numbered by their first element; -1 for those in no set. */
  private static int[] numberedParts(int n, List<int[]> sets) {
    int[] leader = new int[n];
    for (int e = 0; e < n; e++) {
      leader[e] = e;
    }
    boolean[] occurs = new boolean[n];
    for (int[] set : sets) {
      for (int e : set) {
        occurs[e] = true;
        unite(leader, e, set[0]);
      }
    }
    int[] part = new int[n];
    int count = 0;
    for (int e = 0; e < n; e++) {
      int root = find(leader, e);
      part[e] = !occurs[e] ? -1 : root == e ? count++ : part[root];
    }
    return part;
  }

  /** The positions of each part's number; both ascending. */
  private static int[][] byPart(int[] partOf, int count) {
    int[] size = new int[count];
    for (int part : partOf) {
      if (part >= 0) {
        size[part]++;
      }
    }
    int[][] members = new int[count][];
    for (int p = 0; p < count; p++) {
      members[p] = new int[size[p]];
    }
    for (int i = partOf.length - 1; i >= 0; i--) {
      if (partOf[i] >= 0) {
        members[partOf[i]][--size[partOf[i]]] = i;
      }
    }
    return members;
  }

  private static void unite(int[] leader, int a, int b) {
    int one = find(leader, a);
    int other = find(leader, b);
    leader[Math.max(one, other)] = Math.min(one, other);
  }

  private static int find(int[] leader, int e) {
    int root = e;
    while (leader[root] != root) {
      leader[root] = leader[leader[root]];
      root = leader[root];
    }
    return root;
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a % b;
      a = b;
      b = rest;
    }
    return a;
  }
}
