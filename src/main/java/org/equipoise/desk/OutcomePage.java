package org.equipoise.desk;

import static j2html.TagCreator.a;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.equipoise.audit.review.AnswerEffects.Effect;
import org.equipoise.audit.review.GivenAnswer;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.DeonticStatus;

/** What is shown once a case is answered: the answers, the decision, and what each would mean. */
final class OutcomePage {
  private OutcomePage() {}

  static DomContent answers(DeskRequest request, List<GivenAnswer> answers) {
    return section(
            h2("Answered"),
            ul(each(
                    answers,
                    it ->
                        li(
                            text(CaseView.words(it) + ", "),
                            Shown.time(it.at()),
                            text(
                                it.judgments().isEmpty()
                                    ? ""
                                    : it.blind()
                                        ? ", before the decision was shown"
                                        : ", after the decision was shown"),
                            it.why().isEmpty()
                                ? text("")
                                : span(": “" + Shown.text(it.why()) + "”").attr("dir", "auto"))))
                .withClass("reasons"),
            p(a("Back to the queue").withHref(request.base() + "/").withClass("next")))
        .withId("answered")
        .attr("role", "status");
  }

  static DomContent decision(CaseView view, GivenAnswer last) {
    List<DomContent> parts = new ArrayList<>();
    parts.add(h2("What the engine decided"));
    parts.add(ul(each(view.decision().outputs(), OutcomePage::leaning)).withClass("reasons"));
    if (last.agrees() != null) {
      parts.add(p(last.agrees() ? "The answer agrees with it." : "The answer differs from it."));
    }
    if (!last.planted().isEmpty()) {
      String known =
          last.planted().entrySet().stream()
              .map(OutcomePage::known)
              .collect(Collectors.joining(", "));
      parts.add(
          p("This case was planted to see whether reviewers look. The known answer is "
                  + known
                  + ": "
                  + (last.isFound() ? "found." : "missed."))
              .withClass("planted"));
    }
    return section(parts.toArray(DomContent[]::new)).withId("decided");
  }

  private static String known(Map.Entry<String, DeonticStatus> each) {
    return Shown.text(each.getKey()) + " " + each.getValue().word();
  }

  private static DomContent leaning(OutputDecision output) {
    String way =
        output.margin() > 0
            ? "leans to allow it, by " + Shown.number(output.margin())
            : output.margin() < 0
                ? "leans to block it, by " + Shown.number(-output.margin())
                : "leans neither way";
    return li(
        Shown.name(output.output()),
        text(
            ": the engine "
                + way
                + ". To allow it costs "
                + output.allowing().cost()
                + ", to block it "
                + output.blocking().cost()
                + "; the host was told to "
                + output.action().word()
                + "."));
  }

  static DomContent effects(List<Effect> effects) {
    return section(
            h2("What each answer would mean for the index"),
            p("The disequilibrium index of this case and the alike ones, with all judgments on"
                    + " them: the price of the cheapest way to make them hang together, as a share"
                    + " of all that is asserted.")
                .withClass("lead"),
            effects.isEmpty()
                ? p("It is not known: facts are masked, or a charter is in force.")
                : table(
                    caption("The index, if the answer is given with a confidence of 1"),
                    thead(tr(QueuePage.head("Answer"), QueuePage.head("Index"))),
                    tbody(each(effects, OutcomePage::row))))
        .withId("effects");
  }

  private static TrTag row(Effect effect) {
    String answer =
        effect.output() == null || effect.status() == null
            ? "as it was"
            : Shown.text(effect.output()) + " " + effect.status().word();
    Double index = effect.index();
    return tr(
        th(answer).attr("scope", "row"),
        td(index == null ? "not known" : Shown.number(index)).attr("data-title", "Index"));
  }
}
