package org.equipoise.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.formats.internal.CanonicalScanner;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the bytes of an entry that some texts do not occur in it, so that it need not be
 * read. JSON holds a text as it is if the text needs no escapes, and if none are used that are not
 * needed.
 */
final class TextSearch {
  private final List<Sought> texts = new ArrayList<>();

  TextSearch(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null
          && !text.isEmpty()
          && text.chars().noneMatch(it -> it < ' ' || it == '"' || it == '\\')) {
        this.texts.add(new Sought(text.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Returns whether all texts may be in the JSON. */
  boolean isIn(byte[] json) {
    for (Sought text : texts) {
      if (!text.isIn(json)) {
        return hasFreeEscapes(json);
      }
    }
    return true;
  }

  /**
   * A text that is sought by its last byte: what stands there instead tells how far away the next
   * place is where the text may end (Horspool 1980).
   */
  private static final class Sought {
    private final byte[] text;
    private final int[] steps = new int[1 << Byte.SIZE];

    Sought(byte[] text) {
      this.text = text;
      Arrays.fill(steps, text.length);
      for (int i = 0; i < text.length - 1; i++) {
        steps[Byte.toUnsignedInt(text[i])] = text.length - 1 - i;
      }
    }

    boolean isIn(byte[] json) {
      byte last = text[text.length - 1];
      for (int end = text.length - 1;
          end < json.length;
          end += steps[Byte.toUnsignedInt(json[end])]) {
        if (json[end] == last && endsAt(end, json)) {
          return true;
        }
      }
      return false;
    }

    private boolean endsAt(int end, byte[] json) {
      int begin = end - text.length + 1;
      return Arrays.equals(json, begin, end, text, 0, text.length - 1);
    }
  }

  /** Returns whether there are escapes that can stand for any character. */
  private static boolean hasFreeEscapes(byte[] json) {
    int at = CanonicalScanner.indexOf('\\', json, 0, json.length);
    while (at >= 0 && at + 1 < json.length) {
      if (json[at + 1] == 'u' || json[at + 1] == '/') {
        return true;
      }
      at = CanonicalScanner.indexOf('\\', json, at + 2, json.length);
    }
    return false;
  }
}
