package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/** Reads the attributes of a fact. The inference records which disputed attributes a run read. */
@FunctionalInterface
public interface AttributeReader {

  /** Returns the value under a dotted name, or null if there is none. */
  @Nullable Object read(String name);
}
