package org.equipoise.desk;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import j2html.tags.specialized.ATag;
import j2html.tags.specialized.SpanTag;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are shown. j2html escapes; here, what a reader could not see is made visible. */
final class Shown {
  private Shown() {}

  /**
   * Returns text in which control characters, half characters and marks that turn the direction of
   * text are visible, so that nothing is read otherwise than it is.
   */
  static String text(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            it -> {
              boolean isSpace = it == '\n' || it == '\t';
              if (isHidden(it) && !isSpace) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", it));
              } else {
                shown.appendCodePoint(it);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          codePoint != 0x200D; // which joins parts of one sign
      default -> false;
    };
  }

  static SpanTag name(String text) {
    return span(text(text)).withClass("name").attr("dir", "auto");
  }

  static DomContent value(@Nullable Object value) {
    return code(text(String.valueOf(value)));
  }

  static DomContent time(Instant at) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    String words = second.toString().replace('T', ' ').replace("Z", " UTC");
    return j2html.TagCreator.time(words).withDatetime(second.toString());
  }

  static String number(double number) {
    return BigDecimal.valueOf(number)
        .setScale(3, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  static String percent(int part, int of) {
    return part + " of " + of + (of == 0 ? "" : " (" + Math.round(100.0 * part / of) + " %)");
  }

  static String seconds(double seconds) {
    return seconds < 100
        ? number(Math.round(seconds * 10) / 10.0) + " s"
        : Math.round(seconds / 60) + " min";
  }

  static ATag caseLink(DeskRequest request, long entry, String caseId) {
    return a(text(caseId)).withHref(request.base() + "/cases/" + entry).withClass("name");
  }
}
