package org.equipoise.decision.uncertainty;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a user is told of the uncertainty of a decision. Immutable.
 *
 * @param kinds the kinds that hold, whether or not they are told
 * @param form the form that was asked for
 * @param locale the language that was found for the user
 * @param text the sentences, separated by spaces, as plain text: a page must escape it. Empty if no
 *     kind holds or nothing is to be told
 */
public record Told(List<Uncertainty> kinds, WordingForm form, Locale locale, String text) {
  public Told {
    kinds = List.copyOf(kinds);
  }

  /**
   * Returns one line that a host can record as what it did after the decision, for example {@code
   * told essential, epistemic: form hedge, language en}.
   */
  public String inOneLine() {
    String told = kinds.stream().map(Uncertainty::word).collect(Collectors.joining(", "));
    return "told "
        + (kinds.isEmpty() ? "no uncertainty" : told)
        + ": form "
        + form.word()
        + ", language "
        + locale.toLanguageTag();
  }
}
