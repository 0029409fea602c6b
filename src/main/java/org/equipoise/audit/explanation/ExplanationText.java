package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.explanation.RecordedDecisionView.ClaimView;
import org.equipoise.audit.explanation.RecordedDecisionView.ConflictView;
import org.equipoise.audit.explanation.RecordedDecisionView.OutputView;
import org.equipoise.audit.explanation.RecordedDecisionView.Step;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.language.Element;
import org.jspecify.annotations.Nullable;

/** Tells an account as a person would. */
final class ExplanationText {
  /** Of so many outputs or conflicts each is told. */
  private static final int MAX_TOLD = 4;

  private static final String INFINITE = "infinite";

  private final RecordedDecisionView account;
  private final List<Entry> later;
  private final boolean isSingle;

  ExplanationText(RecordedDecisionView account, List<Entry> later) {
    this.account = account;
    this.later = later;
    this.isSingle = account.outputs().size() == 1;
  }

  String paragraph() {
    List<String> sentences = new ArrayList<>();
    sentences.add(outcome());
    if (account.error() == null) {
      account.outputs().stream().limit(MAX_TOLD).forEach(it -> tell(it, sentences));
      int more = account.outputs().size() - MAX_TOLD;
      if (more > 0) {
        sentences.add("Of the other " + more + " outputs the details tell.");
      }
      conflicts(sentences);
      if (!account.fragile().isEmpty()) {
        sentences.add(
            "The answer turns on "
                + Phrases.list(account.fragile().stream().map(Phrases::element).toList())
                + ", which is disputed.");
      }
    }
    missing(sentences);
    later.forEach(it -> sentences.add(afterwards(it)));
    return String.join(" ", sentences);
  }

  // ---- what came of it

  private String outcome() {
    String name = Phrases.name(account.caseId());
    if (account.error() != null) {
      String told =
          Phrases.list(account.outputs().stream().map(OutputView::action).distinct().toList());
      return "Case "
          + name
          + " could not be decided: "
          + Phrases.plain(account.error())
          + ". So the host was told to "
          + told
          + ", as the constitution sets for errors.";
    }
    if (isSingle) {
      OutputView only = account.outputs().get(0);
      return "Output "
          + Phrases.name(only.output())
          + " of case "
          + name
          + " "
          + verdict(only)
          + ".";
    }
    String outputs =
        Phrases.list(account.outputs().stream().map(it -> Phrases.name(it.output())).toList());
    return "Of the outputs " + outputs + " of case " + name + ", " + choice() + ".";
  }

  private String choice() {
    String chosen = account.choice();
    if (chosen == null) {
      String why =
          account.state().equals("dilemma")
              ? "what forbids each of them is entrenched"
              : "nothing separates them";
      return "none was chosen, since " + why + (account.gap() ? ": no principle speaks" : "");
    }
    String margin = account.choiceMargin();
    boolean byAllowing =
        account.outputs().stream()
            .filter(it -> !it.output().equals(chosen))
            .noneMatch(it -> equal(it.costAllow(), account.output(chosen).costAllow()));
    return Phrases.name(chosen)
        + " was chosen, since to "
        + (byAllowing ? "allow it costs the least" : "block it costs the most")
        + (margin == null || margin.equals(INFINITE) ? "" : ", by " + margin);
  }

  private static boolean equal(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other);
  }

  private static String verdict(OutputView output) {
    return switch (output.decision()) {
      case "allow" -> "was allowed";
      case "block" -> "was blocked";
      case "escalate" -> "was left to a person";
      default ->
          "was not decided, since nothing speaks of it: a gap, for which the constitution told the"
              + " host to "
              + output.action();
    };
  }

  // ---- output by output

  private void tell(OutputView output, List<String> sentences) {
    if (output.claims().isEmpty()) {
      if (!isSingle) {
        sentences.add("Nothing speaks of " + Phrases.name(output.output()) + ".");
      }
      return;
    }
    String it = isSingle ? "it" : Phrases.name(output.output());
    List<String> against = claims(output.claims(true), it);
    List<String> infavour = claims(output.claims(false), it);
    if (!against.isEmpty()) {
      sentences.add(Phrases.sentence(Phrases.list(against)));
    }
    if (!infavour.isEmpty()) {
      sentences.add(Phrases.sentence(Phrases.list(infavour)));
    }
    sentences.add(weighed(output, against.isEmpty(), infavour.isEmpty()));
  }

  private List<String> claims(List<ClaimView> claims, String it) {
    return claims.stream().map(claim -> claim(claim, it)).toList();
  }

  private String claim(ClaimView claim, String it) {
    String verb =
        switch (claim.status()) {
          case "forbidden" -> "forbids " + it;
          case "obligatory" -> "demands " + it;
          default ->
              claim.over() == null
                  ? "permits " + it
                  : "prefers " + it + " to " + Phrases.name(claim.over());
        };
    StringBuilder text = new StringBuilder(speaker(claim.by())).append(' ').append(verb);
    if (!claim.reason().isEmpty()) {
      text.append(", since ").append(Phrases.quoted(claim.reason()));
    }
    List<String> disputed =
        claim.disputed().stream().map(each -> Phrases.element(each) + credence(each)).toList();
    if (!disputed.isEmpty()) {
      text.append(", which rests on the disputed ").append(Phrases.list(disputed));
    }
    return text.toString();
  }

  private String speaker(String element) {
    JsonNode judgment = account.judgment(element);
    if (judgment.isEmpty()) {
      return Phrases.element(element);
    }
    String holder = judgment.path("stakeholder").asText();
    return Phrases.element(element)
        + (holder.isEmpty() ? "" : " of " + Phrases.name(holder))
        + " (confidence "
        + judgment.path("confidence").asText()
        + ")";
  }

  private String credence(String element) {
    Element attribute = Element.attribute(element.substring(element.indexOf(':') + 1));
    JsonNode subject = account.facts().path("case");
    for (JsonNode output : account.facts().path("case").path("outputs")) {
      if (output.path("output").asText().equals(attribute.output())) {
        subject = output;
      }
    }
    JsonNode value = subject.path("attributes");
    for (String key : attribute.name().split("\\.", -1)) {
      value = value.path(key);
    }
    JsonNode credence = value.path("credence");
    return credence.isNumber() ? " (credence " + credence.asText() + ")" : "";
  }

  private String weighed(OutputView output, boolean nothingAgainst, boolean nothingFor) {
    String toAllow = price(output.allowing(), output.costAllow());
    String toBlock = price(output.blocking(), output.costBlock());
    String own = isSingle ? "" : ": taken by itself it " + verdict(output);
    if (nothingFor) {
      return "Nothing speaks for it; to allow it " + toAllow + own + ".";
    }
    if (nothingAgainst) {
      return "Nothing speaks against it; to block it " + toBlock + own + ".";
    }
    String therefore =
        switch (output.decision()) {
          case "allow" -> "to allow is clearly the cheaper";
          case "block" -> "to block is clearly the cheaper";
          default -> "too close to be decided without a person";
        };
    return "To allow it "
        + toAllow
        + ", to block it "
        + toBlock
        + ": "
        + therefore
        + (output.decision().equals("escalate") ? "" : ", by a margin of " + output.margin())
        + ".";
  }

  private static String price(List<Step> steps, @Nullable String cost) {
    if (steps.isEmpty()) {
      return INFINITE.equals(cost)
          ? "no price is enough, since an entrenched rule stands behind it"
          : "costs nothing";
    }
    return "one would have to "
        + Phrases.list(steps.stream().map(ExplanationText::step).toList())
        + ", at a cost of "
        + cost;
  }

  private static String step(Step step) {
    String element = Phrases.element(step.element());
    return switch (step.kind()) {
      case "override" -> "override " + element;
      case "revise" -> "give up " + element;
      case "settle" -> "settle " + element + " the other way";
      default -> step.kind() + " " + element;
    };
  }

  // ---- what else there is to say

  private void conflicts(List<String> sentences) {
    for (ConflictView conflict : account.conflicts().stream().limit(MAX_TOLD).toList()) {
      String sets =
          conflict.sets().environments().stream()
              .map(it -> Phrases.list(it.stream().map(Phrases::element).toList()))
              .reduce((one, other) -> one + ", or " + other)
              .orElse("things");
      sentences.add(
          Phrases.sentence(
              "in conflict ("
                  + conflict.kind()
                  + ") are "
                  + sets
                  + (conflict.sets().truncated() ? ", and more sets than could be listed" : "")));
    }
    int more = account.conflicts().size() - MAX_TOLD;
    if (more > 0) {
      sentences.add("There are " + more + " more conflicts.");
    }
  }

  private void missing(List<String> sentences) {
    int masked = account.facts().path("masked").size();
    if (masked > 0) {
      sentences.add(
          masked == 1
              ? "One of the facts is masked and not known here."
              : masked + " of the facts are masked and not known here.");
    }
    if (account.facts().has("objects")) {
      sentences.add("Objects of the host's own, which are not recorded, were among the facts.");
    }
  }

  /** What an entry about the decision says. */
  static String afterwards(Entry entry) {
    JsonNode body = RecordedDecisionView.tree(entry);
    String at = "Afterwards, in entry " + entry.sequence() + ", ";
    String by = Phrases.name(body.path("by").asText());
    String why = ", since " + Phrases.quoted(body.path("why").asText());
    return switch (entry.kind()) {
      case OVERRIDE ->
          at
              + by
              + " overrode this"
              + (body.has("output") ? " for " + Phrases.name(body.path("output").asText()) : "")
              + " with "
              + Phrases.name(body.path("action").asText())
              + why
              + ".";
      case OUTCOME ->
          at
              + "the host told what became of it: "
              + Phrases.quoted(body.path("what").asText())
              + ".";
      default -> at + by + " had the salt of its masked facts erased" + why + ".";
    };
  }
}
