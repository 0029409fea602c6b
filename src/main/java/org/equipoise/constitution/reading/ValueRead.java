package org.equipoise.constitution.reading;

import java.util.List;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * That a rule reads an attribute, or in a condition a property of the fact that it matches.
 *
 * @param kind what is read
 * @param accessor the method by which an attribute is read; null for a property
 * @param name the attribute's, as the compiled rule has it, or the property's
 * @param part where in the rule
 * @param pattern in whose tests it stands, or null
 * @param isOwn whether it is read of the pattern's own fact
 * @param owner the variable that it is read of, if that is written before it, or null
 * @param at all of the read, as in {@code $o.attr("name")}
 * @param nameAt the name, an attribute's with its quotes
 * @param operator what stands behind it, or null if that is no operator of the rule language
 * @param tests the literals that it compares with
 * @param isOnlyTested whether these comparisons are all that is done with it
 */
public record ValueRead(
    Kind kind,
    @Nullable Accessor accessor,
    String name,
    Part part,
    @Nullable PatternRead pattern,
    boolean isOwn,
    @Nullable String owner,
    Span at,
    Span nameAt,
    @Nullable Operator operator,
    List<LiteralTest> tests,
    boolean isOnlyTested) {

  private static final String SESSION = "Session";

  /** What is read. */
  public enum Kind {
    ATTRIBUTE,
    PROPERTY
  }

  /** A part of a rule; of what is no rule and no query, all is code. */
  public enum Part {
    CONDITION,
    CONSEQUENCE,
    CODE
  }

  /**
   * How a value is compared with what stands behind it.
   *
   * @param isNegated whether {@code not} stands before it
   * @param at the operator alone
   */
  public record Operator(String sign, boolean isNegated, Span at) {}

  public ValueRead {
    tests = List.copyOf(tests);
  }

  public boolean isAttribute() {
    return kind == Kind.ATTRIBUTE;
  }

  /** The kind of value that it must have to be read, or null if any is. */
  public Values.@Nullable Kind wanted() {
    return accessor == null ? null : accessor.kind();
  }

  /** Whether it is a name that was raised in a session. */
  public boolean isOfSession() {
    return pattern != null && isOwn && pattern.type().equals(SESSION);
  }

  /** Whose attribute it is, or null if that is not known. */
  public @Nullable Subject subject() {
    return pattern != null && isOwn ? pattern.subject() : null;
  }
}
