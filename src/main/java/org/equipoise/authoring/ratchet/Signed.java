package org.equipoise.authoring.ratchet;

import java.util.Optional;
import java.util.Set;

/**
 * What was signed for, by as many as the constitution asks for. Immutable.
 *
 * @param entrenched whether entrenched rules may change
 * @param unsettle whether what was settled may be unsettled
 * @param elseChanged the cases that may be decided otherwise though nobody sought it
 * @param sought the cases that the change is for; empty if it does not say
 * @param dropped the rules that may be given up everywhere, with what only they said
 */
public record Signed(
    boolean entrenched,
    boolean unsettle,
    Set<String> elseChanged,
    Optional<Set<String>> sought,
    Set<String> dropped) {

  /** Nothing was signed. */
  public static final Signed NOTHING =
      new Signed(false, false, Set.of(), Optional.empty(), Set.of());

  public Signed {
    elseChanged = Set.copyOf(elseChanged);
    sought = sought.map(Set::copyOf);
    dropped = Set.copyOf(dropped);
  }
}
