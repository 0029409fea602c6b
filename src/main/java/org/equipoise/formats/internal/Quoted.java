package org.equipoise.formats.internal;

import java.util.Locale;

/** A person's own input as a message shows it: short, and without characters that nobody sees. */
public final class Quoted {
  private static final int MAX_CHARS = 60;

  private Quoted() {}

  /** The text in backticks. */
  public static String of(String text) {
    return "`" + plain(text) + "`";
  }

  /** The text without backticks. */
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder();
    int i = 0;
    while (i < text.length() && shown.length() < MAX_CHARS) {
      int c = text.codePointAt(i);
      if (isUnseen(c)) {
        shown.append(codePoint(c));
      } else {
        shown.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return i < text.length() ? shown.append('…').toString() : shown.toString();
  }

  private static boolean isUnseen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != 0x200D; // which joins parts of one sign
      default -> false;
    };
  }

  /** {@code U+0009}, say. */
  public static String codePoint(int c) {
    return String.format(Locale.ROOT, "U+%04X", c);
  }
}
