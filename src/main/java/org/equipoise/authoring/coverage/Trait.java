package org.equipoise.authoring.coverage;

import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attribute with a value, of a case or of an output.
 *
 * @param subject whose attribute it is
 * @param attribute its dotted name
 * @param state whether it has one value, any, or none
 * @param value as JSON, or null where the state names none
 */
public record Trait(Subject subject, String attribute, State state, @Nullable String value)
    implements Comparable<Trait> {
  private static final Comparator<Trait> ORDER =
      Comparator.comparing(Trait::subject)
          .thenComparing(Trait::attribute)
          .thenComparing(Trait::state)
          .thenComparing(Trait::value, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** Whose attribute it is. */
  public enum Subject {
    CASE,
    OUTPUT,
    JUDGMENT;

    /** The subject as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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

  static Trait is(Subject subject, String attribute, String value) {
    return new Trait(subject, attribute, State.IS, value);
  }

  static Trait present(Subject subject, String attribute) {
    return new Trait(subject, attribute, State.PRESENT, null);
  }

  static Trait absent(Subject subject, String attribute) {
    return new Trait(subject, attribute, State.ABSENT, null);
  }

  @Override
  public int compareTo(Trait other) {
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
