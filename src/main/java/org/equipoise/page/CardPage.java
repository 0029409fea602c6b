package org.equipoise.page;

import org.equipoise.audit.card.Card;
import org.equipoise.audit.card.Card.Figure;
import org.equipoise.audit.card.Card.Section;

/**
 * A card as a page of a browser. It has no script and asks no server for anything; every text is
 * escaped.
 */
public final class CardPage {
  private static final String STYLE =
      "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color-scheme:light dark}table{border-collapse:collapse;width:100%}"
          + "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;"
          + "border-bottom:1px solid #8886}code{overflow-wrap:anywhere}";

  private CardPage() {}

  /** Returns the page, with a line end. */
  public static String of(Card card) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
        .append(" style-src '")
        .append(HtmlShell.hash(STYLE))
        .append("'; base-uri 'none'; form-action 'none'\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(HtmlShell.text(card.title()))
        .append("</title>\n<style>")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(HtmlShell.text(card.title()))
        .append("</h1>\n<p>")
        .append(HtmlShell.text(Card.PURPOSE))
        .append("</p>\n");
    card.sections().forEach(it -> section(it, page));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  private static void section(Section section, StringBuilder page) {
    page.append("<section>\n<h2>").append(HtmlShell.text(section.heading())).append("</h2>\n");
    if (!section.notes().isEmpty()) {
      page.append("<ul>\n");
      section
          .notes()
          .forEach(it -> page.append("<li>").append(HtmlShell.text(it)).append("</li>\n"));
      page.append("</ul>\n");
    }
    if (!section.figures().isEmpty()) {
      page.append("<table>\n<thead><tr><th scope=\"col\">figure</th><th scope=\"col\">value</th>")
          .append("<th scope=\"col\">printed by</th></tr></thead>\n<tbody>\n");
      for (Figure figure : section.figures()) {
        page.append("<tr><th scope=\"row\">")
            .append(HtmlShell.text(figure.name()))
            .append("</th><td>")
            .append(HtmlShell.text(figure.value()))
            .append("</td><td><code>")
            .append(HtmlShell.text(figure.source()))
            .append("</code></td></tr>\n");
      }
      page.append("</tbody>\n</table>\n");
    }
    page.append("</section>\n");
  }
}
