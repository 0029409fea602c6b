package org.equipoise.revision.solver.internal;

import java.util.Arrays;

/** Orders of numbers 0 to n-1 by a key, without an object for each number. */
final class Ordering {
  private Ordering() {}

  /** The numbers by key, the greatest first; equal ones ascending. */
  static int[] descending(long[] key) {
    long[] distinct = key.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (int i = 0; i < distinct.length; i++) {
      if (i == 0 || distinct[i] != distinct[i - 1]) {
        distinct[count++] = distinct[i];
      }
    }
    int[] rank = new int[key.length];
    for (int i = 0; i < key.length; i++) {
      rank[i] = count - 1 - Arrays.binarySearch(distinct, 0, count, key[i]);
    }
    return ascending(rank, count);
  }

  /** The numbers by key, from 0 to below {@code keys}; equal ones ascending. */
  static int[] ascending(int[] key, int keys) {
    int[] at = new int[keys + 1];
    for (int k : key) {
      at[k + 1]++;
    }
    for (int k = 0; k < keys; k++) {
      at[k + 1] += at[k];
    }
    int[] order = new int[key.length];
    for (int i = 0; i < key.length; i++) {
      order[at[key[i]]++] = i;
    }
    return order;
  }
}
