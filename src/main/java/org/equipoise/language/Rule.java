package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of the constitution in force, as other rules see it. Immutable. */
public sealed interface Rule permits Principle, Theory {

  String id();

  /** Returns the base weight in (0, 1], before theories support or undermine it. */
  double weight();

  /** Returns whether the rule may never be relaxed. */
  boolean entrenched();

  /** Returns the name of the rule's level; null if the constitution declares no levels. */
  @Nullable String level();

  /** Returns the rule in words; null if its author gave none. */
  @Nullable String says();

  List<String> tags();

  /** Returns the source of the rule; null if its author gave none. */
  @Nullable String source();

  /** Returns the element that is relaxed when the rule is. */
  Element element();
}
