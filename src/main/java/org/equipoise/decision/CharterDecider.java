package org.equipoise.decision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Charter.Clause;
import org.equipoise.constitution.Combination;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Combined.Said;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.InferenceException;

/** Decides cases under the constitutions that a charter chooses, and combines what they say. */
final class CharterDecider implements Deciding {
  private final Charter charter;
  private final Map<String, Decider> deciders;

  /** The deciders without the rules that are conceded; the same where nothing is. */
  private final Map<String, Decider> conceding;

  CharterDecider(Charter charter) {
    this.charter = charter;
    this.deciders = new HashMap<>();
    this.conceding = new HashMap<>();
    charter
        .byName()
        .forEach(
            (name, constitution) -> {
              Decider own = new Decider(constitution);
              deciders.put(name, own);
              conceding.put(
                  name,
                  charter.concessions(name).isEmpty() ? own : new Decider(charter.conceding(name)));
            });
  }

  private CharterDecider(CharterDecider other, UnaryOperator<Decider> change) {
    this.charter = other.charter;
    this.deciders = new HashMap<>(other.deciders);
    this.conceding = new HashMap<>(other.conceding);
    deciders.replaceAll((name, it) -> change.apply(it));
    conceding.replaceAll((name, it) -> change.apply(it));
  }

  @Override
  public Deciding under(String semantics) {
    return new CharterDecider(this, it -> it.under(semantics));
  }

  @Override
  public boolean isTimeBound() {
    return charter.isTimeBound();
  }

  @Override
  public Decision decide(Case given, List<Judgment> judgments) {
    return Meter.bounded(Budget.UNATTENDED, () -> combined(given, judgments));
  }

  private Decision combined(Case given, List<Judgment> judgments) {
    Clause clause = charter.clauseFor(given);
    boolean isBridge = clause.combine() == Combination.BRIDGE;
    List<Said> says = new ArrayList<>();
    for (String name : clause.apply()) {
      Decider decider = Objects.requireNonNull((isBridge ? conceding : deciders).get(name));
      says.add(
          new Said(
              name,
              isBridge ? charter.concessions(name) : List.of(),
              decider.decide(given, judgments)));
    }
    Combined combined = new Combined(clause.name(), clause.combine(), says);
    return new Combining(charter, combined).decision();
  }

  @Override
  public Decision failed(Case given, List<Judgment> judgments, LimitExceeded limit) {
    Action action =
        charter.clauseFor(given).apply().stream()
            .map(it -> Objects.requireNonNull(charter.byName().get(it)).settings().onError())
            .flatMap(it -> Stream.of(it, Action.ESCALATE)) // an error never allows
            .max(Action.STRICTNESS)
            .orElseThrow();
    return Decision.failed(
        given,
        action,
        charter.digest(),
        DecisionError.of(InferenceException.failed(given.id(), null, limit), Map.of()));
  }
}
