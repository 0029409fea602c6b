package org.equipoise.constitution.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of rules with comments and the contents of texts blanked out.
 *
 * @param code of the same length, with the same lines
 * @param unclosed where a text or a comment begins that is not closed
 */
public record MaskedCode(String code, List<Integer> unclosed) {

  /** The masked form of a text. */
  public static MaskedCode of(String text) {
    char[] masked = text.toCharArray();
    List<Integer> unclosed = new ArrayList<>();
    int i = 0;
    while (i < masked.length) {
      char c = masked[i];
      if (text.startsWith("//", i)) {
        i = blank(masked, i, indexOf(text, "\n", i));
      } else if (text.startsWith("/*", i)) {
        int end = indexOf(text, "*/", i + 2) + 2;
        if (end > masked.length) {
          unclosed.add(i);
        }
        i = blank(masked, i, Math.min(masked.length, end));
      } else if (c == '"' || c == '\'') {
        int end = endOfText(text, i, unclosed);
        boolean isClosed = unclosed.isEmpty() || unclosed.get(unclosed.size() - 1) != i;
        blank(masked, i + 1, isClosed ? end - 1 : end);
        i = end;
      } else {
        i++;
      }
    }
    return new MaskedCode(new String(masked), List.copyOf(unclosed));
  }

  private static int indexOf(String text, String what, int from) {
    int at = text.indexOf(what, from);
    return at < 0 ? text.length() : at;
  }

  /** The offset after a text's closing quote; it has to stand on the same line. */
  private static int endOfText(String text, int start, List<Integer> unclosed) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !text.startsWith("\n", i + 1)) {
        i++;
      } else if (c == text.charAt(start)) {
        return i + 1;
      } else if (c == '\n') {
        unclosed.add(start);
        return i;
      }
    }
    unclosed.add(start);
    return text.length();
  }

  private static int blank(char[] masked, int from, int to) {
    for (int i = from; i < to; i++) {
      if (masked[i] != '\n') {
        masked[i] = ' ';
      }
    }
    return to;
  }
}
