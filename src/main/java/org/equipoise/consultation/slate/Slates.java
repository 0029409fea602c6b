package org.equipoise.consultation.slate;

import java.util.List;

/**
 * Slates that a rule holds to be equally good. Immutable.
 *
 * @param slates the ids of the statements of each, in order; the slates in the order in which they
 *     are compared statement by statement
 * @param areAll whether these are all; if not, there are at least these
 */
public record Slates(List<List<String>> slates, boolean areAll) {
  public Slates {
    slates = slates.stream().map(List::copyOf).toList();
  }
}
