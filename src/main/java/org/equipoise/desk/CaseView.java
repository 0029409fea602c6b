package org.equipoise.desk;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.review.GivenAnswer;
import org.equipoise.audit.review.WaitingCase;
import org.equipoise.decision.Decision;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Message;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/**
 * What a reviewer sees of a case before judging it: the facts, the act, and the reasons on both
 * sides. Neither weights nor the decision are shown.
 *
 * @param says what rules say in a sentence, by rule; empty if that is not known
 */
record CaseView(
    WaitingCase waiting,
    RecordedDecision recorded,
    Case given,
    Decision decision,
    @Nullable String arguments,
    Map<String, String> says) {

  CaseView {
    says = Map.copyOf(says);
  }

  static CaseView of(
      Ledger ledger, WaitingCase waiting, Optional<String> arguments, Map<String, String> says) {
    RecordedDecision recorded = ledger.entry(waiting.entry()).decision();
    return new CaseView(
        waiting, recorded, recorded.given(), recorded.decision(), arguments.orElse(null), says);
  }

  /** Whether the act that waits is the one that is shown, as far as that can be known. */
  enum Match {
    SAME,
    OTHER,
    /** Facts are masked. */
    UNKNOWN
  }

  Match match(ActTicket ticket) {
    if (!recorded.masked().isEmpty()) {
      return Match.UNKNOWN;
    }
    return ticket.isOf(given, arguments == null ? "" : arguments) ? Match.SAME : Match.OTHER;
  }

  /**
   * Returns the facts, the act, and the reasons on both sides.
   *
   * @param answers what people answered; none while the case waits
   */
  List<DomContent> sections(Instant now, List<GivenAnswer> answers) {
    List<DomContent> sections = new ArrayList<>();
    sections.add(facts(!answers.isEmpty()));
    ActTicket ticket = waiting.ticket();
    if (ticket != null) {
      sections.add(act(ticket, now, answers));
    }
    sections.add(reasons());
    return sections;
  }

  // ---- facts

  private DomContent facts(boolean isAnswered) {
    List<DomContent> parts = new ArrayList<>();
    parts.add(h2("The case"));
    if (given.context() != null) {
      parts.add(p(Shown.text(given.context())).withClass("context").attr("dir", "auto"));
    }
    parts.add(attributes(given.attributes()));
    if (!given.messages().isEmpty()) {
      parts.add(h3("Conversation"));
      for (Message message : given.messages()) {
        parts.add(
            div(
                    h4(message.role().word()),
                    p(Shown.text(message.text() == null ? "" : message.text()))
                        .withClass("said")
                        .attr("dir", "auto"),
                    attributes(message.attributes()))
                .withClass("turn"));
      }
    }
    String judged = isAnswered ? "What was judged" : "What is to be judged";
    parts.add(h3(given.outputs().size() == 1 ? judged : "The alternatives"));
    for (Output output : given.outputs()) {
      parts.add(
          div(
                  h4(text("Output "), Shown.name(output.id())),
                  output.author() == null
                      ? text("")
                      : p("by " + Shown.text(output.author())).withClass("where"),
                  output.text() == null
                      ? text("")
                      : p(Shown.text(output.text())).withClass("said").attr("dir", "auto"),
                  attributes(output.attributes()))
              .withClass("turn"));
    }
    if (!recorded.masked().isEmpty()) {
      parts.add(
          p("Facts that are masked are shown as commitments: " + recorded.masked().size() + ".")
              .withClass("note"));
    }
    return section(parts.toArray(DomContent[]::new));
  }

  private static DomContent attributes(Attributes attributes) {
    return attributes.size() == 0
        ? text("")
        : dl(each(
                attributes.names(),
                it ->
                    attributes.get(it) instanceof Map<?, ?>
                        ? text("")
                        : div(dt(Shown.text(it)), dd(Shown.value(attributes.get(it))))))
            .withClass("facts");
  }

  // ---- the act

  private DomContent act(ActTicket ticket, Instant now, List<GivenAnswer> answers) {
    return section(
            h2(answers.isEmpty() ? "The act that waits" : "The act"),
            p(
                text(
                    ticket.isOverAt(now)
                        ? "Its ticket was void from "
                        : "Its ticket is void from "),
                Shown.time(ticket.expires()),
                text(" on. " + answer(ticket, answers))),
            arguments == null || arguments.isEmpty()
                ? p("It has no arguments.")
                : pre(Shown.text(arguments)).attr("dir", "ltr"),
            switch (match(ticket)) {
              case SAME ->
                  p("The case and the arguments shown here are those of the ticket, by their digest "
                          + ticket.act()
                          + ".")
                      .withClass("note");
              case OTHER ->
                  Layout.alert(
                      "The ticket is for something else than what is shown here. It cannot be"
                          + " approved.");
              case UNKNOWN ->
                  p("Facts are masked, so it cannot be checked here that the ticket is for this"
                          + " case. Its digest is "
                          + ticket.act()
                          + ".")
                      .withClass("note");
            })
        .withClass("act");
  }

  /** Returns how the act can be answered, or how it was. */
  private static String answer(ActTicket ticket, List<GivenAnswer> answers) {
    if (answers.isEmpty()) {
      return "Permitted or obligatory approves it, once; forbidden refuses it.";
    }
    String answer = "Nobody answered it at the desk while the ticket was valid.";
    for (GivenAnswer each : answers) {
      boolean isOfTicket = ticket.equals(each.decision().ticket()) && !ticket.isOverAt(each.at());
      if (isOfTicket && !each.judgments().isEmpty()) {
        answer = each.passes() ? "It was approved, once." : "It was refused.";
      }
    }
    return answer;
  }

  // ---- reasons

  private DomContent reasons() {
    List<DomContent> parts = new ArrayList<>();
    parts.add(h2("Reasons on both sides"));
    for (OutputDecision output : decision.outputs()) {
      if (decision.outputs().size() > 1) {
        parts.add(h3(text("Output "), Shown.name(output.output())));
      }
      output.guidance().stream()
          .filter(it -> it.guidance() instanceof Guidance.Escalate)
          .forEach(
              it ->
                  parts.add(
                      p("A person is asked for: " + Shown.text(String.join("; ", it.reasons())))));
      parts.add(
          div(side("Against", output, true), side("For", output, false)).withClass("instead"));
    }
    if (decision.error() != null) {
      parts.add(p("Deciding failed: " + Shown.text(decision.error().toString())));
    }
    return section(parts.toArray(DomContent[]::new));
  }

  private DomContent side(String name, OutputDecision output, boolean isAgainst) {
    List<FoundClaim> claims =
        output.claims().stream()
            .filter(it -> (it.claim().deonticStatus() == DeonticStatus.FORBIDDEN) == isAgainst)
            .toList();
    return div(
        h4(name),
        claims.isEmpty()
            ? p("No rule and no judgment.").withClass("note")
            : ul(each(claims, this::reason)).withClass("reasons"));
  }

  private DomContent reason(FoundClaim found) {
    Element by = found.claim().claimant();
    String sentence = says.get(by.name());
    return li(
        span(Shown.text(String.join("; ", found.reasons()))).attr("dir", "auto"),
        span(" " + found.claim().deonticStatus().word() + " by ").withClass("where"),
        span(by.kind().word() + " " + Shown.text(by.name())).withClass("where"),
        sentence == null || !by.isRule()
            ? text("")
            : p(Shown.text(sentence)).withClass("says").attr("dir", "auto"));
  }

  // ---- alike cases

  static DomContent alike(DeskRequest request, List<GivenAnswer> alike) {
    return section(
        h2("Alike cases"),
        p("Cases to whose outputs rules give the same key, or of which the same principles say the"
                + " same.")
            .withClass("lead"),
        alike.isEmpty()
            ? p("No alike case was judged.")
            : ul(each(
                    alike,
                    it ->
                        li(
                            Shown.caseLink(request, it.decision().entry(), it.decision().caseId()),
                            text(": "),
                            text(words(it)),
                            it.why().isEmpty()
                                ? text("")
                                : span(" “" + Shown.text(it.why()) + "”").attr("dir", "auto"))))
                .withClass("reasons"));
  }

  /** Returns an answer in words. */
  static String words(GivenAnswer answer) {
    String by = Shown.text(answer.by());
    if (answer.judgments().isEmpty()) {
      return (answer.passes() ? "let pass" : "held back") + " by " + by;
    }
    List<String> said = new ArrayList<>();
    for (Judgment judgment : answer.judgments()) {
      if (judgment.verdict() instanceof Judgment.OnOutput on) {
        said.add(
            (answer.judgments().size() > 1 ? Shown.text(on.output()) + " " : "")
                + on.status().word());
      }
    }
    return String.join(", ", said)
        + " by "
        + by
        + ", confidence "
        + Shown.number(answer.judgments().get(0).confidence());
  }
}
