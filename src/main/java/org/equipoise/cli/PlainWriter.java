package org.equipoise.cli;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Writes text for a terminal. Texts of cases and rules may hold characters that move the cursor,
 * hide what stands before them, or reverse the direction of a line; these are written as escapes
 * such as {@code \u001b}. A text that is printed as a line stays one line. JSON, HTML and SARIF go
 * to {@link #unescaped}.
 */
final class PlainWriter extends PrintWriter {
  private final PrintWriter to;

  PlainWriter(PrintWriter to, boolean autoFlush) {
    super(to, autoFlush);
    this.to = to;
  }

  /** Returns the writer beneath, for formats that programs read. */
  static PrintWriter unescaped(PrintWriter out) {
    return out instanceof PlainWriter plain ? plain.to : out;
  }

  @Override
  public void println(String line) {
    super.println(escaped(String.valueOf(line), false));
  }

  @Override
  public void write(String text, int offset, int length) {
    String escaped = escaped(text.substring(offset, offset + length), true);
    super.write(escaped, 0, escaped.length());
  }

  @Override
  public void write(char[] text, int offset, int length) {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int one) {
    write(String.valueOf((char) one), 0, 1);
  }

  private static String escaped(String text, boolean hasLines) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean endsLine =
          each == '\n' || (each == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (each == '\t' || (hasLines && endsLine) || !misleads(each)) {
        escaped.append(each);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      }
    }
    return escaped.toString();
  }

  /** Control characters, other ends of lines, and what sets the direction of the text after it. */
  private static boolean misleads(char each) {
    return Character.isISOControl(each)
        || (each >= '\u2028' && each <= '\u202e')
        || (each >= '\u2066' && each <= '\u2069');
  }
}
