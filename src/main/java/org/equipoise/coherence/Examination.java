package org.equipoise.coherence;

import java.util.Objects;
import java.util.Optional;

/**
 * A finding with what it was found by. Immutable.
 *
 * @param premise the part of the premise that counted, and where it stands
 * @param hypothesis the sentence of the hypothesis that counted, and where it stands
 * @param relation the raw relation of both; empty if the model failed
 */
public record Examination(
    Finding finding, Sentence premise, Sentence hypothesis, Optional<Relation> relation) {
  public Examination {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(premise, "premise");
    Objects.requireNonNull(hypothesis, "hypothesis");
    Objects.requireNonNull(relation, "relation");
  }
}
