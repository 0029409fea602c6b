package org.equipoise.revision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.Findings.FoundWeighing;
import org.equipoise.language.Element;
import org.equipoise.language.Weighing;
import org.equipoise.revision.weight.internal.WeightGraph;
import org.equipoise.revision.weight.internal.Weights;
import org.junit.jupiter.api.Test;

class SettledGraphsTest {
  private static final int MANY = 1_000;

  private final AtomicInteger evaluations = new AtomicInteger();

  private Weights evaluated(List<FoundWeighing> said) {
    evaluations.incrementAndGet();
    WeightGraph.Builder graph =
        WeightGraph.builder().argument("theory:t", 0.5, false).argument("r", 0.5, false);
    said.forEach(it -> graph.support("theory:t", "r", it.weighing().amount(), ""));
    return graph.build().evaluate();
  }

  private static List<FoundWeighing> said(Element target, int number) {
    Weighing weighing = new Weighing(target, Weighing.Effect.SUPPORT, (number + 1.0) / MANY);
    return List.of(new FoundWeighing(Element.theory("t"), weighing, List.of("reason " + number)));
  }

  @Test
  void whatTheoriesSayOtherwiseIsWorkedOutAnew() {
    SettledGraphs graphs = SettledGraphs.empty();
    Element rule = Element.principle("r");
    Meter.bounded(
        Budget.UNATTENDED,
        () -> {
          for (int i = 0; i < MANY; i++) {
            List<FoundWeighing> said = said(rule, i);
            Weights fresh = evaluated(said);
            assertEquals(fresh, graphs.of(said, this::evaluated));
            assertEquals(fresh, graphs.of(said, this::evaluated));
          }
          return null;
        });
    assertEquals(2 * MANY, evaluations.get());
  }

  @Test
  void weightsOfJudgmentsAreWorkedOutEachTime() {
    SettledGraphs graphs = SettledGraphs.empty();
    Meter.bounded(
        Budget.UNATTENDED,
        () -> {
          graphs.of(said(Element.judgment("j"), 1), this::evaluated);
          return graphs.of(said(Element.judgment("j"), 1), this::evaluated);
        });
    assertEquals(2, evaluations.get());
  }

  /** Near a limit it matters where exactly it is met. */
  @Test
  void nothingIsTakenFromBeforeWhereALimitIsNear() {
    SettledGraphs graphs = SettledGraphs.empty();
    List<FoundWeighing> said = said(Element.principle("r"), 1);
    for (int i = 0; i < 2; i++) {
      Weights weights =
          Meter.bounded(
              new Budget(60_000_000_000L, 10_000, 64L << 20),
              () -> graphs.of(said, this::evaluated));
      assertTrue(weights.areSettled());
    }
    assertEquals(2, evaluations.get());
  }
}
