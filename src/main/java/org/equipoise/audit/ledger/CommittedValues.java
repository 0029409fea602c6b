package org.equipoise.audit.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.equipoise.formats.internal.TextMask;

/**
 * The masked values of an entry, known only by their commitments. A text reveals a value if some
 * consecutive words of it match a commitment. Parts of masked lists and objects are not found.
 */
final class CommittedValues implements TextMask {
  /** The largest number of consecutive words that are tried. */
  private static final int MAX_WORDS = 6;

  /** The largest length of a text that is examined. Longer texts are always masked. */
  private static final int MAX_CHARS = 1_000;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final byte[] salt;
  private final Map<String, String> byPointer;

  private CommittedValues(byte[] salt, Map<String, String> byPointer) {
    this.salt = salt;
    this.byPointer = byPointer;
  }

  /** Returns the masked values of a recorded decision. */
  static CommittedValues of(RecordedDecision recorded, byte[] salt) {
    return new CommittedValues(salt, recorded.commitments());
  }

  /** Returns a mask of all texts, for commitments that cannot be read. */
  static TextMask any(byte[] salt) {
    return new TextMask() {
      @Override
      public String text(String text) {
        return Commitment.of(salt, "", text);
      }

      @Override
      public String name(String name) {
        return name;
      }
    };
  }

  @Override
  public String text(String text) {
    return tells(text) ? Commitment.of(salt, "", text) : text;
  }

  @Override
  public String name(String name) {
    return text(name);
  }

  private boolean tells(String text) {
    if (text.length() > MAX_CHARS) {
      return true;
    }
    return TextForms.readings(text).stream().anyMatch(this::tellsAsItStands);
  }

  private boolean tellsAsItStands(String text) {
    List<MatchResult> words = WORD.matcher(text).results().toList();
    for (int first = 0; first < words.size(); first++) {
      for (int last = first; last < Math.min(words.size(), first + MAX_WORDS); last++) {
        String found = text.substring(words.get(first).start(), words.get(last).end());
        if (Stream.of(
                found,
                found.toLowerCase(Locale.ROOT),
                found.toUpperCase(Locale.ROOT),
                titled(found))
            .distinct()
            .anyMatch(this::isCommitted)) {
          return true;
        }
      }
    }
    return MaskedNumbers.readings(TextForms.fold(text)).stream().anyMatch(this::isCommitted);
  }

  private static String titled(String words) {
    return WORD.matcher(words.toLowerCase(Locale.ROOT))
        .replaceAll(
            it -> it.group().substring(0, 1).toUpperCase(Locale.ROOT) + it.group().substring(1));
  }

  private boolean isCommitted(Object value) {
    return byPointer.entrySet().stream()
        .anyMatch(it -> Commitment.of(salt, it.getKey(), value).equals(it.getValue()));
  }
}
