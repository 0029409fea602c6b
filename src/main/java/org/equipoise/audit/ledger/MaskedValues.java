package org.equipoise.audit.ledger;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.equipoise.facts.Disputed;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * The masked values of one case. No text of its entry may contain any of them.
 *
 * <p>A value of at least four characters is found anywhere in a text, regardless of the case of
 * letters. For a longer value, 24 consecutive characters suffice. Shorter values, {@code true} and
 * {@code false} occur everywhere by accident. They are found as whole words only, and only in
 * composed texts.
 */
final class MaskedValues implements TextMask {
  /** From this length on, a value is found anywhere. An ideograph counts twice. */
  private static final int DISTINCT = 4;

  /** Each run of 24 characters contains a window of 16 that begins at a multiple of eight. */
  private static final int WINDOW = 16;

  private static final int STRIDE = 8;
  private static final int MAX_WORD_CHARS = 5;
  private static final Set<String> TRUTH_VALUES = Set.of("true", "false");

  /** Characters that may stand between the digits of a number. */
  private static final Pattern BETWEEN_DIGITS =
      Pattern.compile("(?<=[0-9])[,.'’_\\h](?=[0-9])", Pattern.UNICODE_CHARACTER_CLASS);

  private final byte[] salt = Commitment.newSalt();
  private final Map<String, List<String>> distinct = new HashMap<>();
  private final Set<String> windows = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> numbers = new HashSet<>();
  private final List<String> digits = new ArrayList<>();
  private boolean empty = true;

  /** Returns the key of the entry's commitments. */
  byte[] salt() {
    return salt;
  }

  /** Returns whether no value was added. */
  boolean isEmpty() {
    return empty;
  }

  /** Adds a masked value with everything that it contains. Names within it are not values. */
  void add(@Nullable Object value) {
    empty = false;
    if (value instanceof String text) {
      addText(text);
    } else if (value instanceof Boolean truth) {
      words.add(truth.toString());
    } else if (value instanceof Number number) {
      addNumber(number);
    } else if (value instanceof Disputed disputed) {
      add(disputed.value());
    } else if (value instanceof List<?> items) {
      items.forEach(this::add);
    } else if (value instanceof Map<?, ?> tree) {
      tree.values().forEach(this::add);
    }
  }

  private void addText(String text) {
    String folded = fold(text).strip();
    if (folded.isEmpty()) {
      return;
    }
    if (length(folded) < DISTINCT || TRUTH_VALUES.contains(folded)) {
      words.add(folded);
      return;
    }
    distinct.computeIfAbsent(folded.substring(0, 2), it -> new ArrayList<>()).add(folded);
    for (int i = 0; i + WINDOW <= folded.length(); i += STRIDE) {
      windows.add(folded.substring(i, i + WINDOW));
    }
  }

  private void addNumber(Number number) {
    BigDecimal exact = new BigDecimal(number.toString());
    addText(number.toString());
    addText(exact.toPlainString());
    addText(exact.abs().toPlainString());
    String significant = significant(number);
    if (significant.length() >= DISTINCT) {
      numbers.add(significant);
      digits.add(exact.abs().toPlainString().replace(".", ""));
    }
  }

  private static String significant(Number number) {
    BigDecimal stripped = new BigDecimal(number.toString()).stripTrailingZeros();
    return stripped.unscaledValue().abs().toString();
  }

  private static int length(String text) {
    return text.length() + (int) text.codePoints().filter(Character::isIdeographic).count();
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }

  @Override
  public String text(String text) {
    return tells(text, true) || Commitment.isOne(text) ? Commitment.of(salt, "", text) : text;
  }

  @Override
  public String name(String name) {
    return tells(name, false) || Commitment.isOne(name) ? Commitment.of(salt, "", name) : name;
  }

  /** Returns whether a value that is not masked reveals a masked one. Lists and objects do not. */
  boolean areToldBy(@Nullable Object value) {
    if (value instanceof String text) {
      return tells(text, false) || Commitment.isOne(text);
    }
    if (value instanceof Disputed disputed) {
      return disputed.value() instanceof List<?> items
          ? items.stream().anyMatch(this::areToldBy)
          : areToldBy(disputed.value());
    }
    return value instanceof Number number && numbers.contains(significant(number));
  }

  private boolean tells(String text, boolean isComposed) {
    String folded = fold(text);
    for (int i = 0; i < folded.length(); i++) {
      if (isDistinctAt(folded, i)
          || (isComposed && isWordAt(folded, i))
          || (i + WINDOW <= folded.length() && windows.contains(folded.substring(i, i + WINDOW)))) {
        return true;
      }
    }
    return tellsDigits(folded);
  }

  private boolean isDistinctAt(String folded, int at) {
    if (at + 2 > folded.length()) {
      return false;
    }
    for (String value : distinct.getOrDefault(folded.substring(at, at + 2), List.of())) {
      if (folded.startsWith(value, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWordAt(String folded, int at) {
    for (int end = at + 1; end <= Math.min(folded.length(), at + MAX_WORD_CHARS); end++) {
      if (words.contains(folded.substring(at, end))
          && (at == 0 || isApart(folded.codePointBefore(at), folded.codePointAt(at)))
          && (end == folded.length()
              || isApart(folded.codePointBefore(end), folded.codePointAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a word may end between two characters. An ideograph is a word of its own. */
  private static boolean isApart(int before, int after) {
    return !Character.isLetterOrDigit(before)
        || !Character.isLetterOrDigit(after)
        || Character.isIdeographic(before)
        || Character.isIdeographic(after);
  }

  private boolean tellsDigits(String folded) {
    if (digits.isEmpty()) {
      return false;
    }
    String ungrouped = BETWEEN_DIGITS.matcher(folded).replaceAll("");
    return digits.stream().anyMatch(ungrouped::contains);
  }
}
