package org.equipoise.desk;

import static j2html.TagCreator.button;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.fieldset;
import static j2html.TagCreator.form;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.input;
import static j2html.TagCreator.label;
import static j2html.TagCreator.legend;
import static j2html.TagCreator.option;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.select;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;
import static j2html.TagCreator.textarea;

import j2html.tags.DomContent;
import j2html.tags.specialized.FormTag;
import j2html.tags.specialized.InputTag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/** The form in which a reviewer judges a case, shown and read. */
final class JudgmentForm {
  private static final int MAX_CHARACTERS = 10_000;

  private static final Map<String, String> CONFIDENCES = new LinkedHashMap<>();
  private static final Map<String, String> CIRCUMSTANCES = new LinkedHashMap<>();

  static {
    CONFIDENCES.put("1", "certain (1)");
    CONFIDENCES.put("0.9", "confident (0.9)");
    CONFIDENCES.put("0.7", "rather sure (0.7)");
    CONFIDENCES.put("0.5", "undecided (0.5)");
    CONFIDENCES.put("0.3", "a guess (0.3)");
    CIRCUMSTANCES.put("underPressure", "I am under pressure of time.");
    CIRCUMSTANCES.put("conflictOfInterest", "I have an interest of my own in the answer.");
    CIRCUMSTANCES.put("uninformed", "I lack facts that I would need.");
  }

  /**
   * What was sent.
   *
   * @param judgments none if something was missing
   * @param fault what was missing; null if nothing was
   */
  record Sent(List<Judgment> judgments, String why, @Nullable String fault) {
    Sent {
      judgments = List.copyOf(judgments);
    }

    boolean passes() {
      return judgments.stream()
          .noneMatch(
              it ->
                  it.verdict() instanceof Judgment.OnOutput on
                      && on.status() == DeonticStatus.FORBIDDEN);
    }

    private static Sent refused(String fault) {
      return new Sent(List.of(), "", fault);
    }
  }

  private JudgmentForm() {}

  /**
   * Returns the form with what was sent already.
   *
   * @param isRevision whether the reviewer changes a judgment after seeing the decision
   */
  static DomContent of(
      DeskRequest request, Case given, long entry, @Nullable ActTicket ticket, boolean isRevision) {
    List<DomContent> parts = new ArrayList<>();
    for (int i = 0; i < given.outputs().size(); i++) {
      parts.add(status(request, given.outputs(), i));
    }
    parts.add(confidence(request));
    parts.add(
        div(
                label("Reason").withFor("why"),
                textarea(request.form().getOrDefault("why", ""))
                    .withId("why")
                    .withName("why")
                    .withRows("4")
                    .attr("maxlength", MAX_CHARACTERS)
                    .isRequired())
            .withClass("field"));
    parts.add(
        fieldset(
            legend("Circumstances, if any"),
            each(
                CIRCUMSTANCES.entrySet(),
                it -> choice("checkbox", it.getKey(), "true", it.getValue(), request))));
    if (ticket != null) {
      parts.add(hidden("ticket", ticket.id()));
    }
    if (isRevision) {
      parts.add(hidden("revision", "true"));
    }
    parts.add(
        p(button(isRevision ? "Change my judgment" : "Record my judgment").withType("submit")));
    FormTag form =
        form(parts.toArray(DomContent[]::new))
            .withMethod("post")
            .withAction(request.base() + "/cases/" + entry)
            .withClass("judgment");
    return section(
            h2(isRevision ? "Change your judgment" : "Your judgment"),
            p(isRevision
                    ? "Your first judgment stays in the ledger; this one is added."
                    : "What the engine decided is shown when your judgment is recorded.")
                .withClass("lead"),
            form)
        .withId("judge");
  }

  private static InputTag hidden(String name, String value) {
    return input().withType("hidden").withName(name).withValue(value);
  }

  private static DomContent status(DeskRequest request, List<Output> outputs, int i) {
    String name = "status-" + i;
    boolean isOnly = outputs.size() == 1;
    List<DomContent> choices = new ArrayList<>();
    choices.add(
        legend(
            isOnly ? text("Status") : text("Output "),
            isOnly ? text("") : Shown.name(outputs.get(i).id())));
    for (DeonticStatus status : DeonticStatus.values()) {
      choices.add(choice("radio", name, status.word(), status.word(), request));
    }
    if (!isOnly) {
      choices.add(choice("radio", name, "", "no judgment", request));
    }
    return fieldset(choices.toArray(DomContent[]::new));
  }

  private static DomContent choice(
      String type, String name, String value, String words, DeskRequest request) {
    InputTag input = input().withType(type).withName(name).withValue(value);
    String sent = request.form().get(name);
    return label(value.equals(sent) ? input.isChecked() : input, span(words)).withClass("choice");
  }

  private static DomContent confidence(DeskRequest request) {
    String sent = request.form().getOrDefault("confidence", "0.9");
    return div(
            label("Confidence").withFor("confidence"),
            select(
                    each(
                        CONFIDENCES.entrySet(),
                        it ->
                            it.getKey().equals(sent)
                                ? option(it.getValue()).withValue(it.getKey()).isSelected()
                                : option(it.getValue()).withValue(it.getKey())))
                .withId("confidence")
                .withName("confidence"))
        .withClass("field");
  }

  /** Reads what was sent. */
  static Sent read(DeskRequest request, Case given, long entry, String reviewer, Instant now) {
    String why = request.field("why");
    if (why.isEmpty()) {
      return Sent.refused("Give a reason.");
    }
    if (why.length() > MAX_CHARACTERS) {
      return Sent.refused("The reason is longer than " + MAX_CHARACTERS + " characters.");
    }
    String confidence = request.field("confidence");
    if (!CONFIDENCES.containsKey(confidence)) {
      return Sent.refused("Say how confident you are.");
    }
    Map<String, Boolean> circumstances = new TreeMap<>();
    for (String each : CIRCUMSTANCES.keySet()) {
      if (request.field(each).equals("true")) {
        circumstances.put(each, true);
      }
    }
    List<Judgment> judgments = new ArrayList<>();
    for (int i = 0; i < given.outputs().size(); i++) {
      Optional<DeonticStatus> status = DeonticStatus.of(request.field("status-" + i));
      if (status.isPresent()) {
        String output = given.outputs().get(i).id();
        judgments.add(
            new Judgment(
                "review-" + entry + "/" + output,
                given.id(),
                new Judgment.OnOutput(output, status.get()),
                reviewer,
                Double.parseDouble(confidence),
                now,
                Attributes.of(circumstances),
                Attributes.none()));
      }
    }
    return judgments.isEmpty() ? Sent.refused("Choose a status.") : new Sent(judgments, why, null);
  }
}
