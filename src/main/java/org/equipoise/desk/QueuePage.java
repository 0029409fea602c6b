package org.equipoise.desk;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.NavTag;
import j2html.tags.specialized.TrTag;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.audit.review.WaitingCase;

/** The cases that wait, the most urgent first, fifty on a page. */
final class QueuePage {
  static final int ON_A_PAGE = 50;

  private QueuePage() {}

  static DeskResponse of(DeskRequest request, List<WaitingCase> waiting, Instant now) {
    int pages = Math.max(1, (waiting.size() + ON_A_PAGE - 1) / ON_A_PAGE);
    int number = Math.min(pages, number(request.query().getOrDefault("page", "1")));
    List<WaitingCase> shown =
        waiting.subList((number - 1) * ON_A_PAGE, Math.min(waiting.size(), number * ON_A_PAGE));
    DomContent list =
        shown.isEmpty()
            ? p("Nothing waits for a person.")
            : table(
                caption(
                    "Cases "
                        + ((number - 1) * ON_A_PAGE + 1)
                        + " to "
                        + ((number - 1) * ON_A_PAGE + shown.size())
                        + " of "
                        + waiting.size()),
                thead(tr(head("Case"), head("Act"), head("At stake"), head("Decided"))),
                tbody(each(shown, it -> row(request, it, now))));
    return Layout.page(
        request,
        200,
        "Queue",
        List.of(
            section(
                h2(waiting.size() == 1 ? "1 case waits" : waiting.size() + " cases wait"),
                p("The most urgent first: an act whose ticket is void soonest, then what costs most"
                        + " whichever way it is answered, then the oldest.")
                    .withClass("lead"),
                list,
                pages > 1 ? pager(request, number, pages) : text(""))));
  }

  private static int number(String text) {
    try {
      return Math.max(1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  static DomContent head(String name) {
    return th(name).attr("scope", "col");
  }

  private static TrTag row(DeskRequest request, WaitingCase waiting, Instant now) {
    DomContent act =
        waiting.isActWaiting(now) && waiting.ticket() != null
            ? td(text("waits until "), Shown.time(waiting.ticket().expires()))
            : td(waiting.ticket() == null ? "none" : "its ticket is void");
    return tr(
        th(Shown.caseLink(request, waiting.entry(), waiting.caseId())).attr("scope", "row"),
        ((j2html.tags.specialized.TdTag) act).attr("data-title", "Act"),
        td(waiting.stake().toString()).attr("data-title", "At stake"),
        td(Shown.time(waiting.time())).attr("data-title", "Decided"));
  }

  private static NavTag pager(DeskRequest request, int number, int pages) {
    return nav(each(
            Stream.of(1, number - 1, number, number + 1, pages)
                .filter(it -> it >= 1 && it <= pages)
                .distinct()
                .sorted()
                .toList(),
            it ->
                it == number
                    ? a("Page " + it + " of " + pages).attr("aria-current", "page")
                    : a(it == number - 1
                            ? "Page " + it + ", before"
                            : it == number + 1 ? "Page " + it + ", next" : "Page " + it)
                        .withHref(request.base() + "/?page=" + it)))
        .withClass("pager")
        .attr("aria-label", "Pages");
  }
}
