package org.equipoise.constitution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.facts.Message;
import org.equipoise.problem.internal.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The words that a property of the vocabulary may hold.
 *
 * @param property its name
 * @param types of the facts that have it
 * @param kind what such a word is
 * @param words in the order in which they are told
 * @param isOpen whether it may hold others, so that only what is all but one of them is told
 * @param warns whether another word is doubtful rather than wrong
 */
record PropertyWords(
    String property,
    Set<String> types,
    String kind,
    List<String> words,
    boolean isOpen,
    boolean warns) {

  static final PropertyWords STATUSES =
      new PropertyWords(
          "status",
          Set.of("Judgment", "Claim"),
          "deontic status",
          List.of("forbidden", "permitted", "obligatory"),
          false,
          false);

  static final PropertyWords ROLES =
      new PropertyWords(
          "role",
          Set.of("Message"),
          "role",
          Arrays.stream(Message.Role.values()).map(Message.Role::word).toList(),
          false,
          false);

  static final PropertyWords POSITIONS =
      new PropertyWords(
          "position", Set.of("Stance"), "position", List.of("against", "for"), false, false);

  /** Words that people use for a status, and the status. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("prohibited", "forbidden"),
          Map.entry("banned", "forbidden"),
          Map.entry("denied", "forbidden"),
          Map.entry("impermissible", "forbidden"),
          Map.entry("forbid", "forbidden"),
          Map.entry("block", "forbidden"),
          Map.entry("blocked", "forbidden"),
          Map.entry("wrong", "forbidden"),
          Map.entry("allowed", "permitted"),
          Map.entry("allow", "permitted"),
          Map.entry("permissible", "permitted"),
          Map.entry("permit", "permitted"),
          Map.entry("optional", "permitted"),
          Map.entry("required", "obligatory"),
          Map.entry("mandatory", "obligatory"),
          Map.entry("obliged", "obligatory"),
          Map.entry("oblige", "obligatory"),
          Map.entry("must", "obligatory"));

  private static final int MAX_LISTED = 12;

  /**
   * The stakeholders that settings name. Where {@code *} weighs everybody else, rules may speak of
   * others too.
   *
   * @return null if the settings name none
   */
  static @Nullable PropertyWords stakeholders(Settings settings) {
    Set<String> named = new TreeSet<>(settings.stakeholders().keySet());
    boolean weighsOthers = named.remove(Settings.EVERYBODY_ELSE);
    return named.isEmpty()
        ? null
        : new PropertyWords(
            "stakeholder",
            Set.of("Judgment"),
            "stakeholder whom `constitution.json` names",
            List.copyOf(named),
            weighsOthers,
            true);
  }

  String getter() {
    return "get" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
  }

  boolean isKnown(String word, boolean ignoresCase) {
    return words.stream().anyMatch(it -> ignoresCase ? it.equalsIgnoreCase(word) : it.equals(word));
  }

  /** Whether a word is all but one of these, and so a slip of the pen wherever it stands. */
  boolean isSlip(String word) {
    String plain = word.strip();
    return warns
        ? !words.contains(word) && Suggestion.nearestName(plain, words).isPresent()
        : plain.matches("[A-Za-z]+")
            && !words.contains(plain.toLowerCase(Locale.ROOT))
            && Suggestion.nearest(plain, words).isPresent();
  }

  /** Whether a comparison with a word cannot be meant. */
  boolean excludes(String word, boolean ignoresCase) {
    return !isKnown(word, ignoresCase) && (!isOpen || isSlip(word));
  }

  /** What to write in place of a word. */
  String hint(String word) {
    String meant = MEANT.get(word.strip().toLowerCase(Locale.ROOT));
    if (meant != null && words.contains(meant)) {
      return "did you mean `" + meant + "`?";
    }
    String near = Suggestion.didYouMean(word.strip(), words);
    if (near != null) {
      return near;
    }
    if (warns) {
      return "`stakeholders` names `"
          + String.join("`, `", words.subList(0, Math.min(MAX_LISTED, words.size())))
          + (words.size() > MAX_LISTED ? "`, …" : "`")
          + ": write one of them, or give this one a weight there";
    }
    return "it is `"
        + String.join("`, `", words.subList(0, words.size() - 1))
        + "` or `"
        + words.get(words.size() - 1)
        + "`";
  }
}
