package org.equipoise.language;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a constitution, the highest first: what is of a higher level outweighs any number
 * of lower things. Immutable and safe to share between threads.
 *
 * @param names the names of the levels, each once; empty if the constitution declares none
 */
public record Levels(List<String> names) {

  /** No levels: everything is weighed against everything. */
  public static final Levels NONE = new Levels(List.of());

  /**
   * @throws IllegalArgumentException if a name is there twice
   */
  public Levels {
    names = List.copyOf(names);
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("a level is named twice in " + names);
    }
  }

  /** Returns whether the constitution declares levels. */
  public boolean areDeclared() {
    return !names.isEmpty();
  }

  /** Returns how many kinds of weight there are: the number of levels, or 1 without levels. */
  public int count() {
    return Math.max(1, names.size());
  }

  /** Returns the name of the lowest level, or null without levels. */
  public @Nullable String lowest() {
    return names.isEmpty() ? null : names.get(names.size() - 1);
  }

  /**
   * Returns the place of a level: 0 is the highest.
   *
   * @param level a name; null for what has no level of its own, which is of the lowest
   * @throws IllegalArgumentException if there is no such level
   */
  public int rank(@Nullable String level) {
    if (Objects.equals(level, lowest())) {
      return count() - 1;
    }
    int rank = level == null ? count() - 1 : names.indexOf(level);
    if (rank < 0) {
      throw new IllegalArgumentException("there is no level `" + level + "` among " + names);
    }
    return rank;
  }
}
