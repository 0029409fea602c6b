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
  /** How much is computed at most unless one says otherwise, in clauses looked at. */
  public static final long DEFAULT_EFFORT = 30_000_000;

  private final DialecticalStructure structure;
  private final Position initial;
  private final Weights weights;
  private final SentenceWeights sentenceWeights;
  private final long effort;
  private final Map<Shape, BestTheories> bestTheories = new ConcurrentHashMap<>();

  private Equilibria(
      DialecticalStructure structure,
      Position initial,
      Weights weights,
      SentenceWeights sentenceWeights,
      long effort) {
    this.structure = structure;
    this.initial = initial;
    this.weights = weights;
    this.sentenceWeights = sentenceWeights;
    this.effort = effort;
  }

  /** The equilibria from these initial commitments, which may be inconsistent. */
  public static Equilibria of(DialecticalStructure structure, Position initial, Weights weights) {
    structure.check(initial);
    return new Equilibria(
        structure, initial, weights, SentenceWeights.equal(structure.sentences()), DEFAULT_EFFORT);
  }

  /**
   * The same where each sentence has a weight of its own in account and faithfulness; only their
   * proportions count. Different weights need linear measures.
   *
   * @param sentenceWeights a positive weight for each sentence, in the order of their numbers
   */
  public Equilibria weighing(List<Long> sentenceWeights) {
    if (sentenceWeights.size() != structure.sentences()) {
      throw new IllegalArgumentException(
          sentenceWeights.size()
              + " weights for "
              + structure.sentences()
              + " sentences; give one for each");
    }
    return new Equilibria(structure, initial, weights, SentenceWeights.of(sentenceWeights), effort);
  }

  /**
   * The same with another limit for each search and each process: so many clauses are looked at, as
   * often as that may be. The limit is one of work and not of time, so that results are the same
   * everywhere.
   */
  public Equilibria within(long clauses) {
    return new Equilibria(structure, initial, weights, sentenceWeights, clauses);
  }

  private Losses losses(Shape shape) {
    return new Losses(structure.sentences(), initial, weights, shape, sentenceWeights);
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
    Losses losses =
        new Losses(structure.sentences(), initial, new Weights(0, 1, 0), shape, sentenceWeights);
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
    BigInteger unit = BigInteger.valueOf(losses.unit());
    BigInteger below = BigInteger.valueOf(loss.below());
    BigInteger all = unit.multiply(below).multiply(BigInteger.valueOf(losses.weights().sum()));
    BigInteger systematicity =
        BigInteger.valueOf(losses.weights().systematicity())
            .multiply(unit)
            .multiply(BigInteger.valueOf(loss.above()));
    BigInteger lost = BigInteger.valueOf(loss.others()).multiply(below).add(systematicity);
    return new Fraction(all.subtract(lost), all);
  }

  private BestTheories bestTheories(Shape shape, Losses losses) {
    return bestTheories.computeIfAbsent(
        shape, any -> TheorySearch.global(structure, losses, new Work(effort)));
  }

  /** All global optima; at most {@code limit} of them are listed. */
  public GlobalOptima globalOptima(Shape shape, int limit) {
    Losses losses = losses(shape);
    Commitments commitments = new Commitments(losses);
    BestTheories best = bestTheories(shape, losses);
    BigInteger count = BigInteger.ZERO;
    for (TheoryFamily family : best.families()) {
      count = count.add(family.size().multiply(commitments.count(family.anyClosure())));
    }
    List<State> optima = new ArrayList<>();
    for (Position theory : best.first(limit)) {
      if (optima.size() < limit) {
        commitments.best(closure(theory), limit - optima.size()).stream()
            .map(it -> new State(theory, it))
            .forEach(optima::add);
      }
    }
    return new GlobalOptima(
        achievement(losses, best.least()),
        achievement(losses, best.bound()),
        best.isComplete(),
        count,
        optima);
  }

  /**
   * How far apart two states are, from 0 to 1: half of it in the commitments, a quarter in the
   * closures, a quarter in the theories. Accepting and rejecting a sentence are 1 apart, none and
   * either 1/2, times the weight of the sentence. This is a metric.
   */
  public Fraction distance(State one, State other) {
    return distance(eighths(one, closure(one.theory()), other, closure(other.theory())));
  }

  /** The greatest distance of two of these states; 0 if there are fewer. */
  public Fraction diameter(List<State> states) {
    List<Position> closures = states.stream().map(it -> closure(it.theory())).toList();
    long greatest = 0;
    for (int i = 0; i < states.size(); i++) {
      for (int j = 0; j < i; j++) {
        greatest =
            Math.max(
                greatest, eighths(states.get(i), closures.get(i), states.get(j), closures.get(j)));
      }
    }
    return distance(greatest);
  }

  private Fraction distance(long eighths) {
    return new Fraction(
        BigInteger.valueOf(eighths), BigInteger.valueOf(sentenceWeights.total()).shiftLeft(3));
  }

  private long eighths(State one, Position closure, State other, Position otherClosure) {
    return 2L * halves(one.commitments(), other.commitments())
        + halves(closure, otherClosure)
        + halves(one.theory(), other.theory());
  }

  private long halves(Position one, Position other) {
    return sentenceWeights.of(one.accepted() ^ other.accepted())
        + sentenceWeights.of(one.rejected() ^ other.rejected());
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
    ProcessSearch search =
        new ProcessSearch(structure, losses, variant.isLocal(), maxStates, new Work(effort));
    Map<State, BigInteger> ends = search.ends();
    Fraction greatest = achievement(losses, bestTheories(variant.shape(), losses).bound());
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
