package org.equipoise.audit.card;

import org.equipoise.audit.card.Card.Figure;
import org.equipoise.audit.card.Card.Section;

/** Writes a card as Markdown, in which texts of others cannot be markup. */
public final class CardMarkdown {
  private CardMarkdown() {}

  /** Returns the card, with a line end. */
  public static String of(Card card) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(escaped(card.title())).append("\n\n");
    text.append(escaped(Card.PURPOSE)).append('\n');
    for (Section section : card.sections()) {
      text.append("\n## ").append(escaped(section.heading())).append("\n\n");
      section.notes().forEach(it -> text.append("- ").append(escaped(it)).append('\n'));
      if (!section.figures().isEmpty()) {
        text.append(section.notes().isEmpty() ? "" : "\n");
        text.append("| figure | value | printed by |\n|---|---|---|\n");
        for (Figure figure : section.figures()) {
          text.append("| ").append(escaped(figure.name()));
          text.append(" | ").append(escaped(figure.value()));
          text.append(" | ").append(escaped(figure.source())).append(" |\n");
        }
      }
    }
    return text.toString();
  }

  /** Escapes what Markdown or HTML could read as markup, and control characters. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            it -> {
              if (Character.isISOControl(it)) {
                escaped.append(' ');
              } else if ("\\`*_{}[]<>#|&!~".indexOf(it) >= 0) {
                escaped.append('\\').appendCodePoint(it);
              } else {
                escaped.appendCodePoint(it);
              }
            });
    return escaped.toString();
  }
}
