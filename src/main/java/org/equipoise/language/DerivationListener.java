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

  /** Returns the element of the rule that is firing; null for a rule of the kernel. */
  @Nullable Element speaker();

  /** Returns the id of the current case. */
  String caseId();
}
