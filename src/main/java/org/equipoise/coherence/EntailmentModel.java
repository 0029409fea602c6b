package org.equipoise.coherence;

import java.util.List;

/**
 * Says how two texts stand to each other, and knows nothing of rules. Implementations are safe for
 * use by several threads.
 */
public interface EntailmentModel extends AutoCloseable {
  /** What the model is. */
  ModelCard card();

  /**
   * Relates pairs of texts: raw shares, not calibrated, in the order of the pairs.
   *
   * @throws RuntimeException if the model fails
   */
  List<Relation> relate(List<TextPair> pairs);

  /**
   * Relates pairs as {@link #relate} does, and says besides which relations nothing may be decided
   * by: because a pair is longer than the model reads, for example.
   */
  default List<Answer> answer(List<TextPair> pairs) {
    return relate(pairs).stream().map(Answer::of).toList();
  }

  /** Frees what the model holds; does nothing by default. */
  @Override
  default void close() {}
}
