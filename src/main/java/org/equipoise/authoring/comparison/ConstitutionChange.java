package org.equipoise.authoring.comparison;

import java.util.List;
import java.util.Locale;
import org.equipoise.constitution.DefinedRule;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which two constitutions differ. Moving a rule, formatting it otherwise, calling its
 * variables by other names and comments are no change.
 *
 * @param kind what happened
 * @param subject to what
 * @param name the rule's id, as it is after the change if it is there; {@code declare Person},
 *     {@code function risk}, {@code query q} or {@code import a.B}; or the setting's name
 * @param formerName the rule's id before, if it was another, or null
 * @param parts in which respects it changed; empty if it is added, dropped or only renamed
 * @param before the rule before, or null
 * @param after the rule after, or null
 * @param altersMeaning whether it can alter what is decided: a name or a wording cannot, unless
 *     some rule reads it
 */
public record ConstitutionChange(
    Kind kind,
    Subject subject,
    String name,
    @Nullable String formerName,
    List<PartChange> parts,
    @Nullable DefinedRule before,
    @Nullable DefinedRule after,
    boolean altersMeaning) {
  public ConstitutionChange {
    parts = List.copyOf(parts);
  }

  /** What happened. */
  public enum Kind {
    ADDED,
    DROPPED,
    CHANGED,
    RENAMED;

    /** The kind as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** To what it happened. */
  public enum Subject {
    PRINCIPLE,
    THEORY,
    DECLARATION,
    SETTING;

    /** The subject as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A part of a rule. */
  public enum Part {
    KIND,
    CONDITION,
    CONSEQUENCE,
    WEIGHT,
    LEVEL,
    ENTRENCHED,
    EXCEPTIONS,
    TAGS,
    TERM,
    SAYS,
    SOURCE,
    OWNER,
    VALUE;

    /** The part as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * That one part is other than it was.
   *
   * @param before as it is written, or as a value
   */
  public record PartChange(Part part, String before, String after) {}

  /** In short: {@code principle no-deception}, say. */
  @Override
  public String toString() {
    return subject.word() + " " + name;
  }
}
