package org.equipoise.equilibrium;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.equipoise.equilibrium.Losses.Loss;

/**
 * The equilibria that initial commitments lead to in a structure, under weights.
 *
 * <p>Penalties are those of the literature: a commitment that the theory does not imply costs 1, an
 * implication without a commitment 3/10, an initial commitment that is dropped 1.
 */
public final class Equilibria {
  private final DialecticalStructure structure;
  private final Position initial;
  private final Weights weights;
  private final Map<Shape, List<Position>> bestTheories = new ConcurrentHashMap<>();

  private Equilibria(DialecticalStructure structure, Position initial, Weights weights) {
    this.structure = structure;
    this.initial = initial;
    this.weights = weights;
  }

  /** The equilibria from these initial commitments, which may be inconsistent. */
  public static Equilibria of(DialecticalStructure structure, Position initial, Weights weights) {
    structure.check(initial);
    return new Equilibria(structure, initial, weights);
  }

  private Losses losses(Shape shape) {
    return new Losses(structure.sentences(), initial, weights, shape);
  }

  private Position closure(Position theory) {
    return structure
        .closure(theory)
        .orElseThrow(() -> new IllegalArgumentException("theory " + theory + " is inconsistent"));
  }

  /** How well a theory accounts for commitments. */
  public Fraction account(State state, Shape shape) {
    Losses losses = losses(shape);
    long loss = shape.power(losses.accountDistance(state.commitments(), closure(state.theory())));
    return Fraction.of(losses.unit() - loss, losses.unit());
  }

  /** How few principles of a theory imply how much. */
  public Fraction systematicity(Position theory, Shape shape) {
    Losses losses = new Losses(structure.sentences(), initial, new Weights(0, 1, 0), shape);
    return achievement(losses, losses.of(theory.size(), closure(theory).size(), 0));
  }

  /** How many of the initial commitments are kept. */
  public Fraction faithfulness(Position commitments, Shape shape) {
    Losses losses = losses(shape);
    return Fraction.of(
        losses.unit() - shape.power(losses.faithfulnessDistance(commitments)), losses.unit());
  }

  /** The weighted sum of the three measures. */
  public Fraction achievement(State state, Shape shape) {
    Losses losses = losses(shape);
    Position closure = closure(state.theory());
    return achievement(
        losses,
        losses.of(
            state.theory().size(),
            closure.size(),
            losses.ofCommitments(state.commitments(), closure)));
  }

  private static Fraction achievement(Losses losses, Loss loss) {
    BigInteger all =
        BigInteger.valueOf(losses.unit())
            .multiply(BigInteger.valueOf(loss.scale()))
            .multiply(BigInteger.valueOf(losses.weights().sum()));
    return new Fraction(all.subtract(BigInteger.valueOf(loss.numerator())), all);
  }

  /** All global optima; at most {@code limit} of them are listed. */
  public GlobalOptima globalOptima(Shape shape, int limit) {
    Losses losses = losses(shape);
    Commitments commitments = new Commitments(losses);
    BigInteger count = BigInteger.ZERO;
    List<State> optima = new ArrayList<>();
    List<Position> theories =
        bestTheories.computeIfAbsent(shape, any -> TheorySearch.global(structure, losses));
    Position first = theories.get(0);
    State example = new State(first, commitments.best(closure(first), 1).get(0));
    for (Position theory : theories) {
      Position closure = closure(theory);
      count = count.add(commitments.count(closure));
      if (optima.size() < limit) {
        commitments.best(closure, limit).stream()
            .map(it -> new State(theory, it))
            .limit(limit - optima.size())
            .forEach(optima::add);
      }
    }
    return new GlobalOptima(achievement(example, shape), count, optima);
  }

  /**
   * How far apart two states are, from 0 to 1: half of it in the commitments, a quarter in the
   * closures, a quarter in the theories. Accepting and rejecting a sentence are 1 apart, none and
   * either 1/2. This is a metric.
   */
  public Fraction distance(State one, State other) {
    long halves =
        2L * halves(one.commitments(), other.commitments())
            + halves(closure(one.theory()), closure(other.theory()))
            + halves(one.theory(), other.theory());
    return Fraction.of(halves, 8L * structure.sentences());
  }

  private static int halves(Position one, Position other) {
    return Long.bitCount(one.accepted() ^ other.accepted())
        + Long.bitCount(one.rejected() ^ other.rejected());
  }

  /** Whether the commitments are all that the theory implies and nothing else. */
  public boolean isFullyAccounted(State state) {
    return closure(state.theory()).equals(state.commitments());
  }

  /**
   * All branches of a process.
   *
   * @param maxStates how many states are visited at most
   * @param maxPaths how many branches are listed at most
   */
  public ProcessResult process(Variant variant, int maxStates, int maxPaths) {
    Losses losses = losses(variant.shape());
    ProcessSearch search = new ProcessSearch(structure, losses, variant.isLocal(), maxStates);
    Map<State, BigInteger> ends = search.ends();
    Fraction greatest = globalOptima(variant.shape(), 1).achievement();
    List<FixedPoint> fixedPoints = new ArrayList<>();
    BigInteger branches = BigInteger.ZERO;
    for (Map.Entry<State, BigInteger> end : ends.entrySet()) {
      State state = end.getKey();
      boolean optimal =
          state.commitments().size() > 0
              && achievement(state, variant.shape()).equals(greatest)
              && isCandidate(state.theory());
      fixedPoints.add(
          new FixedPoint(
              state,
              end.getValue(),
              optimal,
              isFullyAccounted(state),
              structure.isConsistent(state.commitments())));
      branches = branches.add(end.getValue());
    }
    return new ProcessResult(
        search.firstTheories(), branches, fixedPoints, search.paths(maxPaths), search.isCut());
  }

  /** The empty theory is one only if something follows from it. */
  private boolean isCandidate(Position theory) {
    return theory.size() > 0 || closure(Position.EMPTY).size() > 0;
  }
}
