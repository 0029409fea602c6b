package org.equipoise.audit.explanation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Action;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionState;
import org.jspecify.annotations.Nullable;

/** The other decision: what should have come out. A decision that failed is never it. */
public sealed interface WantedOutcome {

  /** Whether a decision is the other one. */
  boolean isMetBy(Decision decision);

  /** Whether a decision, short of that, is at least not the one that was made. */
  boolean isPartlyMetBy(Decision decision);

  /** What is wanted: {@code `a` is allowed}, say. */
  @Override
  String toString();

  /**
   * That the host is told something else about one output.
   *
   * @param wanted any of these will do; not empty
   * @param recorded what it was told, if anything else would be better than that; or null
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
   * That some output is chosen, other than the one that was.
   *
   * @param recorded the one that was, or null if none was
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
