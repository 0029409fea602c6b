package org.equipoise.revision.equilibria;

import java.util.List;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;

/**
 * Conflicts that share no relaxation with the others, and the ways to resolve them. Immutable and
 * safe to share between threads.
 *
 * @param ways the cheapest first, then by number of relaxations and by relaxations in order; not
 *     empty
 * @param complete whether no limit kept ways from being found
 */
public record RevisionPart(List<Way> ways, boolean complete) {
  public RevisionPart {
    ways = List.copyOf(ways);
  }

  /** The same with the cheapest ways only; complete only if there are no others. */
  public RevisionPart cheapest() {
    List<Way> all = ways.stream().filter(it -> it.surplus().equals(Cost.ZERO)).toList();
    return new RevisionPart(all, complete && all.size() == ways.size());
  }

  /**
   * One way to resolve a part.
   *
   * @param relaxations what is given up, sorted; minimal
   * @param cost the sum of their costs
   * @param surplus how much more that is than the cheapest way costs
   */
  public record Way(List<Relaxation> relaxations, Cost cost, Cost surplus) {
    public Way {
      relaxations = List.copyOf(relaxations);
    }
  }
}
