package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/** How a fact's attributes are read: the inference notes which disputed ones a run looked at. */
@FunctionalInterface
public interface AttributeReader {

  /** The value under a dotted name, or null if there is none. */
  @Nullable Object read(String name);
}
