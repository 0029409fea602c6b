package org.equipoise.revision.solver.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks a certificate by set membership and whole-number arithmetic; shares no code with it. */
public final class CertificateChecker {
  private final HittingSetProblem problem;
  private final List<Set<Integer>> sets = new ArrayList<>();
  private final Set<Integer> dropped = new HashSet<>();
  private final List<Set<Integer>> hits = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Row(int[] elements, long[] coefficients, long demand) {}

  private CertificateChecker(HittingSetProblem problem) {
    this.problem = problem;
    for (int e = 0; e < problem.elements(); e++) {
      hits.add(new HashSet<>());
    }
    for (int s = 0; s < problem.sets(); s++) {
      Set<Integer> set = new TreeSet<>();
      for (int e : problem.set(s)) {
        if (problem.cost(e) != HittingSetProblem.NEVER) {
          set.add(e);
          hits.get(e).add(s);
        }
      }
      sets.add(set);
      if (set.isEmpty()) {
        dropped.add(s);
      }
    }
  }

  /** The lower bound that a certificate proves; throws if it proves none. */
  public static long check(HittingSetProblem problem, Certificate certificate) {
    CertificateChecker checker = new CertificateChecker(problem);
    long bound = 0;
    for (Certificate.Step step : certificate.steps()) {
      bound += checker.take(step);
    }
    Set<Integer> left = new HashSet<>();
    for (int s = 0; s < problem.sets(); s++) {
      left.add(s);
    }
    left.removeAll(checker.dropped);
    Set<Integer> claimed = new HashSet<>();
    for (Certificate.Component component : certificate.components()) {
      bound += checker.boundOf(component, left, claimed);
    }
    return bound;
  }

  /** Checks a proof about a component of a problem that nothing was removed from. */
  static void checkCover(Component component, long bound, Proof proof) {
    List<Row> rows = new ArrayList<>();
    for (int s = 0; s < component.cover().sets; s++) {
      int[] set = component.cover().set(s);
      long[] ones = new long[set.length];
      Arrays.fill(ones, 1);
      rows.add(new Row(set, ones, 1));
    }
    verify(rows, component.cover().weight, bound, proof, new int[component.cover().n]);
  }

  private long take(Certificate.Step step) {
    if (step instanceof Certificate.Step.RedundantSet it) {
      require(it.set() != it.witness() && !dropped.contains(it.witness()), step);
      require(sets.get(it.set()).containsAll(sets.get(it.witness())), step);
      drop(it.set());
    } else if (step instanceof Certificate.Step.DominatedElement it) {
      require(it.element() != it.witness(), step);
      require(problem.cost(it.witness()) <= problem.cost(it.element()), step);
      require(hits.get(it.witness()).containsAll(hits.get(it.element())), step);
      hits.get(it.element()).forEach(s -> sets.get(s).remove(it.element()));
      hits.get(it.element()).clear();
    } else if (step instanceof Certificate.Step.ForcedElement it) {
      require(!dropped.contains(it.set()), step);
      require(sets.get(it.set()).equals(Set.of(it.element())), step);
      List.copyOf(hits.get(it.element())).forEach(this::drop);
      return problem.cost(it.element());
    }
    return 0;
  }

  private void drop(int set) {
    dropped.add(set);
    sets.get(set).forEach(e -> hits.get(e).remove(set));
  }

  /** Elements are claimed once over all components, so that bounds may be added. */
  private long boundOf(Certificate.Component it, Set<Integer> left, Set<Integer> claimed) {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int e : it.elements()) {
      require(claimed.add(e), e);
      numbers.put(e, numbers.size());
    }
    List<Row> rows = new ArrayList<>();
    for (int s : it.sets()) {
      require(left.contains(s), s);
      require(numbers.keySet().containsAll(sets.get(s)), s);
      int[] local = sets.get(s).stream().mapToInt(numbers::get).toArray();
      long[] ones = new long[local.length];
      Arrays.fill(ones, 1);
      rows.add(new Row(local, ones, 1));
    }
    long[] objective = new long[numbers.size()];
    for (int i = 0; i < objective.length; i++) {
      long cost = problem.cost(it.elements()[i]);
      require(cost % it.divisor() == 0, it);
      objective[i] = cost / it.divisor();
    }
    verify(rows, objective, it.bound(), it.proof(), new int[numbers.size()]);
    return Math.multiplyExact(it.bound(), it.divisor());
  }

  /** Fixed: 0 free, 1 in, -1 out. */
  private static void verify(
      List<Row> rows, long[] objective, long bound, Proof proof, int[] fixed) {
    if (proof instanceof Proof.Leaf it) {
      require(reaches(rows, objective, bound, it.multipliers(), fixed), it);
    } else if (proof instanceof Proof.Branch it) {
      verify(rows, objective, bound, it.in(), with(fixed, 1, it.element()));
      verify(rows, objective, bound, it.out(), with(fixed, -1, it.element()));
    } else if (proof instanceof Proof.Fix it) {
      requireRefuted(rows, objective, bound, it, fixed);
      verify(rows, objective, bound, it.rest(), with(with(fixed, 1, it.in()), -1, it.out()));
    } else if (proof instanceof Proof.Split it) {
      long sum = 0;
      long[] rest = objective.clone();
      for (int e = 0; e < fixed.length; e++) {
        sum += fixed[e] == 1 ? objective[e] : 0;
      }
      for (Proof.Part part : it.parts()) {
        long[] own = new long[objective.length];
        for (int e : part.elements()) {
          require(fixed[e] == 0, it);
          own[e] = rest[e];
          rest[e] = 0;
        }
        verify(rows, own, part.bound(), part.proof(), fixed);
        sum = Math.addExact(sum, part.bound());
      }
      require(sum >= bound, it);
    } else if (proof instanceof Proof.Lemmas it) {
      List<Row> more = new ArrayList<>(rows);
      for (Proof.Lemma lemma : it.lemmas()) {
        long[] own = new long[objective.length];
        for (int i = 0; i < lemma.elements().length; i++) {
          require(lemma.coefficients()[i] >= 0, lemma);
          own[lemma.elements()[i]] += lemma.coefficients()[i];
        }
        verify(more, own, lemma.demand(), lemma.proof(), fixed);
        more.add(new Row(lemma.elements(), lemma.coefficients(), lemma.demand()));
      }
      verify(more, objective, bound, it.rest(), fixed);
    }
  }

  private static int[] with(int[] fixed, int decision, int... elements) {
    int[] changed = fixed.clone();
    for (int e : elements) {
      require(fixed[e] == 0 || fixed[e] == decision, e);
      changed[e] = decision;
    }
    return changed;
  }

  /** Deciding one of the elements the other way must reach the bound. */
  private static void requireRefuted(
      List<Row> rows, long[] objective, long bound, Proof.Fix it, int[] fixed) {
    long[] slack = new long[objective.length];
    long sum = charge(rows, objective, it.multipliers(), fixed, slack);
    for (int e : it.in()) {
      require(fixed[e] == 0, e);
      require(reaches(sum - Math.min(0, slack[e]), bound, it.multipliers()), it);
    }
    for (int e : it.out()) {
      require(fixed[e] == 0, e);
      require(reaches(sum - Math.min(0, slack[e]) + slack[e], bound, it.multipliers()), it);
    }
  }

  private static boolean reaches(
      List<Row> rows, long[] objective, long bound, Proof.Multipliers it, int[] fixed) {
    return reaches(charge(rows, objective, it, fixed, new long[objective.length]), bound, it);
  }

  /** Covers weigh whole numbers, so anything above bound - 1 is bound or more. */
  private static boolean reaches(long sum, long bound, Proof.Multipliers it) {
    return sum > Math.multiplyExact(bound - 1, it.scale());
  }

  /**
   * What the multipliers prove, times their scale; and what they leave of each element's weight.
   */
  private static long charge(
      List<Row> rows, long[] objective, Proof.Multipliers it, int[] fixed, long[] slack) {
    for (int e = 0; e < slack.length; e++) {
      slack[e] = Math.multiplyExact(objective[e], it.scale());
    }
    long sum = 0;
    for (int i = 0; i < it.rows().length; i++) {
      Row row = rows.get(it.rows()[i]);
      require(it.values()[i] >= 0, it);
      sum = Math.addExact(sum, Math.multiplyExact(it.values()[i], row.demand()));
      for (int k = 0; k < row.elements().length; k++) {
        int e = row.elements()[k];
        long charge = Math.multiplyExact(it.values()[i], row.coefficients()[k]);
        slack[e] = Math.subtractExact(slack[e], charge);
      }
    }
    for (int e = 0; e < slack.length; e++) {
      sum =
          Math.addExact(sum, fixed[e] == 1 ? slack[e] : fixed[e] == 0 ? Math.min(0, slack[e]) : 0);
    }
    return sum;
  }

  private static void require(boolean condition, Object where) {
    if (!condition) {
      throw new AssertionError("certificate fails at " + where);
    }
  }
}
