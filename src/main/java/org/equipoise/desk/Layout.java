package org.equipoise.desk;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.link;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import j2html.tags.specialized.ATag;
import j2html.tags.specialized.PTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What all pages of the desk have in common. */
final class Layout {
  private Layout() {}

  /**
   * Returns a page.
   *
   * @param heading plain text
   * @param content the sections
   */
  static DeskResponse page(
      DeskRequest request, int status, String heading, List<? extends DomContent> content) {
    String base = request.base();
    String shown = Shown.text(heading);
    String text =
        document(
            html(
                    head(
                        meta().withCharset("utf-8"),
                        meta()
                            .withName("viewport")
                            .withContent("width=device-width, initial-scale=1"),
                        title(shown + " · desk"),
                        link().withRel("icon").withHref("data:,"),
                        link().withRel("stylesheet").withHref(base + "/desk.css"),
                        j2html.TagCreator.script().withSrc(base + "/desk.js").attr("defer")),
                    body(
                        a("Skip to the content").withHref("#main").withClass("skip"),
                        header(p("Desk").withClass("kind"), h1(shown).attr("dir", "auto"))
                            .withId("head"),
                        nav(
                                tab(request, "Queue", "/"),
                                tab(request, "Proposals", "/proposals"),
                                tab(request, "Oversight", "/oversight"))
                            .withId("contents")
                            .attr("aria-label", "Desk"),
                        main().withId("main").attr("tabindex", "-1").with(content),
                        footer(
                                p(
                                    request.reviewer() == null
                                        ? "Nobody is named as the reviewer."
                                        : "Reviewer: " + Shown.text(request.reviewer())))
                            .withId("foot")))
                .withLang("en"));
    return DeskResponse.of(status, "text/html", text);
  }

  private static ATag tab(DeskRequest request, String name, String path) {
    ATag tab = a(name).withHref(request.base() + path);
    boolean isHere =
        path.equals("/")
            ? request.path().equals("/") || request.path().startsWith("/cases/")
            : request.path().startsWith(path);
    return isHere ? tab.attr("aria-current", "page") : tab;
  }

  /** Returns a message that a screen reader speaks at once. */
  static PTag alert(String message) {
    return p(Shown.text(message)).withClass("alert").attr("role", "alert");
  }

  static DeskResponse style() {
    return DeskResponse.of(
        200, "text/css", resource("/org/equipoise/page/page.css") + resource("desk.css"));
  }

  static DeskResponse script() {
    return DeskResponse.of(200, "text/javascript", resource("desk.js"));
  }

  private static String resource(String name) {
    try (InputStream in = Layout.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
