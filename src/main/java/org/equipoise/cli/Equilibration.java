package org.equipoise.cli;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Fraction;
import org.equipoise.equilibrium.GlobalOptima;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.ProcessResult;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.State;
import org.equipoise.equilibrium.Variant;
import org.equipoise.equilibrium.Weights;
import org.jspecify.annotations.Nullable;

/** What {@code equilibrate} found in one setting. */
record Equilibration(
    Setting setting, Equilibria equilibria, GlobalOptima optima, List<Run> runs, List<Point> map) {

  private static final int MOST_COMPARED = 3000;

  /** A structure, where the process begins, and how states are measured. */
  record Setting(
      StructureFile file,
      Position initial,
      @Nullable String holder,
      GivenWeights weights,
      Shape shape) {}

  /** The names of the initial commitments that a state no longer has. */
  List<String> givenUp(State state) {
    List<Integer> held = state.commitments().literals();
    return setting
        .file()
        .named(setting.initial().literals().stream().filter(it -> !held.contains(it)).toList());
  }

  /** A process and what came of it. */
  record Run(Variant variant, ProcessResult result) {}

  /** The optima under some weights. */
  record Point(Weights weights, GlobalOptima optima) {}

  /** The listed optima in which the theory accounts for the commitments fully. */
  List<State> full() {
    return optima.optima().stream().filter(equilibria::isFullyAccounted).toList();
  }

  /** The attitudes that all listed optima have in their commitments. */
  List<Integer> core() {
    List<Integer> core = new ArrayList<>(optima.optima().get(0).commitments().literals());
    optima.optima().forEach(it -> core.retainAll(it.commitments().literals()));
    return core;
  }

  /** The attitudes that some listed optima have in their commitments, and some have not. */
  List<Integer> contested() {
    List<Integer> core = core();
    return optima.optima().stream()
        .flatMap(it -> it.commitments().literals().stream())
        .distinct()
        .filter(it -> !core.contains(it))
        .sorted((a, b) -> Math.abs(a) == Math.abs(b) ? b - a : Math.abs(a) - Math.abs(b))
        .toList();
  }

  /** The greatest distance of two optima; null if not all are listed, or very many. */
  @Nullable Fraction diameter() {
    return optima.isCut() || optima.optima().size() > MOST_COMPARED
        ? null
        : equilibria.diameter(optima.optima());
  }
}
