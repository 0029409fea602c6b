package org.equipoise.audit.explanation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.constitution.Settings.Course;
import org.equipoise.decision.Decision;
import org.equipoise.decision.State;
import org.jspecify.annotations.Nullable;

/** The other decision: what should have come out. A decision that failed is never it. */
public sealed interface Goal {

  /** Whether a decision is the other one. */
  boolean isMetBy(Decision decision);

  /** Whether a decision, short of that, is at least not the one that was made. */
  boolean isNearedBy(Decision decision);

  /** What is wanted: {@code `a` is allowed}, say. */
  @Override
  String toString();

  /**
   * That the host is told something else about one output.
   *
   * @param wanted any of these will do; not empty
   * @param recorded what it was told, if anything else would be better than that; or null
   */
  record Told(String output, Set<Course> wanted, @Nullable Course recorded) implements Goal {
    public Told {
      wanted = Set.copyOf(wanted);
    }

    @Override
    public boolean isMetBy(Decision decision) {
      return decision.state() != State.ERROR && wanted.contains(decision.output(output).action());
    }

    @Override
    public boolean isNearedBy(Decision decision) {
      return recorded != null
          && decision.state() != State.ERROR
          && decision.output(output).action() != recorded;
    }

    @Override
    public String toString() {
      List<String> words = new TreeSet<>(wanted).stream().map(Told::participle).toList();
      return Words.name(output) + " is " + Words.choice(words);
    }

    static String participle(Course course) {
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
  record Chosen(@Nullable String recorded) implements Goal {
    @Override
    public boolean isMetBy(Decision decision) {
      return decision.choice() != null && !decision.choice().equals(recorded);
    }

    @Override
    public boolean isNearedBy(Decision decision) {
      return recorded != null
          && decision.state() != State.ERROR
          && !recorded.equals(decision.choice());
    }

    @Override
    public String toString() {
      return recorded == null
          ? "some output is chosen"
          : "another output than " + Words.name(recorded) + " is chosen";
    }
  }
}
