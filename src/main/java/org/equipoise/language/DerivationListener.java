package org.equipoise.language;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who listens to what the consequences of rules say, while rules fire. */
public interface DerivationListener {

  /**
   * Something follows from the match that is firing.
   *
   * @param conclusion a value of this package, or a fact of the author's own type
   * @param why the author's reason, or null
   * @param resting elements it rests on besides what was matched
   */
  void follows(Object conclusion, @Nullable String why, Set<Element> resting);

  /** The element whose rule is firing; null for a rule of the kernel. */
  @Nullable Element speaker();

  /** The id of the case at hand. */
  String caseId();
}
