package org.equipoise.bench;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Two solvers of OR-tools, each on one thread; building the model counts as work. */
enum OrTools implements Contender {
  /** SCIP, with a relative gap of 0, without which it calls near misses optimal. */
  SCIP {
    @Override
    public List<Trial> attempt(Instance instance, double seconds) {
      Stopwatch watch = new Stopwatch();
      MPSolver solver = MPSolver.createSolver("SCIP");
      try {
        MPVariable[] x = solver.makeBoolVarArray(instance.weights().length);
        MPObjective objective = solver.objective();
        for (int e = 0; e < x.length; e++) {
          objective.setCoefficient(x[e], instance.weights()[e]);
        }
        objective.setMinimization();
        for (int[] set : instance.sets()) {
          MPConstraint row = solver.makeConstraint(1, Double.POSITIVE_INFINITY);
          for (int e : set) {
            row.setCoefficient(x[e], 1);
          }
        }
        MPSolverParameters exact = new MPSolverParameters();
        exact.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        MPSolver.ResultStatus status =
            within(seconds, watch, solver::interruptSolve, () -> solver.solve(exact));
        boolean optimal = status == MPSolver.ResultStatus.OPTIMAL;
        boolean found = optimal || status == MPSolver.ResultStatus.FEASIBLE;
        List<Integer> chosen =
            IntStream.range(0, found ? x.length : 0)
                .filter(e -> x[e].solutionValue() > 0.5)
                .boxed()
                .toList();
        return List.of(
            Trial.of(
                instance,
                "SCIP",
                seconds,
                chosen,
                objective.bestBound(),
                optimal,
                watch.elapsed()));
      } finally {
        solver.delete();
      }
    }
  },

  /**
   * CP-SAT with one worker, and clauses in its linear relaxation, without which it gets nowhere.
   */
  CP_SAT {
    @Override
    public List<Trial> attempt(Instance instance, double seconds) {
      Stopwatch watch = new Stopwatch();
      CpModel model = new CpModel();
      BoolVar[] x = new BoolVar[instance.weights().length];
      Arrays.setAll(x, e -> model.newBoolVar(""));
      for (int[] set : instance.sets()) {
        model.addBoolOr(Arrays.stream(set).mapToObj(e -> x[e]).toArray(Literal[]::new));
      }
      model.minimize(LinearExpr.weightedSum(x, instance.weights()));
      CpSolver solver = new CpSolver();
      solver.getParameters().setNumWorkers(1).setLinearizationLevel(2);
      CpSolverStatus status = within(seconds, watch, solver::stopSearch, () -> solver.solve(model));
      boolean optimal = status == CpSolverStatus.OPTIMAL;
      boolean found = optimal || status == CpSolverStatus.FEASIBLE;
      List<Integer> chosen =
          IntStream.range(0, found ? x.length : 0)
              .filter(e -> solver.booleanValue(x[e]))
              .boxed()
              .toList();
      return List.of(
          Trial.of(
              instance,
              "CP-SAT",
              seconds,
              chosen,
              solver.bestObjectiveBound(),
              optimal,
              watch.elapsed()));
    }
  };

  /** Interrupts some work, again and again, once so many seconds of CPU time are spent. */
  private static <T> T within(
      double seconds, Stopwatch watch, Runnable interrupt, Supplier<T> work) {
    AtomicBoolean done = new AtomicBoolean();
    Thread guard =
        new Thread(
            () -> {
              while (!done.get()) {
                if (watch.cpu() > seconds) {
                  interrupt.run();
                }
                LockSupport.parkNanos(20_000_000);
              }
            });
    guard.setDaemon(true);
    guard.start();
    try {
      return work.get();
    } finally {
      done.set(true);
      LockSupport.unpark(guard);
      joined(guard);
    }
  }

  private static void joined(Thread guard) {
    try {
      guard.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static {
    Loader.loadNativeLibraries();
  }
}
