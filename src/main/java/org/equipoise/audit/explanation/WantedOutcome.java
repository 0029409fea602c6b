package org.equipoise.audit.explanation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.jspecify.annotations.Nullable;

/** The decision that counterfactuals lead to. A failed decision never meets it. Immutable. */
public sealed interface WantedOutcome {

  /** Returns whether a decision meets this outcome. */
  boolean isMetBy(Decision decision);

  /** Returns whether a decision does not meet this outcome but differs from the actual decision. */
  boolean isPartlyMetBy(Decision decision);

  /** Returns the outcome in words, for example {@code `a` is allowed}. */
  @Override
  String toString();

  /**
   * Another action for one output.
   *
   * @param output the id of the output
   * @param wanted the accepted actions, not empty
   * @param recorded the actual action, if every other action is a partial success; otherwise null
   */
  record Told(String output, Set<Action> wanted, @Nullable Action recorded)
      implements WantedOutcome {
    public Told {
      wanted = Set.copyOf(wanted);
    }

    @Override
    public boolean isMetBy(Decision decision) {
      return decision.state() != DecisionState.ERROR
          && wanted.contains(decision.output(output).action());
    }

    @Override
    public boolean isPartlyMetBy(Decision decision) {
      return recorded != null
          && decision.state() != DecisionState.ERROR
          && decision.output(output).action() != recorded;
    }

    @Override
    public String toString() {
      List<String> words = new TreeSet<>(wanted).stream().map(Told::participle).toList();
      return Phrases.name(output) + " is " + Phrases.choice(words);
    }

    static String participle(Action course) {
      return switch (course) {
        case ALLOW -> "allowed";
        case BLOCK -> "blocked";
        case ESCALATE -> "left to a person";
      };
    }
  }

  /**
   * Another choice among the outputs.
   *
   * @param recorded the id of the output that was chosen; null if there was none
   */
  record Chosen(@Nullable String recorded) implements WantedOutcome {
    @Override
    public boolean isMetBy(Decision decision) {
      return decision.choice() != null && !decision.choice().equals(recorded);
    }

    @Override
    public boolean isPartlyMetBy(Decision decision) {
      return recorded != null
          && decision.state() != DecisionState.ERROR
          && !recorded.equals(decision.choice());
    }

    @Override
    public String toString() {
      return recorded == null
          ? "some output is chosen"
          : "another output than " + Phrases.name(recorded) + " is chosen";
    }
  }
}
