package org.equipoise.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.equipoise.inference.Script.*;

/** Random consequences of one rule. */
class ActionDice extends PatternDice {
  /** The rules that the script has so far. */
  final List<RuleScript> earlier = new ArrayList<>();

  ActionDice(Random random) {
    super(random);
  }

  Action action(boolean theory, List<Known> scope) {
    List<Action> possible = new ArrayList<>();
    List<String> facts = new ArrayList<>();
    for (Known known : scope) {
      switch (known.kind()) {
        case "Output" -> {
          for (String word : List.of("forbid", "forbid", "forbid", "permit", "permit", "oblige")) {
            Action say =
                new Say(word, known.name(), chance(0.2) ? degree(known.name(), scope) : null);
            possible.add(
                chance(0.15) ? new IfTrue(known.name(), pick(List.of("p", "q")), say) : say);
          }
          facts.add(known.name());
          if (chance(0.5)) {
            possible.add(new LeaveToPerson(known.name()));
          }
          if (chance(0.6)) {
            possible.add(new Pull(known.name(), pick(List.of(-1.0, -0.5, 0.25, 0.5))));
          }
          if (!earlier.isEmpty()) {
            String lifted = pick(earlier).name();
            possible.add(new LiftClaims(lifted, chance(0.8) ? known.name() : null));
          }
          if (chance(0.4)) {
            possible.add(new MarkAlike(known.name(), key(scope)));
          }
        }
        case "Judgment" -> {
          facts.add(known.name());
          if (theory) {
            possible.add(new Exclude(known.name()));
            possible.add(new Exclude(known.name()));
            possible.add(new Discount(known.name()));
          }
        }
        case "Principle", "Theory" -> {
          facts.add(known.name());
          possible.add(new Incompatible(List.of(known.name())));
          if (theory) {
            possible.add(new Weigh(pick(List.of("support", "undermine")), known.name()));
          }
        }
        case "Claim", "output", "key", "result" -> facts.add(known.name());
        default -> {}
      }
    }
    if (!facts.isEmpty()) {
      List<String> participants = new ArrayList<>(List.of(pick(facts)));
      if (chance(0.4)) {
        participants.add(pick(facts));
      }
      possible.add(new Incompatible(participants));
    }
    if (chance(0.3)) {
      possible.add(new Raise(pick(Vocabularies.RAISED)));
    }
    for (int i = 0; i < (level < types.size() ? 6 : 1); i++) {
      possible.add(
          new Insert(
              declared(true), key(scope), chance(0.4) ? number(scope) : literal(), chance(0.3)));
    }
    return pick(possible);
  }

  private Degree degree(String output, List<Known> scope) {
    return chance(0.5)
        ? new WhereTrue(output, pick(List.of("p", "q")))
        : new Halves(chance(0.5) ? number(scope) : literal());
  }

  Term literal() {
    return new Literal(random.nextInt(3));
  }

  private Term key(List<Known> scope) {
    List<Term> keys = new ArrayList<>(List.of(new Literal("a"), new Literal("x")));
    for (Known known : scope) {
      if (List.of("output", "key", "text", "status", "role").contains(known.kind())) {
        keys.add(new Variable(known.name()));
        keys.add(new Variable(known.name()));
      }
    }
    return pick(keys);
  }

  private Term number(List<Known> scope) {
    List<Term> numbers = new ArrayList<>();
    for (Known known : scope) {
      if (List.of("int", "result").contains(known.kind())) {
        numbers.add(new Variable(known.name()));
        numbers.add(new Next(known.name()));
      }
    }
    return numbers.isEmpty() ? literal() : pick(numbers);
  }
}
