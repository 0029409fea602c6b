package org.equipoise.constitution.internal.anatomy;

import java.util.List;
import java.util.Set;
import org.equipoise.constitution.reading.Span;
import org.jspecify.annotations.Nullable;

/** One of the conditions that a rule lists; all of them must hold. */
public sealed interface Condition {

  /** Where it stands, from its first word to its last sign. */
  Span at();

  /** The variables that it binds. */
  Set<String> binds();

  /** Whether there must be a fact that matches, with the match shown or not, or none. */
  enum Polarity {
    SHOWN,
    EXISTS,
    NOT
  }

  /**
   * That there is a fact of a type that passes all tests, or that there is none.
   *
   * @param variable the fact's name in the rule, or null
   * @param typeAt where the type's name stands
   * @param testsAt what stands between the pattern's parentheses
   * @param tests in the order they are written
   */
  record Pattern(
      Span at,
      Polarity polarity,
      @Nullable String variable,
      String type,
      Span typeAt,
      Span testsAt,
      List<Test> tests,
      Set<String> binds)
      implements Condition {}

  /** A condition that is not taken apart, such as {@code accumulate} or a group of others. */
  record Opaque(Span at, Set<String> binds) implements Condition {}

  /**
   * One of the tests of a pattern; all of them must hold. A mere binding tests nothing.
   *
   * @param at where it stands; a binding before it is included
   * @param expression what is tested, without a binding
   * @param comparison what the test says, if it compares with a literal, or null
   * @param isBindingOnly whether nothing is tested
   */
  record Test(
      Span at,
      Span expression,
      @Nullable Comparison comparison,
      Set<String> binds,
      boolean isBindingOnly) {}
}
