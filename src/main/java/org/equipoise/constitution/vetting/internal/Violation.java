package org.equipoise.constitution.vetting.internal;

import java.util.Set;

/**
 * Something that the code of a constitution may not do.
 *
 * @param subjects the names of the rules, queries or functions it belongs to; empty where only the
 *     class is known
 * @param type the simple name of the outermost class it was found in
 * @param reason why it is refused
 * @param owner the class that is used, by its name with dots, or empty
 * @param member the method or field of it that is used, {@code new} for a constructor, or empty
 */
public record Violation(
    Set<String> subjects, String type, Reason reason, String owner, String member) {

  /** Why something is refused. */
  public enum Reason {
    /** A class, method or field that is not on the list. */
    NOT_ALLOWED,
    /** A class of Java's that rules may use and not extend. */
    EXTENDS,
    /** It depends on the clock, on chance or on where things lie in memory. */
    NOT_REPEATABLE,
    /** Something would outlive the decision. */
    LASTING_STATE,
    /** A catch that would swallow the limits of a decision. */
    WIDE_CATCH,
    /** A monitor, a native method or a finalizer. */
    NOT_PLAIN,
    /** Code that would run when the constitution is loaded, or on the first decision only. */
    RUNS_AT_LOAD,
    /** A word of the vocabulary that is said elsewhere than in a consequence. */
    OUT_OF_PLACE,
    /** A fact that rules may have matched would change. */
    CHANGES_FACT,
    /** A date that not every machine reads alike; the member is the text it is written with. */
    WRONG_DATE,
    /** A comparison with a text of which the engine takes the name of a member for its value. */
    MISREAD
  }

  /** The simple name of the class that is used. */
  public String simpleOwner() {
    String name = owner.substring(Math.max(owner.lastIndexOf('.'), owner.lastIndexOf('$')) + 1);
    return name.replaceFirst("^\\d+(?=\\D)", ""); // a local class is numbered
  }
}
