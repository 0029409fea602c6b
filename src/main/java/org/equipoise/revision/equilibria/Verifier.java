package org.equipoise.revision.equilibria;

import java.util.List;
import org.equipoise.revision.ConflictSet;

/** Infers again what follows where the ways out of parts are taken. */
@FunctionalInterface
public interface Verifier {

  /** What cannot all stand under some combination of ways. */
  Verification verify(List<RevisionPart> parts);

  /**
   * What inferring again has shown.
   *
   * @param unbroken what cannot all stand, as far as it was looked for
   * @param complete whether every combination of ways was looked at, or need not be
   */
  record Verification(List<ConflictSet> unbroken, boolean complete) {
    /** Nothing is left, whatever ways are taken. */
    public static final Verification DONE = new Verification(List.of(), true);

    public Verification {
      unbroken = List.copyOf(unbroken);
    }
  }
}
