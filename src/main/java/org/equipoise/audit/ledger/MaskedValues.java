package org.equipoise.audit.ledger;

import java.math.BigDecimal;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.facts.Disputed;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * The masked values of one case. No text of its entry may contain any of them.
 *
 * <p>A value of at least four characters is found anywhere in a text, in all of its {@link
 * TextForms}, and with other signs or none between its words. For a longer value, 24 consecutive
 * characters suffice; for one of few words, such as a name, each word of four letters that is
 * written with a capital. Shorter values, {@code true} and {@code false} occur everywhere by
 * accident. They are found as whole words only, and only in composed texts.
 */
final class MaskedValues implements TextMask {
  /** From this length on, a value is found anywhere. An ideograph counts twice. */
  private static final int DISTINCT = 4;

  /** From this length on, letters occur in sequence across other words by no accident. */
  private static final int UNMISTAKABLE = 12;

  /** Each run of 24 characters contains a window of 16 that begins at a multiple of eight. */
  private static final int WINDOW = 16;

  private static final int STRIDE = 8;
  private static final int MAX_WORD_CHARS = 5;
  private static final int MAX_NAME_WORDS = 6;
  private static final Set<String> TRUTH_VALUES = Set.of("true", "false");

  /** Words that begin sentences and letters, and are no names. */
  private static final Set<String> COMMON =
      Set.of(
          ("about above after again also another because been before being below both "
                  + "could dear does doing during each every from further have having hello here "
                  + "into just more most never only other over please same shall should some such "
                  + "than thank thanks that their them then there these they this those through "
                  + "under until very were what when where which while with would your aber alle "
                  + "auch bitte dann dass dein deine deren diese dieser dieses doch durch eine "
                  + "einem einen einer eines frau haben hallo hier herr ihre ihren kann kein keine "
                  + "liebe lieber mehr nach nicht noch oder ohne sehr sein seine sind über unter "
                  + "unser unsere vielen viele wenn werden wird")
              .split(" "));

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern DATE =
      Pattern.compile("([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?:[t ].*)?");
  private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final byte[] salt = Commitment.newSalt();
  private final TextIndex distinct = new TextIndex(2);
  private final TextIndex joined = new TextIndex(2);
  private final TextIndex windows = new TextIndex(WINDOW);
  private final Set<String> words = new HashSet<>();
  private final Set<String> parts = new HashSet<>();
  private final MaskedNumbers numbers = new MaskedNumbers();
  private long firstsOfWords;
  private boolean empty = true;

  /** Returns the key of the entry's commitments. */
  byte[] salt() {
    return salt;
  }

  /** Returns whether no value was added. */
  boolean isEmpty() {
    return empty;
  }

  /**
   * Adds a masked value with everything that it contains. Names within it are values if they are no
   * names of attributes.
   */
  void add(@Nullable Object value) {
    empty = false;
    if (value instanceof String text) {
      addText(text);
    } else if (value instanceof Boolean truth) {
      addWord(truth.toString());
    } else if (value instanceof Number number) {
      addText(number.toString());
      addText(new BigDecimal(number.toString()).abs().toPlainString());
      numbers.add(number);
    } else if (value instanceof Disputed disputed) {
      add(disputed.value());
    } else if (value instanceof List<?> items) {
      items.forEach(this::add);
    } else if (value instanceof Map<?, ?> tree) {
      tree.forEach(
          (name, inner) -> {
            if (!ATTRIBUTE_NAME.matcher((String) name).matches()) {
              addText((String) name);
            }
            add(inner);
          });
    }
  }

  private void addWord(String word) {
    words.add(word);
    firstsOfWords |= 1L << word.charAt(0);
  }

  private void addText(String text) {
    String folded = TextForms.fold(text).strip();
    if (folded.isEmpty()) {
      return;
    }
    if (length(folded) < DISTINCT || TRUTH_VALUES.contains(folded)) {
      addWord(folded);
      numbers.addFrom(folded);
      return;
    }
    distinct.add(folded);
    String bare = Joined.of(folded).letters();
    if (bare.length() >= DISTINCT) {
      joined.add(bare);
    }
    for (int i = 0; i + WINDOW <= folded.length(); i += STRIDE) {
      windows.add(folded.substring(i, i + WINDOW));
    }
    numbers.addFrom(folded);
    addParts(text);
    addDate(folded);
  }

  /** Adds the words of a name, except those that many texts begin or end with. */
  private void addParts(String text) {
    List<String> all =
        WORD.matcher(TextForms.bare(text)).results().map(MatchResult::group).toList();
    if (all.size() > 1 && all.size() <= MAX_NAME_WORDS) {
      all.stream()
          .filter(it -> it.length() >= DISTINCT && Character.isUpperCase(it.codePointAt(0)))
          .filter(it -> !COMMON.contains(it.toLowerCase(Locale.ROOT)))
          .forEach(
              it -> {
                parts.add(it);
                parts.add(it.toUpperCase(Locale.ROOT));
              });
    }
  }

  /** Adds the ways in which a date is written in other orders and with the name of the month. */
  private void addDate(String folded) {
    Matcher date = DATE.matcher(folded);
    if (!date.matches()) {
      return;
    }
    distinct.add(folded.substring(0, 10));
    String year = date.group(1);
    String month = date.group(2);
    String day = date.group(3);
    String shortDay = day.replaceFirst("^0", "");
    String shortMonth = month.replaceFirst("^0", "");
    List.of(
            year + month + day,
            day + month + year,
            month + day + year,
            shortDay + shortMonth + year,
            shortMonth + shortDay + year)
        .forEach(numbers::addDigits);
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
        String name = Month.of(Integer.parseInt(month)).getDisplayName(style, locale);
        String letters = Joined.of(TextForms.fold(name)).letters();
        for (String each : List.of(day, shortDay)) {
          joined.add(each + letters + year);
          joined.add(letters + each + year);
        }
      }
    }
  }

  private static int length(String text) {
    return text.length() + (int) text.codePoints().filter(Character::isIdeographic).count();
  }

  @Override
  public String text(String text) {
    return shown(text, true);
  }

  @Override
  public String name(String name) {
    return shown(name, false);
  }

  /** Returns a mask for one entry, in which the same texts come again and again. */
  TextMask ofOneEntry() {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    return new TextMask() {
      @Override
      public String text(String text) {
        return texts.computeIfAbsent(text, it -> shown(it, true));
      }

      @Override
      public String name(String name) {
        return names.computeIfAbsent(name, it -> shown(it, false));
      }
    };
  }

  private String shown(String text, boolean isComposed) {
    return tells(text, isComposed) || Commitment.isOne(text) ? Commitment.of(salt, "", text) : text;
  }

  /**
   * Returns whether prose that is not masked, such as the text of an output, reveals a masked
   * value, or a word of a masked name.
   */
  boolean areToldByProse(@Nullable Object value) {
    return areToldBy(value)
        || (value instanceof String text
            && !parts.isEmpty()
            && TextForms.readings(text).stream().anyMatch(this::tellsPart));
  }

  /**
   * Returns whether a value that is not masked reveals a masked one. Lists do not; objects do by
   * their names.
   */
  boolean areToldBy(@Nullable Object value) {
    if (value instanceof String text) {
      return tells(text, false) || Commitment.isOne(text);
    }
    if (value instanceof Disputed disputed) {
      return areToldWithin(disputed.value());
    }
    if (value instanceof Map<?, ?> tree) {
      return tree.keySet().stream().anyMatch(it -> tells((String) it, false));
    }
    return value instanceof Number number && numbers.areToldBy(number);
  }

  private boolean areToldWithin(@Nullable Object value) {
    return areToldBy(value)
        || (value instanceof List<?> items && items.stream().anyMatch(this::areToldWithin))
        || (value instanceof Map<?, ?> tree
            && tree.values().stream().anyMatch(this::areToldWithin));
  }

  private boolean tells(String text, boolean isComposed) {
    for (String each : TextForms.readings(text)) {
      if (tellsAsItStands(each, isComposed)) {
        return true;
      }
    }
    return false;
  }

  private boolean tellsAsItStands(String text, boolean isComposed) {
    String folded = TextForms.fold(text);
    for (int i = 0; i < folded.length(); i++) {
      if (distinct.isAt(folded, i, it -> true)
          || (isComposed && isWordAt(folded, i))
          || windows.isAt(folded, i, it -> true)) {
        return true;
      }
    }
    return tellsJoined(folded)
        || (isComposed && tellsPart(text))
        || numbers.areToldBy(folded, isComposed);
  }

  private boolean tellsJoined(String folded) {
    if (joined.isEmpty()) {
      return false;
    }
    Joined given = Joined.of(folded);
    for (int i = 0; i < given.letters().length(); i++) {
      int at = i;
      if (joined.isAt(
          given.letters(),
          at,
          it -> it.length() >= UNMISTAKABLE || given.areWhole(at, at + it.length()))) {
        return true;
      }
    }
    return false;
  }

  private boolean tellsPart(String text) {
    if (parts.isEmpty()) {
      return false;
    }
    String bare = TextForms.bare(text);
    int at = 0;
    while (at < bare.length()) {
      int first = bare.codePointAt(at);
      int end = at + Character.charCount(first);
      if (Character.isLetterOrDigit(first)) {
        while (end < bare.length() && Character.isLetterOrDigit(bare.codePointAt(end))) {
          end += Character.charCount(bare.codePointAt(end));
        }
        if (Character.isUpperCase(first) && parts.contains(bare.substring(at, end))) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  /**
   * The letters and digits of a text alone.
   *
   * @param breaks the places before which something else stood
   */
  private record Joined(String letters, BitSet breaks) {
    static Joined of(String text) {
      StringBuilder letters = new StringBuilder();
      BitSet breaks = new BitSet();
      breaks.set(0);
      text.codePoints()
          .forEach(
              it -> {
                if (Character.isLetterOrDigit(it)) {
                  letters.appendCodePoint(it);
                } else {
                  breaks.set(letters.length());
                }
              });
      breaks.set(letters.length());
      return new Joined(letters.toString(), breaks);
    }

    boolean areWhole(int from, int to) {
      return breaks.get(from) && breaks.get(to);
    }
  }

  private boolean isWordAt(String folded, int at) {
    if ((firstsOfWords >>> folded.charAt(at) & 1) == 0) {
      return false;
    }
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
}
