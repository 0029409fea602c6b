package org.equipoise.coherence;

import java.util.Objects;
import java.util.Optional;

/**
 * What a model answers to a pair: a relation, and whether the model itself says not to rely on it.
 * Immutable.
 *
 * @param doubt why nothing may be decided by this relation; empty if nothing speaks against it
 */
public record Answer(Relation relation, Optional<Finding.Why> doubt) {
  public Answer {
    Objects.requireNonNull(relation, "relation");
    Objects.requireNonNull(doubt, "doubt");
  }

  /** Returns an answer that may be relied on. */
  public static Answer of(Relation relation) {
    return new Answer(relation, Optional.empty());
  }

  /** Returns an answer that must not be relied on. */
  public static Answer doubted(Relation relation, Finding.Why why) {
    return new Answer(relation, Optional.of(why));
  }
}
