package org.equipoise.revision.weight.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.revision.weight.Contribution;
import org.equipoise.revision.weight.Contribution.Kind;
import org.equipoise.revision.weight.TheoreticalWeight;

/**
 * The arguments of a bipolar weighted argumentation graph and what they say of each other.
 * Immutable; the order in which it was built never matters, to the last bit.
 *
 * <p>Strengths follow the quadratic energy model (Potyka, "Continuous Dynamical Systems for
 * Weighted Bipolar Argumentation", KR 2018), with weighted edges: an argument's energy is the sum
 * over its supporters, less the sum over its underminers, of edge strength times the strength of
 * the source; with {@code h(x) = max(0, x)² / (1 + max(0, x)²)}, an argument of base weight {@code
 * w} and energy {@code E} has strength {@code w + (1 − w) h(E) − w h(−E)}. Without cycles that is
 * evaluated from the sources on. A cycle has the strengths to which the model's dynamics lead from
 * the base weights.
 *
 * <p>An entrenched argument speaks with strength 1 and is moved by nothing.
 */
public final class WeightGraph {
  /** A cycle has come to rest when no strength moves faster than this per unit of time. */
  private static final double AT_REST = 1e-12;

  private static final double MAX_STEP = 0.125;
  private static final int MAX_STEPS = 40_000;

  /** No slope of {@code h} is steeper: 3√3/8, at 1/√3. */
  private static final double STEEPEST = 0.6495190528383291;

  private final List<Argument> arguments;
  private final List<List<Edge>> incoming;

  private WeightGraph(List<Argument> arguments, List<List<Edge>> incoming) {
    this.arguments = arguments;
    this.incoming = incoming;
  }

  /** A graph yet to be built. */
  public static Builder builder() {
    return new Builder();
  }

  /** The weight of every argument, and the cycles that did not come to rest. */
  public Weights evaluate() {
    int n = arguments.size();
    double[] strength = new double[n];
    for (int i = 0; i < n; i++) {
      strength[i] = arguments.get(i).entrenched() ? 1 : arguments.get(i).base();
    }
    List<int[]> components = components();
    BitSet cyclic = new BitSet(n);
    List<int[]> cycles = new ArrayList<>();
    for (int[] component : components) {
      if (component.length > 1 || feedsItself(component[0])) {
        cycles.add(component);
        Arrays.stream(component).forEach(cyclic::set);
      }
    }
    BitSet moving = cycles.isEmpty() ? new BitSet() : settle(cyclic, strength);

    List<List<String>> unsettled = new ArrayList<>();
    BitSet open = new BitSet(n);
    for (int[] cycle : cycles) {
      if (Arrays.stream(cycle).anyMatch(moving::get)) {
        Arrays.stream(cycle).forEach(open::set);
        unsettled.add(Arrays.stream(cycle).sorted().mapToObj(i -> nameOf(i)).toList());
      }
    }
    unsettled.sort(Comparator.comparing(names -> names.get(0)));

    // Components come sources first, so one pass settles what cycles feed.
    for (int[] component : components) {
      for (int i : component) {
        if (arguments.get(i).entrenched()) {
          continue;
        }
        if (!cyclic.get(i)) {
          strength[i] = pull(i, strength);
        }
        for (Edge edge : incoming.get(i)) {
          if (open.get(edge.from())) {
            Arrays.stream(component).forEach(open::set);
          }
        }
      }
    }

    TreeMap<String, TheoreticalWeight> byName = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      byName.put(nameOf(i), weightOf(i, strength, !open.get(i)));
    }
    return new Weights(byName, unsettled);
  }

  private TheoreticalWeight weightOf(int i, double[] strength, boolean settled) {
    Argument argument = arguments.get(i);
    List<Contribution> contributions = new ArrayList<>();
    Meter.turns(incoming.get(i).size());
    for (Edge edge : incoming.get(i)) {
      double source = strength[edge.from()];
      contributions.add(
          new Contribution(
              nameOf(edge.from()),
              edge.kind(),
              edge.strength(),
              source,
              edge.signed() * source,
              edge.why()));
    }
    return new TheoreticalWeight(
        argument.name(),
        argument.base(),
        argument.entrenched(),
        contributions,
        argument.entrenched() ? Double.POSITIVE_INFINITY : strength[i],
        settled);
  }

  private String nameOf(int i) {
    return arguments.get(i).name();
  }

  private boolean feedsItself(int i) {
    return !arguments.get(i).entrenched()
        && incoming.get(i).stream().anyMatch(edge -> edge.from() == i);
  }

  /** The strength that the others' strengths call for. */
  private double pull(int i, double[] strength) {
    Meter.turns(incoming.get(i).size() / 16);
    double energy = 0;
    for (Edge edge : incoming.get(i)) {
      energy += edge.signed() * strength[edge.from()];
    }
    double square = energy * energy;
    double h = square / (1 + square);
    double base = arguments.get(i).base();
    return energy > 0 ? base + (1 - base) * h : base * (1 - h);
  }

  /**
   * Follows the dynamics of the cycles, and of all that feeds them, until they rest. What feeds
   * them moves along rather than standing at its final strength: where a cycle has several states
   * of rest, that decides which one the model reaches.
   *
   * @return the arguments that still moved when the steps ran out
   */
  private BitSet settle(BitSet cyclic, double[] strength) {
    int[] free = upstreamOf(cyclic);
    double steepest = 0;
    for (int i : free) {
      double sum = 0;
      for (Edge edge : incoming.get(i)) {
        sum += edge.strength();
      }
      steepest = Math.max(steepest, sum);
    }
    double step = Math.min(MAX_STEP, 1 / (1 + STEEPEST * steepest));

    double[][] slope = new double[4][free.length];
    double[] trial = strength.clone();
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      slopeAt(strength, free, slope[0]);
      if (Arrays.stream(slope[0]).allMatch(it -> Math.abs(it) <= AT_REST)) {
        return new BitSet();
      }
      for (int stage = 1; stage < 4; stage++) {
        double ahead = stage == 3 ? step : step / 2;
        for (int k = 0; k < free.length; k++) {
          trial[free[k]] = strength[free[k]] + ahead * slope[stage - 1][k];
        }
        slopeAt(trial, free, slope[stage]);
      }
      for (int k = 0; k < free.length; k++) {
        double mean = (slope[0][k] + 2 * slope[1][k] + 2 * slope[2][k] + slope[3][k]) / 6;
        strength[free[k]] = Math.max(0, Math.min(1, strength[free[k]] + step * mean));
      }
    }
    slopeAt(strength, free, slope[0]);
    BitSet moving = new BitSet();
    for (int k = 0; k < free.length; k++) {
      if (Math.abs(slope[0][k]) > AT_REST) {
        moving.set(free[k]);
      }
    }
    return moving;
  }

  private void slopeAt(double[] strength, int[] free, double[] slope) {
    for (int k = 0; k < free.length; k++) {
      slope[k] = pull(free[k], strength) - strength[free[k]];
    }
  }

  /** The given arguments and all that bear on them, in order; entrenched ones do not move. */
  private int[] upstreamOf(BitSet targets) {
    BitSet found = (BitSet) targets.clone();
    Deque<Integer> waiting = new ArrayDeque<>();
    targets.stream().forEach(waiting::add);
    while (!waiting.isEmpty()) {
      for (Edge edge : incoming.get(waiting.remove())) {
        if (!arguments.get(edge.from()).entrenched() && !found.get(edge.from())) {
          found.set(edge.from());
          waiting.add(edge.from());
        }
      }
    }
    return found.stream().toArray();
  }

  /**
   * The strongly connected components, sources first (Tarjan 1972, without recursion, since a chain
   * of arguments may be long). What an entrenched argument hears moves nothing and is left out.
   */
  private List<int[]> components() {
    int n = arguments.size();
    List<int[]> found = new ArrayList<>();
    int[] index = new int[n];
    int[] low = new int[n];
    int[] at = new int[n];
    BitSet open = new BitSet(n);
    Deque<Integer> stack = new ArrayDeque<>();
    Deque<Integer> path = new ArrayDeque<>();
    int counter = 0;
    for (int root = 0; root < n; root++) {
      if (index[root] != 0) {
        continue;
      }
      path.push(root);
      while (!path.isEmpty()) {
        Meter.step();
        int i = path.element();
        if (index[i] == 0) {
          counter++;
          index[i] = counter;
          low[i] = counter;
          stack.push(i);
          open.set(i);
        }
        List<Edge> edges = arguments.get(i).entrenched() ? List.of() : incoming.get(i);
        if (at[i] < edges.size()) {
          int source = edges.get(at[i]).from();
          at[i]++;
          if (index[source] == 0) {
            path.push(source);
          } else if (open.get(source)) {
            low[i] = Math.min(low[i], index[source]);
          }
          continue;
        }
        path.pop();
        if (!path.isEmpty()) {
          int parent = path.element();
          low[parent] = Math.min(low[parent], low[i]);
        }
        if (low[i] == index[i]) {
          List<Integer> component = new ArrayList<>();
          int member;
          do {
            member = stack.pop();
            open.clear(member);
            component.add(member);
          } while (member != i);
          found.add(component.stream().mapToInt(Integer::intValue).sorted().toArray());
        }
      }
    }
    return found;
  }

  private record Argument(String name, double base, boolean entrenched) {}

  private record Edge(int from, int to, Kind kind, double strength, String why) {
    double signed() {
      return kind == Kind.SUPPORT ? strength : -strength;
    }
  }

  private record Said(String from, String to, Kind kind, double strength, String why) {}

  /** A graph being built. Not safe for use by several threads at once. */
  public static final class Builder {
    private final Map<String, Argument> arguments = new TreeMap<>();
    private final List<Said> said = new ArrayList<>();

    private Builder() {}

    /**
     * Adds an argument.
     *
     * @param base in (0, 1]
     * @throws IllegalArgumentException if the base is out of range or the name taken
     */
    public Builder argument(String name, double base, boolean entrenched) {
      requireShare("base weight", base);
      if (arguments.putIfAbsent(name, new Argument(name, base, entrenched)) != null) {
        throw new IllegalArgumentException("there are two arguments `" + name + "`");
      }
      return this;
    }

    /**
     * Adds what one argument says of another. Of several with the same ends and kind the strongest
     * counts, of equally strong ones that whose reason comes first.
     *
     * @param strength in (0, 1]
     * @throws IllegalArgumentException if the strength is out of range
     */
    public Builder edge(String from, String to, Kind kind, double strength, String why) {
      requireShare("edge strength", strength);
      said.add(new Said(from, to, kind, strength, why));
      return this;
    }

    /** Adds a support, as {@link #edge} does. */
    public Builder support(String from, String to, double strength, String why) {
      return edge(from, to, Kind.SUPPORT, strength, why);
    }

    /** Adds an undermining, as {@link #edge} does. */
    public Builder undermine(String from, String to, double strength, String why) {
      return edge(from, to, Kind.UNDERMINE, strength, why);
    }

    /**
     * The graph.
     *
     * @throws IllegalArgumentException if an edge starts or ends at no argument
     */
    public WeightGraph build() {
      List<Argument> sorted = List.copyOf(arguments.values());
      Map<String, Integer> position = new TreeMap<>();
      List<List<Edge>> incoming = new ArrayList<>();
      for (Argument argument : sorted) {
        position.put(argument.name(), incoming.size());
        incoming.add(new ArrayList<>());
      }
      List<Said> ordered = new ArrayList<>(said);
      ordered.sort(
          Meter.counting(
              Comparator.comparing(Said::to)
                  .thenComparing(Said::from)
                  .thenComparing(Said::kind)
                  .thenComparing(Comparator.comparingDouble(Said::strength).reversed())
                  .thenComparing(Said::why)));
      Said last = null;
      for (Said each : ordered) {
        boolean repeats =
            last != null
                && last.to().equals(each.to())
                && last.from().equals(each.from())
                && last.kind() == each.kind();
        if (!repeats) {
          int from = known(position, each.from());
          int to = known(position, each.to());
          incoming.get(to).add(new Edge(from, to, each.kind(), each.strength(), each.why()));
          last = each;
        }
      }
      return new WeightGraph(sorted, Collections.unmodifiableList(incoming));
    }

    private static int known(Map<String, Integer> position, String name) {
      Integer found = position.get(name);
      if (found == null) {
        throw new IllegalArgumentException("there is no argument `" + name + "`");
      }
      return found;
    }

    private static void requireShare(String what, double value) {
      if (!(value > 0 && value <= 1)) {
        throw new IllegalArgumentException(what + " " + value + " is not in (0, 1]");
      }
    }
  }
}
