package org.equipoise.revision.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets that share no element with any other set, numbered afresh in the same order.
 *
 * @param elements the problem's number of each of the component's elements, ascending
 * @param sets the problem's number of each of the component's sets
 * @param divisor the greatest common divisor of the elements' costs
 * @param cover the sets, and the costs divided by the divisor
 * @param rules whether each element touches a rule
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Component(int[] elements, int[] sets, long divisor, Cover cover, boolean[] rules) {

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
      long[] weight = new long[part.elements.length];
      boolean[] rules = new boolean[weight.length];
      for (int i = 0; i < weight.length; i++) {
        weight[i] = problem.cost(part.elements[i]) / divisor;
        rules[i] = problem.rule(part.elements[i]);
      }
      int[] original = Arrays.stream(part.sets).map(numbers::get).toArray();
      components.add(
          new Component(part.elements, original, divisor, part.coverOf(weight, sets), rules));
    }
    components.sort((a, b) -> Integer.compare(b.elements.length, a.elements.length));
    return components;
  }

  /** Elements, and the positions of the sets made of them; both ascending. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Part(int[] elements, int[] sets) {
    /** The part's sets as a cover, its elements numbered by their position. */
    Cover coverOf(long[] weight, List<int[]> all) {
      int[][] local = new int[sets.length][];
      for (int i = 0; i < sets.length; i++) {
        local[i] =
            Arrays.stream(all.get(sets[i])).map(e -> Arrays.binarySearch(elements, e)).toArray();
      }
      return new Cover(weight, local);
    }
  }

  /** The connected parts of some sets over the elements 0 to n-1. */
  static List<Part> parts(int n, List<int[]> sets) {
    int[] leader = new int[n];
    Arrays.setAll(leader, e -> e);
    boolean[] occurs = new boolean[n];
    for (int[] set : sets) {
      for (int e : set) {
        occurs[e] = true;
        int a = find(leader, e);
        int b = find(leader, set[0]);
        leader[Math.max(a, b)] = Math.min(a, b);
      }
    }
    int[] elementCount = new int[n];
    int[] setCount = new int[n];
    for (int e = 0; e < n; e++) {
      if (occurs[e]) {
        elementCount[find(leader, e)]++;
      }
    }
    for (int[] set : sets) {
      setCount[find(leader, set[0])]++;
    }
    int[][] elements = new int[n][];
    int[][] members = new int[n][];
    List<Part> parts = new ArrayList<>();
    for (int e = 0; e < n; e++) {
      if (occurs[e]) {
        int root = find(leader, e);
        if (elements[root] == null) {
          elements[root] = new int[elementCount[root]];
          members[root] = new int[setCount[root]];
          parts.add(new Part(elements[root], members[root]));
        }
        elements[root][elements[root].length - elementCount[root]--] = e;
      }
    }
    for (int s = 0; s < sets.size(); s++) {
      int root = find(leader, sets.get(s)[0]);
      members[root][members[root].length - setCount[root]--] = s;
    }
    return parts;
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
