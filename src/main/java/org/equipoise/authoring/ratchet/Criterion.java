package org.equipoise.authoring.ratchet;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question of the ratchet. Immutable.
 *
 * @param name which question
 * @param passes whether nothing stands against the new constitution
 * @param why the answer in words
 * @param items what the answer rests on: fixtures, rules or cases, sorted
 */
public record Criterion(Name name, boolean passes, String why, List<Item> items) {

  public Criterion {
    items = List.copyOf(items);
  }

  /** A question of the ratchet, in the order in which the answers are told. */
  public enum Name {
    /** Is a settled fixture gone, or altered, without the signatures for it? */
    UNSETTLED,
    /** Do all settled fixtures pass? */
    SETTLED,
    /** Do entrenched rules mean what they meant? */
    ENTRENCHED,
    /** Does the disequilibrium index rise on the cases? */
    INDEX,
    /** Does it rise, beyond chance, on cases that nobody looked at? */
    HELD_OUT,
    /** Do coverage and informativeness fall? */
    COVERAGE,
    /** Does the index fall only because less is asserted? */
    GAMING,
    /** Are the cases that triggered the change decided as judged? */
    RECURRENCE,
    /** Does another decision change that nobody signed? */
    UNSIGNED;

    /** The name as it is written, such as {@code held-out}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A fixture, rule or case.
   *
   * @param text what is to be said of it
   * @param file the file it is in, relative to the new constitution, or null
   * @param line its line, from 1, or 0
   */
  public record Item(String text, @Nullable String file, int line) {

    static Item of(String text) {
      return new Item(text, null, 0);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
