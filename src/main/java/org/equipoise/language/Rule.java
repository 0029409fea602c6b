package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of the constitution in force, as other rules see it. */
public sealed interface Rule permits Principle, Theory {

  String id();

  /** The base weight, in (0, 1], before any theory supports or undermines it. */
  double weight();

  /** Whether it may never be relaxed. */
  boolean entrenched();

  /** What it says in words, or null. */
  @Nullable String says();

  List<String> tags();

  /** Where it is taken from, or null. */
  @Nullable String source();

  /** The element that is relaxed where the rule is. */
  Element element();
}
