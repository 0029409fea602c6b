package org.equipoise.facts.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.equipoise.facts.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * A function of the names of attributes and of which of them are objects, computed once for
 * attributes of the same names. Safe to share between threads.
 */
public final class ByNames<T> {
  /** So many sets of names are remembered, or fewer. */
  private static final int ROOM = 256;

  private final Function<Attributes, T> function;
  private final AtomicReferenceArray<@Nullable Result<T>> recent = new AtomicReferenceArray<>(ROOM);

  private record Result<T>(AttributeNames names, T value) {}

  /**
   * @param function must not look at values that are no objects
   */
  public ByNames(Function<Attributes, T> function) {
    this.function = function;
  }

  /** The function's result for some attributes, or for others of the same names. */
  public T of(Attributes attributes) {
    AttributeNames names = AttributeAccess.names(attributes);
    int slot = (names.hash() ^ (names.hash() >>> 16)) & (ROOM - 1);
    Result<T> last = recent.get(slot);
    if (last == null || last.names() != names) {
      last = new Result<>(names, function.apply(attributes));
      if (names.size() <= AttributeNames.MAX_KEPT_NAMES) {
        recent.set(slot, last);
      }
    }
    return last.value();
  }
}
