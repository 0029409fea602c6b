package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Environments of several elements each, none of which contains another. Few are gone through one
 * by one; many are looked up by their elements. Not safe for use by several threads at once.
 */
final class LargerEnvironments {
  private static final int FEW = 32;

  private final Set<int[]> all = none();
  private @Nullable Map<Integer, Set<int[]>> byElement;

  /** By their smallest element; of no use where there is no other index. */
  private final Map<Integer, Set<int[]>> byFirst = new HashMap<>(0);

  private static Set<int[]> none() {
    return Collections.newSetFromMap(new IdentityHashMap<>(2));
  }

  int size() {
    return all.size();
  }

  Collection<int[]> all() {
    return all;
  }

  /** Whether some environment is within another, which is sorted. */
  boolean hasWithin(int[] environment) {
    if (byElement == null) {
      return hasWithin(all, environment);
    }
    for (int element : environment) {
      Set<int[]> known = byFirst.get(element);
      if (known != null && hasWithin(known, environment)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasWithin(Set<int[]> some, int[] environment) {
    Meter.turns(some.size() / 16);
    for (int[] known : some) {
      if (known.length <= environment.length && EnvironmentSet.contains(environment, known)) {
        return true;
      }
    }
    return false;
  }

  /** Takes away those that contain an environment, which is sorted and not empty. */
  void removeContaining(int[] environment) {
    Set<int[]> rarest = all;
    if (byElement != null) {
      for (int element : environment) {
        Set<int[]> known = byElement.get(element);
        if (known == null || known.isEmpty()) {
          return;
        }
        rarest = known.size() < rarest.size() ? known : rarest;
      }
    }
    Meter.turns(rarest.size() / 16);
    List<int[]> found = new ArrayList<>(0);
    for (int[] known : rarest) {
      if (known.length > environment.length && EnvironmentSet.contains(known, environment)) {
        found.add(known);
      }
    }
    found.forEach(this::remove);
  }

  void add(int[] environment) {
    all.add(environment);
    if (byElement != null) {
      index(byElement, environment);
    } else if (all.size() > FEW) {
      Map<Integer, Set<int[]>> index = new HashMap<>();
      all.forEach(it -> index(index, it));
      byElement = index;
    }
  }

  private void index(Map<Integer, Set<int[]>> index, int[] environment) {
    for (int element : environment) {
      index.computeIfAbsent(element, it -> none()).add(environment);
    }
    byFirst.computeIfAbsent(environment[0], it -> none()).add(environment);
  }

  private void remove(int[] environment) {
    all.remove(environment);
    if (byElement != null) {
      for (int element : environment) {
        remove(byElement, element, environment);
      }
      remove(byFirst, environment[0], environment);
    }
  }

  private static void remove(Map<Integer, Set<int[]>> index, int element, int[] environment) {
    Set<int[]> known = index.get(element);
    if (known != null) {
      known.remove(environment);
    }
  }
}
