package org.equipoise.desk;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.specialized.TrTag;
import java.util.List;
import org.equipoise.audit.review.Oversight;

/** How well people oversee, as far as the ledger tells. */
final class OversightPage {
  private OversightPage() {}

  static DeskResponse of(DeskRequest request, List<Oversight> all) {
    return Layout.page(
        request,
        200,
        "Oversight",
        List.of(
            section(
                h2("How people oversee"),
                p("Who always agrees, answers faster than one can read, or misses what was planted"
                        + " may not be looking. The first answer of a person to a case counts.")
                    .withClass("lead"),
                all.isEmpty()
                    ? p("Nobody has answered yet.")
                    : table(
                        caption("Figures from the ledger"),
                        thead(
                            tr(
                                QueuePage.head("Reviewer"),
                                QueuePage.head("Answers"),
                                QueuePage.head("Blind"),
                                QueuePage.head("Median time"),
                                QueuePage.head("Agreed with the engine"),
                                QueuePage.head("Planted cases found"))),
                        tbody(each(all, OversightPage::row))))));
  }

  private static TrTag row(Oversight it) {
    Double median = it.medianSeconds();
    return tr(
        th(Shown.name(it.reviewer())).attr("scope", "row"),
        td(String.valueOf(it.answers())).attr("data-title", "Answers"),
        td(Shown.percent(it.blind(), it.answers())).attr("data-title", "Blind"),
        td(median == null ? "not known" : Shown.seconds(median)).attr("data-title", "Median time"),
        td(Shown.percent(it.agreed(), it.compared())).attr("data-title", "Agreed with the engine"),
        td(Shown.percent(it.found(), it.planted())).attr("data-title", "Planted cases found"));
  }
}
