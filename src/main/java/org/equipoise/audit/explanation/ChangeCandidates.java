package org.equipoise.audit.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.equipoise.authoring.coverage.AttributeComparison;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.reading.RuleReads;
import org.equipoise.constitution.reading.Subject;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Judgment.OnOutput;
import org.equipoise.facts.Judgment.Preference;
import org.equipoise.facts.Output;
import org.jspecify.annotations.Nullable;

/** The possible changes in one case: slots, each with alternatives. */
final class ChangeCandidates {

  /** One alternative. */
  record Option(CounterfactualChange change, UnaryOperator<DecisionInput> apply) {}

  /** One thing that can change. At most one of its alternatives applies at a time. */
  record Slot(List<Option> options) {}

  private record Named(Subject subject, String name) implements Comparable<Named> {
    @Override
    public int compareTo(Named other) {
      int order = subject.compareTo(other.subject);
      return order != 0 ? order : name.compareTo(other.name);
    }
  }

  private final Case given;
  private final List<Judgment> judgments;
  private final TreeMap<Named, List<AttributeComparison>> tests = new TreeMap<>();
  private final Set<String> readOtherwise = new TreeSet<>();
  private final boolean mayReadAny;
  private final Set<String> incomplete = new TreeSet<>();

  ChangeCandidates(Constitution constitution, DecisionInput actual) {
    this.given = actual.given();
    this.judgments = actual.judgments();
    for (RuleReads reads : constitution.reads().all()) {
      for (AttributeComparison test : AttributeComparison.of(reads)) {
        tests
            .computeIfAbsent(new Named(test.subject(), test.attribute()), it -> new ArrayList<>())
            .add(test);
      }
    }
    constitution
        .reads()
        .attributes()
        .filter(it -> !AttributeComparison.isAllThatIsDoneWith(it))
        .forEach(it -> readOtherwise.add(it.name()));
    this.mayReadAny = constitution.reads().mayReadAnyAttribute();
  }

  /** Returns the names of attributes for which some values that may matter could not be tried. */
  Set<String> incomplete() {
    return incomplete;
  }

  /** Returns the attributes of the case, then of each output and each message. */
  List<Slot> facts() {
    List<Slot> slots = new ArrayList<>();
    attributes(Subject.CASE, given.id(), given.attributes(), List.of(), slots);
    for (Output output : given.outputs()) {
      List<Attributes> others =
          given.outputs().stream()
              .filter(it -> !it.id().equals(output.id()))
              .map(Output::attributes)
              .toList();
      attributes(Subject.OUTPUT, output.id(), output.attributes(), others, slots);
    }
    for (int turn = 0; turn < given.messages().size(); turn++) {
      Attributes own = given.messages().get(turn).attributes();
      attributes(Subject.MESSAGE, Integer.toString(turn), own, List.of(), slots);
    }
    return slots;
  }

  /** Returns each judgment, its circumstances, and judgments that nobody holds. */
  List<Slot> judgments() {
    List<Slot> slots = new ArrayList<>();
    for (Judgment judgment : judgments) {
      slots.add(new Slot(List.of(givenUp(judgment), reversed(judgment))));
    }
    for (Output output : given.outputs()) {
      slots.add(new Slot(List.of(held(output, DeonticStatus.PERMITTED, 1))));
      slots.add(new Slot(List.of(held(output, DeonticStatus.FORBIDDEN, 1))));
    }
    for (Judgment judgment : judgments) {
      attributes(Subject.JUDGMENT, judgment.id(), judgment.circumstances(), List.of(), slots);
    }
    return slots;
  }

  // ---- judgments

  private static Option givenUp(Judgment judgment) {
    return new Option(
        new CounterfactualChange.GivenUp(judgment.id()), it -> it.without(judgment.id()));
  }

  private static Option reversed(Judgment judgment) {
    Judgment.Verdict contrary;
    String word;
    if (judgment.verdict() instanceof OnOutput on) {
      DeonticStatus status =
          on.status() == DeonticStatus.FORBIDDEN
              ? DeonticStatus.PERMITTED
              : DeonticStatus.FORBIDDEN;
      contrary = new OnOutput(on.output(), status);
      word = status.word();
    } else {
      Preference preference = (Preference) judgment.verdict();
      contrary = new Preference(preference.over(), preference.preferred());
      word = preference.over();
    }
    return new Option(
        new CounterfactualChange.Reversed(judgment.id(), word),
        situation ->
            situation.withJudgment(
                judgment.id(),
                it ->
                    new Judgment(
                        it.id(),
                        it.caseId(),
                        contrary,
                        it.stakeholder(),
                        it.confidence(),
                        it.at(),
                        it.circumstances(),
                        it.extensions())));
  }

  /** Returns the alternative that a person holds a judgment on an output. */
  Option held(Output output, DeonticStatus status, double confidence) {
    return held(output.id(), status, confidence);
  }

  /** Returns the same alternative with another confidence. */
  Option held(CounterfactualChange.Held held, double confidence) {
    return held(held.output(), DeonticStatus.of(held.status()).orElseThrow(), confidence);
  }

  private Option held(String output, DeonticStatus status, double confidence) {
    String id = status.word() + " " + output;
    while (isTaken(id)) {
      id += "'";
    }
    Judgment more = Judgment.of(id, given.id(), new OnOutput(output, status), confidence);
    return new Option(
        new CounterfactualChange.Held(output, status.word(), confidence),
        situation -> situation.with(more));
  }

  private boolean isTaken(String id) {
    return judgments.stream().anyMatch(it -> it.id().equals(id));
  }

  // ---- attributes

  private void attributes(
      Subject subject, String id, Attributes own, List<Attributes> others, List<Slot> slots) {
    for (String name : names(subject, own)) {
      Object current = own.disputed().containsKey(name) ? own.disputed().get(name) : own.get(name);
      List<Object> elsewhere =
          others.stream().map(it -> it.get(name)).filter(Objects::nonNull).distinct().toList();
      CandidateValues candidates =
          CandidateValues.of(
              current,
              tests.getOrDefault(new Named(subject, name), List.of()),
              readOtherwise.contains(name) || !tests.containsKey(new Named(subject, name)),
              elsewhere);
      if (!candidates.isComplete()) {
        incomplete.add(name);
      }
      List<Option> options =
          candidates.values().stream().map(it -> fact(subject, id, name, current, it)).toList();
      if (!options.isEmpty()) {
        slots.add(new Slot(options));
      }
    }
  }

  /** Returns the names that rules may read of one subject. */
  private Set<String> names(Subject subject, Attributes own) {
    TreeSet<String> names = new TreeSet<>();
    tests.keySet().stream()
        .filter(it -> it.subject() == subject)
        .forEach(it -> names.add(it.name()));
    boolean isJudgment = subject == Subject.JUDGMENT;
    for (String name : own.names()) {
      boolean isObject = own.get(name) instanceof Map<?, ?>;
      if (readOtherwise.contains(name) || (mayReadAny && !isObject && !isJudgment)) {
        names.add(name);
      }
    }
    if (subject == Subject.OUTPUT) {
      // An attribute of another output may also exist in this one.
      for (Output output : given.outputs()) {
        output.attributes().names().stream().filter(readOtherwise::contains).forEach(names::add);
      }
    }
    return names;
  }

  private static Option fact(
      Subject subject, String id, String name, @Nullable Object from, @Nullable Object to) {
    CounterfactualChange change = new CounterfactualChange.Fact(subject, id, name, from, to);
    return new Option(
        change,
        switch (subject) {
          case CASE -> it -> it.withCase(own -> AttributeEdit.with(own, name, to));
          case OUTPUT -> it -> it.withOutput(id, own -> AttributeEdit.with(own, name, to));
          case JUDGMENT -> it -> it.withJudgment(id, held -> withCircumstance(held, name, to));
          case MESSAGE ->
              it -> it.withMessage(Integer.parseInt(id), own -> AttributeEdit.with(own, name, to));
        });
  }

  private static Judgment withCircumstance(Judgment held, String name, @Nullable Object to) {
    return new Judgment(
        held.id(),
        held.caseId(),
        held.verdict(),
        held.stakeholder(),
        held.confidence(),
        held.at(),
        AttributeEdit.with(held.circumstances(), name, to),
        held.extensions());
  }
}
