package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Sentences and the deductive arguments between them.
 *
 * <p>Sentence i is written i, its negation −i. An argument lists its premises, then its conclusion.
 * After C. Beisbart, G. Betz and G. Brun, Making Reflective Equilibrium Precise (2021).
 */
public final class DialecticalStructure {
  /** The greatest number of sentences: beyond it, losses might not fit 64 bits. */
  public static final int MAX_SENTENCES = 60;

  private final int sentences;
  private final List<List<Integer>> arguments;
  private final Implicates implicates;

  private DialecticalStructure(int sentences, List<List<Integer>> arguments) {
    this.sentences = sentences;
    this.arguments = arguments;
    this.implicates = Implicates.of(sentences, arguments);
  }

  /**
   * A structure.
   *
   * @throws IllegalArgumentException if an argument names an unknown sentence, or if no complete
   *     position is consistent
   */
  public static DialecticalStructure of(int sentences, List<List<Integer>> arguments) {
    if (sentences < 1 || sentences > MAX_SENTENCES) {
      throw new IllegalArgumentException(
          sentences + " sentences; give 1 to " + MAX_SENTENCES + " sentences");
    }
    for (List<Integer> argument : arguments) {
      if (argument.isEmpty()) {
        throw new IllegalArgumentException("an argument is empty; give at least its conclusion");
      }
      for (int literal : argument) {
        if (literal == 0 || Math.abs(literal) > sentences) {
          throw new IllegalArgumentException(
              "argument "
                  + argument
                  + " names sentence "
                  + literal
                  + "; sentences are 1 to "
                  + sentences);
        }
      }
    }
    return new DialecticalStructure(
        sentences, arguments.stream().<List<Integer>>map(List::copyOf).toList());
  }

  static int checked(int literal) {
    if (literal == 0 || Math.abs((long) literal) > MAX_SENTENCES) {
      throw new IllegalArgumentException(
          "sentence " + literal + " does not exist; sentences are 1 to " + MAX_SENTENCES);
    }
    return literal;
  }

  /** The number of sentences. */
  public int sentences() {
    return sentences;
  }

  /** The arguments: premises first, conclusion last. */
  public List<List<Integer>> arguments() {
    return arguments;
  }

  Implicates implicates() {
    return implicates;
  }

  /** Refuses a position that speaks of a sentence that is not in this structure. */
  void check(Position it) {
    if (it.sentences() >>> sentences != 0) {
      throw new IllegalArgumentException(
          "position " + it + " names a sentence beyond the last, " + sentences);
    }
  }

  /** Whether some complete position includes this one and violates no argument. */
  public boolean isConsistent(Position it) {
    return closure(it).isPresent();
  }

  /** The position and all that follows from it; empty if it is inconsistent. */
  public Optional<Position> closure(Position it) {
    check(it);
    return implicates.closure(it);
  }

  /** The number of consistent complete positions that include this one. */
  public BigInteger extensions(Position it) {
    check(it);
    return implicates.extensions(it, sentences);
  }

  /** Whether everything in the second follows from the first; an inconsistent one entails all. */
  public boolean entails(Position premises, Position conclusion) {
    return closure(premises).map(it -> it.includes(conclusion)).orElse(true);
  }

  /** Whether some consistent complete position includes both. */
  public boolean areCompatible(Position one, Position other) {
    return (one.accepted() & other.rejected()) == 0
        && (one.rejected() & other.accepted()) == 0
        && isConsistent(one.plus(other));
  }

  /** Whether nothing follows from the position that is not in it. */
  public boolean isClosed(Position it) {
    return closure(it).map(it::equals).orElse(false);
  }

  /** Whether no attitude of the position follows from the others. */
  public boolean isMinimal(Position it) {
    for (long left = it.sentences(); left != 0; left &= left - 1) {
      if (entails(it.within(~Long.lowestOneBit(left)), it)) {
        return false;
      }
    }
    return true;
  }
}
