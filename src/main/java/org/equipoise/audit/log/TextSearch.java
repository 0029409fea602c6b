package org.equipoise.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.formats.internal.CanonicalScanner;
import org.jspecify.annotations.Nullable;

/**
 * Finds out from the bytes of an entry that some texts do not occur in it, so that it need not be
 * read. JSON holds a text as it is if the text needs no escapes, and if none are used that are not
 * needed.
 */
final class TextSearch {
  private final List<byte[]> texts = new ArrayList<>();

  TextSearch(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null
          && !text.isEmpty()
          && text.chars().noneMatch(it -> it < ' ' || it == '"' || it == '\\')) {
        this.texts.add(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Returns whether all texts may be in the JSON. */
  boolean isIn(byte[] json) {
    for (byte[] text : texts) {
      if (!contains(json, text)) {
        return hasFreeEscapes(json);
      }
    }
    return true;
  }

  private static boolean contains(byte[] json, byte[] text) {
    byte last = text[text.length - 1];
    for (int end = text.length - 1; end < json.length; end++) {
      if (json[end] == last && endsAt(end, json, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsAt(int end, byte[] json, byte[] text) {
    int begin = end - text.length + 1;
    for (int i = 0; i < text.length - 1; i++) {
      if (json[begin + i] != text[i]) {
        return false;
      }
    }
    return true;
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
