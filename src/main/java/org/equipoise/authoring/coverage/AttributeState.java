package org.equipoise.authoring.coverage;

import java.util.Comparator;
import java.util.Locale;
import org.equipoise.constitution.reading.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An attribute with a value, of a case or of an output.
 *
 * @param subject whose attribute it is
 * @param attribute its dotted name
 * @param state whether it has one value, any, or none
 * @param value as JSON, or null where the state names none
 */
public record AttributeState(Subject subject, String attribute, State state, @Nullable String value)
    implements Comparable<AttributeState> {
  private static final Comparator<AttributeState> ORDER =
      Comparator.comparing(AttributeState::subject)
          .thenComparing(AttributeState::attribute)
          .thenComparing(AttributeState::state)
          .thenComparing(AttributeState::value, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** What is known of the attribute. */
  public enum State {
    /** It has this value. */
    IS,
    /** It has some value; there are too many to tell them apart. */
    PRESENT,
    /** It is not there. */
    ABSENT;

    /** The state as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static AttributeState is(Subject subject, String attribute, String value) {
    return new AttributeState(subject, attribute, State.IS, value);
  }

  static AttributeState present(Subject subject, String attribute) {
    return new AttributeState(subject, attribute, State.PRESENT, null);
  }

  static AttributeState absent(Subject subject, String attribute) {
    return new AttributeState(subject, attribute, State.ABSENT, null);
  }

  @Override
  public int compareTo(AttributeState other) {
    return ORDER.compare(this, other);
  }

  /** As in {@code output violates.deceive = true}. */
  @Override
  public String toString() {
    String name = subject.word() + " " + attribute;
    return switch (state) {
      case IS -> name + " = " + value;
      case PRESENT -> name + " (whatever it is)";
      case ABSENT -> "no " + name;
    };
  }
}
