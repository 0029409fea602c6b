package org.equipoise.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;

/**
 * Environments of several elements each, none of which contains another. Few are gone through one
 * by one; many are looked up by their elements. Not safe for use by several threads at once.
 */
final class LargerEnvironments {
  private static final int FEW = 32;

  private Collection<int[]> all = new ArrayList<>();
  private @Nullable Index index; // null while they are few

  /** Environments by each of their elements, and by their two smallest. */
  private record Index(
      Map<Integer, Set<int[]>> byElement, Map<Integer, Map<Integer, Set<int[]>>> byFirstTwo) {
    Index() {
      this(new HashMap<>(), new HashMap<>());
    }

    void add(int[] environment) {
      for (int element : environment) {
        byElement.computeIfAbsent(element, it -> none()).add(environment);
      }
      byFirstTwo
          .computeIfAbsent(environment[0], it -> new HashMap<>(2))
          .computeIfAbsent(environment[1], it -> none())
          .add(environment);
    }

    void remove(int[] environment) {
      for (int element : environment) {
        Objects.requireNonNull(byElement.get(element)).remove(environment);
      }
      Map<Integer, Set<int[]>> bySecond = Objects.requireNonNull(byFirstTwo.get(environment[0]));
      Objects.requireNonNull(bySecond.get(environment[1])).remove(environment);
    }
  }

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
    if (index == null) {
      return hasWithin(all, environment);
    }
    for (int i = 0; i < environment.length - 1; i++) {
      Map<Integer, Set<int[]>> bySecond = index.byFirstTwo().get(environment[i]);
      if (bySecond == null) {
        continue;
      }
      Meter.turns(environment.length / 16);
      for (int j = i + 1; j < environment.length; j++) {
        Set<int[]> known = bySecond.get(environment[j]);
        if (known != null && hasWithin(known, environment)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean hasWithin(Collection<int[]> some, int[] environment) {
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
    Collection<int[]> rarest = all;
    if (index != null) {
      for (int element : environment) {
        Set<int[]> known = index.byElement().get(element);
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
    if (index != null) {
      index.add(environment);
    } else if (all.size() > FEW) {
      Set<int[]> many = none();
      many.addAll(all);
      all = many;
      Index begun = new Index();
      many.forEach(begun::add);
      index = begun;
    }
  }

  private void remove(int[] environment) {
    all.remove(environment);
    if (index != null) {
      index.remove(environment);
    }
  }
}
