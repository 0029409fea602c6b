package org.equipoise.ledger;

import java.util.Set;

/**
 * Which facts a host does not want in its ledger as they are: of these only a salted commitment is
 * recorded. Decisions are made on the facts themselves.
 *
 * @param names of attributes, dotted where nested, each standing for all below it; and of the
 *     fields {@code context}, {@code text}, {@code author} and {@code stakeholder}. A name masks
 *     whatever is called so, in cases, outputs and judgments alike.
 */
public record Masking(Set<String> names) {
  /** Nothing is masked. */
  public static final Masking NONE = new Masking(Set.of());

  public Masking {
    names = Set.copyOf(names);
  }

  /** The masking of some names. */
  public static Masking of(String... names) {
    return new Masking(Set.of(names));
  }

  boolean isNone() {
    return names.isEmpty();
  }

  boolean masks(String name) {
    return names.contains(name);
  }
}
