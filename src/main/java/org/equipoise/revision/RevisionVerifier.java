package org.equipoise.revision;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Infers what revisions leave unbroken. Not safe for use by several threads at once. */
@FunctionalInterface
public interface RevisionVerifier {

  /**
   * Returns the conflict sets that relaxations leave unbroken, in any order; empty if a limit was
   * reached before they were known.
   */
  Optional<List<ConflictSet>> unbroken(Collection<Relaxation> given);

  /**
   * Returns the same for relaxations of which some are exchanged. An implementation may remember
   * the relaxations and infer only what the exchange touches.
   *
   * @param given the relaxations before the exchange, sorted
   */
  default Optional<List<ConflictSet>> unbrokenAfter(
      List<Relaxation> given, Collection<Relaxation> dropped, Collection<Relaxation> added) {
    TreeSet<Relaxation> exchanged = new TreeSet<>(given);
    exchanged.removeAll(List.copyOf(dropped));
    exchanged.addAll(added);
    return unbroken(exchanged);
  }
}
