package org.equipoise.constitution.reading;

import java.util.Locale;
import java.util.Optional;

/** What has attributes. */
public enum Subject {
  CASE("Case"),
  OUTPUT("Output"),
  JUDGMENT("Judgment"),
  MESSAGE("Message");

  private final String type;

  Subject(String type) {
    this.type = type;
  }

  /** The subject that a type of facts is, by the type's name with or without its package. */
  public static Optional<Subject> ofType(String type) {
    String name = type.substring(type.lastIndexOf('.') + 1);
    for (Subject subject : values()) {
      if (subject.type.equals(name)) {
        return Optional.of(subject);
      }
    }
    return Optional.empty();
  }

  /** The name of its type in rules. */
  public String type() {
    return type;
  }

  /** The subject as it is written in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
