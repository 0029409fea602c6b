package org.equipoise.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.equipoise.formats.internal.CanonicalScanner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that are passed eight at a time, against a look at each. */
class CanonicalScannerTest {
  private static final String SIGNS = "aaaaaaaaaaaaaaaaaaaa}}\"\"\\\n\u007f\u00e9 ~!";

  private static byte[] dice(Random random) {
    StringBuilder text = new StringBuilder("\"");
    for (int length = random.nextInt(40); length > 0; length--) {
      text.append(SIGNS.charAt(random.nextInt(random.nextInt(3) == 0 ? SIGNS.length() : 20)));
    }
    return text.append(random.nextBoolean() ? "\"," : "}")
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Text in printable ASCII without escapes up to the next quote; null if there is none. */
  private static @Nullable String plain(byte[] bytes) {
    for (int i = 1; i < bytes.length; i++) {
      if (bytes[i] == '"') {
        return new String(bytes, 1, i - 1, StandardCharsets.US_ASCII);
      }
      if (bytes[i] < ' ' || bytes[i] == '\\') {
        return null;
      }
    }
    return null;
  }

  @Test
  void plainTextAndTheLastBracketAreFoundAsByALookAtEachByte() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = dice(random);
      String told = new String(bytes, StandardCharsets.UTF_8);
      CanonicalScanner scan = new CanonicalScanner(bytes, 0, bytes.length);
      assertEquals(plain(bytes), scan.plainText(), told);
      int from = random.nextInt(bytes.length);
      int last = bytes.length - 2;
      while (last >= from && bytes[last] != '}') {
        last--;
      }
      scan.goTo(from);
      assertEquals(last >= from, scan.passesUpToLast('}'), told);
      assertEquals(last >= from ? last + 1 : from, scan.at(), told);
    }
  }
}
