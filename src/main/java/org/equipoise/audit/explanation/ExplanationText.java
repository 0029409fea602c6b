package org.equipoise.audit.explanation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.decision.Combined;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.equipoise.decision.OutputDecision;
import org.equipoise.decision.Verdict;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Message;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Findings.FoundGuidance;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.language.Guidance;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/** Describes a recorded decision in sentences. */
final class ExplanationText {
  /** The largest number of outputs or conflicts that are described one by one. */
  private static final int MAX_TOLD = 4;

  private final RecordedDecisionView account;
  private final Decision decision;
  private final @Nullable Combined combined;
  private final List<Entry> later;
  private final boolean isSingle;

  ExplanationText(RecordedDecisionView account, List<Entry> later) {
    this.account = account;
    this.decision = account.decision();
    this.combined = decision.combined();
    this.later = later;
    this.isSingle = decision.outputs().size() == 1;
  }

  String paragraph() {
    List<String> sentences = new ArrayList<>();
    sentences.add(reasons());
    sentences.addAll(new DetectionText(account).sentences());
    notInForce(sentences);
    raised(sentences);
    missing(sentences);
    later.forEach(it -> sentences.add(afterwards(it)));
    return String.join(" ", sentences);
  }

  /** Returns what was decided and why. */
  String reasons() {
    List<String> sentences = new ArrayList<>();
    sentences.add(outcome());
    if (combined != null) {
      sentences.addAll(new CombinedText(account, combined).sentences());
    }
    if (decision.error() == null && !decision.isOfSeveral()) {
      decision.outputs().stream().limit(MAX_TOLD).forEach(it -> tell(it, sentences));
      int more = decision.outputs().size() - MAX_TOLD;
      if (more > 0) {
        sentences.add("Of the other " + more + " outputs the details tell.");
      }
      conflicts(sentences);
      misread(sentences);
      if (!decision.fragile().isEmpty()) {
        sentences.add(
            "The answer turns on "
                + Phrases.list(decision.fragile().stream().map(Phrases::element).toList())
                + ", which is disputed.");
      }
    }
    return String.join(" ", sentences);
  }

  private void notInForce(List<String> sentences) {
    List<Element> rules = decision.notInForce();
    if (!rules.isEmpty()) {
      sentences.add(
          Phrases.sentence(
              Phrases.list(rules.stream().map(Phrases::element).toList())
                  + (rules.size() == 1 ? " was" : " were")
                  + " not in force"));
    }
  }

  private void raised(List<String> sentences) {
    List<String> raised = decision.raised().stream().map(Phrases::name).toList();
    if (!raised.isEmpty()) {
      sentences.add(
          Phrases.sentence(
              Phrases.list(raised)
                  + (raised.size() == 1 ? " was" : " were")
                  + " raised for the rest of the conversation"));
    }
  }

  // ---- the result

  private String outcome() {
    String name = Phrases.name(decision.caseId());
    if (decision.error() != null) {
      String told =
          Phrases.list(
              decision.outputs().stream().map(it -> it.action().word()).distinct().toList());
      return "Case "
          + name
          + " could not be decided: "
          + Phrases.plain(decision.error().sentence())
          + ". So the host was told to "
          + told
          + ", as the constitution sets for errors.";
    }
    if (isSingle) {
      OutputDecision only = decision.outputs().get(0);
      return "Output "
          + Phrases.name(only.output())
          + " of case "
          + name
          + " "
          + verdict(only)
          + ".";
    }
    String outputs =
        Phrases.list(decision.outputs().stream().map(it -> Phrases.name(it.output())).toList());
    return "Of the outputs " + outputs + " of case " + name + ", " + choice() + ".";
  }

  private String choice() {
    if (combined != null && decision.isOfSeveral()) {
      return new CombinedText(account, combined).choice();
    }
    String chosen = decision.choice();
    if (chosen == null) {
      String why =
          switch (decision.state()) {
            case DILEMMA -> "what forbids each of them is entrenched";
            case ALL_BLOCKED -> "all were blocked, and nothing separates them";
            case DECIDED -> "all were blocked, and that none is taken is fine here";
            case UNDECIDED, ERROR -> "nothing separates them";
          };
      return "none was chosen, since " + why + (decision.gap() ? ": no principle speaks" : "");
    }
    Cost margin = decision.choiceMargin();
    OutputDecision first = decision.output(chosen);
    boolean isRanked =
        decision.state() == DecisionState.DECIDED
            && decision.outputs().stream().anyMatch(ExplanationText::ranks)
            && decision.outputs().stream()
                .anyMatch(
                    it ->
                        !it.output().equals(chosen)
                            && it.allowing().cost().equals(first.allowing().cost()));
    if (isRanked) {
      return Phrases.name(chosen)
          + " was chosen, since of those that it costs the least to allow it comes first"
          + (margin == null || margin.isInfinite() ? "" : ", by " + margin);
    }
    boolean byAllowing =
        decision.outputs().stream()
            .filter(it -> !it.output().equals(chosen))
            .noneMatch(
                it -> it.allowing().cost().equals(decision.output(chosen).allowing().cost()));
    if (decision.state() == DecisionState.DECIDED && isDearer(chosen)) {
      return Phrases.name(chosen) + " was chosen, since all others are blocked";
    }
    return (decision.state() == DecisionState.ALL_BLOCKED
            ? "all were blocked, and " + Phrases.name(chosen) + " is the lesser evil"
            : Phrases.name(chosen) + " was chosen")
        + ", since to "
        + (byAllowing ? "allow it costs the least" : "block it costs the most")
        + (margin == null || margin.isInfinite() ? "" : ", by " + margin);
  }

  /** Whether an output that costs less to allow than the chosen one is blocked. */
  private boolean isDearer(String chosen) {
    return decision.choiceMargin() == null
        && decision.outputs().stream()
            .anyMatch(
                it ->
                    it.allowing().cost().compareTo(decision.output(chosen).allowing().cost()) < 0);
  }

  private static boolean ranks(OutputDecision output) {
    return output.guidance().stream()
        .map(FoundGuidance::guidance)
        .anyMatch(it -> it instanceof Guidance.Pull || it instanceof Guidance.Rank);
  }

  private static String verdict(OutputDecision output) {
    return switch (output.verdict()) {
      case ALLOW -> "was allowed";
      case BLOCK -> "was blocked";
      case ESCALATE -> "was left to a person";
      case ABSTAIN ->
          "was not decided, since nothing speaks of it: a gap, for which the constitution told the"
              + " host to "
              + output.action().word();
    };
  }

  // ---- each output

  private void tell(OutputDecision output, List<String> sentences) {
    guidance(output, sentences);
    if (output.claims().isEmpty()) {
      if (!isSingle) {
        sentences.add("Nothing speaks of " + Phrases.name(output.output()) + ".");
      }
      return;
    }
    String it = isSingle ? "it" : Phrases.name(output.output());
    List<String> against = claims(output, true, it);
    List<String> infavour = claims(output, false, it);
    if (!against.isEmpty()) {
      sentences.add(Phrases.sentence(Phrases.list(against)));
    }
    if (!infavour.isEmpty()) {
      sentences.add(Phrases.sentence(Phrases.list(infavour)));
    }
    sentences.add(weighed(output, against.isEmpty(), infavour.isEmpty()));
  }

  private void guidance(OutputDecision output, List<String> sentences) {
    String it = isSingle ? "it" : Phrases.name(output.output());
    for (FoundGuidance found : output.guidance()) {
      String reasons = String.join("; ", found.reasons());
      sentences.add(
          Phrases.sentence(
              speaker(found.guidance().by().toString())
                  + " "
                  + Phrases.plain(found.guidance().inWords(it))
                  + (reasons.isEmpty() ? "" : ", since " + Phrases.quoted(reasons))
                  + (found.guidance() instanceof Guidance.Lift
                      ? ", so that it does not count"
                      : "")));
    }
  }

  private void misread(List<String> sentences) {
    decision.misread().stream()
        .limit(MAX_TOLD)
        .forEach(
            it ->
                sentences.add(
                    "Where rules read "
                        + Phrases.name(it.attribute())
                        + " as a "
                        + it.as()
                        + ", no condition was met, since that of "
                        + (it.id().isEmpty()
                            ? "the case"
                            : it.subject() + " " + Phrases.name(it.id()))
                        + " is a "
                        + it.is()
                        + "."));
  }

  private List<String> claims(OutputDecision output, boolean isAgainst, String it) {
    return output.claims().stream()
        .filter(claim -> (claim.claim().deonticStatus() == DeonticStatus.FORBIDDEN) == isAgainst)
        .map(claim -> claim(claim, it))
        .toList();
  }

  private String claim(FoundClaim found, String it) {
    Claim claim = found.claim();
    String verb =
        switch (claim.deonticStatus()) {
          case FORBIDDEN -> "forbids " + it;
          case OBLIGATORY -> "demands " + it;
          case PERMITTED ->
              claim.over() == null
                  ? "permits " + it
                  : "prefers " + it + " to " + Phrases.name(claim.over());
        };
    StringBuilder text = new StringBuilder(speaker(claim.getBy())).append(' ').append(verb);
    if (found.degree() < 1) {
      text.append(" to a degree of ").append(JsonText.sixDecimals(found.degree()));
    }
    if (!found.reasons().isEmpty()) {
      text.append(", since ").append(Phrases.quoted(found.reasons().get(0)));
    }
    List<String> disputed =
        found.label().environments().stream()
            .flatMap(List::stream)
            .filter(each -> each.kind() == Element.Kind.ATTRIBUTE)
            .distinct()
            .map(each -> Phrases.element(each) + credence(each))
            .toList();
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

  private String credence(Element attribute) {
    JsonNode subject = account.facts().path("case");
    for (JsonNode output : account.facts().path("case").path("outputs")) {
      if (output.path("output").asText().equals(attribute.output())) {
        subject = output;
      }
    }
    JsonNode messages = account.facts().path("case").path("messages");
    for (int turn = 0; turn < messages.size(); turn++) {
      if (Message.owner(turn).equals(attribute.output())) {
        subject = messages.get(turn);
      }
    }
    JsonNode value = subject.path("attributes");
    for (String key : attribute.name().split("\\.", -1)) {
      value = value.path(key);
    }
    JsonNode credence = value.path("credence");
    return credence.isNumber() ? " (credence " + credence.asText() + ")" : "";
  }

  private String weighed(OutputDecision output, boolean nothingAgainst, boolean nothingFor) {
    String toAllow = price(output.allowing());
    String toBlock = price(output.blocking());
    String own = isSingle ? "" : ": taken by itself it " + verdict(output);
    if (nothingFor) {
      return "Nothing speaks for it; to allow it " + toAllow + own + ".";
    }
    if (nothingAgainst) {
      return "Nothing speaks against it; to block it " + toBlock + own + ".";
    }
    String therefore =
        switch (output.verdict()) {
          case ALLOW -> "to allow is clearly the cheaper";
          case BLOCK -> "to block is clearly the cheaper";
          case ESCALATE, ABSTAIN ->
              isEscalated(output)
                  ? "whatever the margin, a person must look"
                  : "too close to be decided without a person";
        };
    return "To allow it "
        + toAllow
        + ", to block it "
        + toBlock
        + ": "
        + therefore
        + (output.verdict() == Verdict.ESCALATE
            ? ""
            : ", by a margin of " + JsonText.sixDecimals(output.margin()) + at(output))
        + ".";
  }

  private static boolean isEscalated(OutputDecision output) {
    return output.guidance().stream().anyMatch(it -> it.guidance() instanceof Guidance.Escalate);
  }

  private static String at(OutputDecision output) {
    return output.level() == null ? "" : " at level " + Phrases.name(output.level());
  }

  private static String price(CheapestRelaxation way) {
    if (way.relaxations().isEmpty()) {
      return way.cost().isInfinite()
          ? "no price is enough, since an entrenched rule stands behind it"
          : "costs nothing";
    }
    return "one would have to "
        + Phrases.list(way.relaxations().stream().map(ExplanationText::step).toList())
        + ", at a cost of "
        + way.cost();
  }

  private static String step(Relaxation step) {
    String element = Phrases.element(step.element());
    return switch (step.kind()) {
      case OVERRIDE -> "override " + element;
      case REVISE -> "give up " + element;
      case SETTLE -> "settle " + element + " the other way";
      case SUSPEND -> "suspend " + element;
    };
  }

  // ---- other facts

  private void conflicts(List<String> sentences) {
    for (FoundConflict conflict : decision.conflicts().stream().limit(MAX_TOLD).toList()) {
      String sets =
          conflict.label().environments().stream()
              .map(it -> Phrases.list(it.stream().map(Phrases::element).toList()))
              .reduce((one, other) -> one + ", or " + other)
              .orElse("things");
      sentences.add(
          Phrases.sentence(
              "in conflict ("
                  + conflict.conflict().kind()
                  + ") are "
                  + sets
                  + (conflict.label().truncated() ? ", and more sets than could be listed" : "")));
    }
    int more = decision.conflicts().size() - MAX_TOLD;
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

  /** Returns a sentence for an entry about the decision. */
  static String afterwards(Entry entry) {
    JsonNode body = RecordedDecisionView.tree(entry);
    String at = "Afterwards, in entry " + entry.sequence() + ", ";
    String by = body.has("by") ? Phrases.name(body.path("by").asText()) : "a person";
    String why = body.has("why") ? ", since " + Phrases.quoted(body.path("why").asText()) : "";
    return switch (entry.kind()) {
      case ANSWER ->
          at
              + by
              + (body.path("passes").asBoolean() ? " let it pass" : " held it back")
              + why
              + ".";
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
      case TICKET ->
          at
              + "an act was waiting for approval until "
              + body.path("ticket").path("expires").asText()
              + ".";
      case REDEMPTION ->
          at
              + "the host asked whether that act may be done: "
              + Phrases.quoted(body.path("result").asText())
              + ".";
      case ERASURE -> at + by + " had the salt of its masked facts erased" + why + ".";
      default -> throw new IllegalArgumentException("not about a decision: " + entry.kind());
    };
  }
}
