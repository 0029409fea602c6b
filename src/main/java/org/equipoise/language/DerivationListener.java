package org.equipoise.language;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Receives what the consequences of rules say while rules fire. Called on the thread that runs the
 * rules.
 */
public interface DerivationListener {

  /**
   * Called when a match that fires has a conclusion.
   *
   * @param conclusion a value of this package, or a fact of the author's own type
   * @param why the author's reason; null if there is none
   * @param resting the elements on which it rests in addition to the matched ones
   */
  void follows(Object conclusion, @Nullable String why, Set<Element> resting);

  /** Called when a rule claims something, with all of its weight or a part. */
  default void claims(Claim claim, Degree degree, @Nullable String why) {
    follows(claim, why, Set.of());
  }

  /**
   * Returns the degree that a number says.
   *
   * @throws IllegalArgumentException if it is no number in [0, 1]; the message names the attributes
   *     that it was worked out from
   */
  default Degree degree(@Nullable Object number) {
    if (number instanceof Number it && it.doubleValue() >= 0 && it.doubleValue() <= 1) {
      return new Degree(it.doubleValue());
    }
    throw new IllegalArgumentException(
        "`weight` takes a number in [0, 1], not " + (number == null ? "null" : number));
  }

  /** Returns the element of the rule that is firing; null for a rule of the kernel. */
  @Nullable Element speaker();

  /** Returns the id of the current case. */
  String caseId();
}
