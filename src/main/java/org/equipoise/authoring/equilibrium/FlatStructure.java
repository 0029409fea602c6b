package org.equipoise.authoring.equilibrium;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.equipoise.authoring.advice.Advice;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Weights;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;

/**
 * The conflicts of a corpus as a dialectical structure: sentence i says that element i stands.
 *
 * <p>A conflict set is an argument from all its members but the last to the negation of that one;
 * an entrenched element is a conclusion without premises. Everything is accepted at first, and the
 * weight of an element is the weight of its sentence. Elements in no conflict are left out.
 *
 * <p>With linear measures and the weights {@link #adviceWeights}, the commitments of global optima
 * are cheapest revisions: those that leave what fewest elements imply. A rule is given up case by
 * case only, and conflicts that come up once something is given up are not in the structure.
 */
public final class FlatStructure {
  /** Greater sums of weights do not fit the arithmetic of losses. */
  private static final long MAX_TOTAL = 500_000_000;

  private static final long BILLIONTHS_IN_A_MILLIONTH = 1_000;

  private final List<AppliedElement> elements;
  private final DialecticalStructure structure;
  private final List<Long> weights;
  private final boolean isRounded;

  private FlatStructure(
      List<AppliedElement> elements,
      DialecticalStructure structure,
      List<Long> weights,
      boolean isRounded) {
    this.elements = elements;
    this.structure = structure;
    this.weights = weights;
    this.isRounded = isRounded;
  }

  /**
   * The structure of what conflicts by an advice.
   *
   * @throws IllegalArgumentException if there is no conflict, if only entrenched elements conflict,
   *     if the constitution has levels, or if more elements conflict than a structure has sentences
   */
  public static FlatStructure of(Advice advice) {
    if (advice.levels().areDeclared()) {
      throw new IllegalArgumentException(
          "the constitution has levels, and the formal model weighs everything on one scale");
    }
    if (!advice.irreconcilable().isEmpty()) {
      throw new IllegalArgumentException(
          "only entrenched elements conflict, so that no theory is consistent: "
              + advice.irreconcilable().get(0).elements());
    }
    Map<AppliedElement, Cost> elements = new TreeMap<>();
    advice.prices().forEach(it -> elements.put(it.element(), it.weight()));
    return of(
        elements,
        advice.conflicts().stream().flatMap(it -> it.environments().stream()).distinct().toList());
  }

  /**
   * The structure of conflict sets.
   *
   * @param costs what it costs to give up each element, positive; infinite if it is entrenched
   * @param conflicts sets of these elements that cannot all stand
   * @throws IllegalArgumentException as {@link #of(Advice)} says
   */
  public static FlatStructure of(
      Map<AppliedElement, Cost> costs, Collection<List<AppliedElement>> conflicts) {
    List<AppliedElement> elements = List.copyOf(new TreeMap<>(costs).keySet());
    if (elements.isEmpty()) {
      throw new IllegalArgumentException("nothing conflicts, so that everything stands");
    }
    if (elements.size() > DialecticalStructure.MAX_SENTENCES) {
      throw new IllegalArgumentException(
          elements.size()
              + " elements conflict, and a structure has at most "
              + DialecticalStructure.MAX_SENTENCES
              + " sentences; look at fewer cases");
    }
    List<List<Integer>> arguments = new ArrayList<>();
    for (List<AppliedElement> conflict : conflicts) {
      List<Integer> argument = new ArrayList<>();
      conflict.forEach(it -> argument.add(elements.indexOf(it) + 1));
      argument.set(argument.size() - 1, -argument.get(argument.size() - 1));
      arguments.add(argument);
    }
    List<Long> billionths = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Cost cost = costs.get(elements.get(i));
      if (cost == null || cost.isInfinite()) {
        arguments.add(List.of(i + 1));
        billionths.add(0L);
      } else {
        billionths.add(cost.billionths());
      }
    }
    return weighed(elements, DialecticalStructure.of(elements.size(), arguments), billionths);
  }

  /** Entrenched elements always stand, so that any weight does. */
  private static FlatStructure weighed(
      List<AppliedElement> elements, DialecticalStructure structure, List<Long> billionths) {
    BigInteger common = BigInteger.ZERO;
    for (long each : billionths) {
      common = common.gcd(BigInteger.valueOf(each));
    }
    long unit = Math.max(1, common.longValueExact());
    BigInteger total = BigInteger.ZERO;
    for (long each : billionths) {
      total = total.add(BigInteger.valueOf(Math.max(1, each / unit)));
    }
    boolean isRounded = total.compareTo(BigInteger.valueOf(MAX_TOTAL)) > 0;
    long least = isRounded ? BILLIONTHS_IN_A_MILLIONTH : unit;
    List<Long> weights =
        billionths.stream().map(it -> Math.max(1, (it + least / 2) / least)).toList();
    return new FlatStructure(elements, structure, weights, isRounded);
  }

  /** What the sentences say to stand, in their order. */
  public List<AppliedElement> elements() {
    return elements;
  }

  /** The sentences and arguments. */
  public DialecticalStructure structure() {
    return structure;
  }

  /** What is accepted at first: everything. */
  public Position commitments() {
    return Position.of(IntStream.rangeClosed(1, elements.size()).boxed().toList());
  }

  /** The weights of the sentences, in their order and in proportion to those of the elements. */
  public List<Long> weights() {
    return weights;
  }

  /** Whether weights were rounded to millionths, since exact ones do not fit. */
  public boolean isRounded() {
    return isRounded;
  }

  /**
   * Weights under which global optima are cheapest revisions: account counts more than
   * faithfulness, and systematicity too little to outweigh any difference of cost.
   */
  public Weights adviceWeights() {
    long total = weights.stream().reduce(0L, Math::addExact);
    return new Weights(total + 2, 1, total + 1);
  }

  /** The equilibria under some weights. */
  public Equilibria equilibria(Weights measures) {
    return Equilibria.of(structure, commitments(), measures).weighing(weights);
  }

  /** The elements that commitments give up. */
  public List<AppliedElement> givenUp(Position commitments) {
    return commitments.literals().stream()
        .filter(it -> it < 0)
        .map(it -> elements.get(-it - 1))
        .toList();
  }
}
