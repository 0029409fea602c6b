package org.equipoise.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.equipoise.annotation.Dependence.Basis;
import org.equipoise.statistics.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many independent voices a panel is, where what was put in is known. */
class DependenceTest {
  private static double effective(SimulatedPanel simulated, Map<String, String> truth) {
    return Objects.requireNonNull(Dependence.of(simulated.panel(), truth, 0).effective().value());
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.5", "0.25, 0.7", "0.3, 1", "0.1, 1", "0.2, 0.8"})
  void nineAnnotatorsWithAnErrorCorrelationOf44HundredthsAreTwo(double error, double firstLabel) {
    SimulatedPanel simulated = SimulatedPanel.copying(9, 2000, error, 0.44, firstLabel, 7);
    assertEquals(2, effective(simulated, simulated.truth()), 0.3);
    assertEquals(2, effective(simulated, Map.of()), 0.3);
  }

  @Test
  void annotatorsWhoErrOnTheirOwnCountInFull() {
    SimulatedPanel simulated = SimulatedPanel.independent(Collections.nCopies(9, 0.2), 1000, 2, 3);
    assertTrue(effective(simulated, simulated.truth()) > 8);
    assertTrue(effective(simulated, Map.of()) > 7.5);
  }

  @Test
  void copiesOfOneAnnotatorAreOne() {
    SimulatedPanel simulated = SimulatedPanel.copying(9, 300, 0.2, 1, 0.5, 1);
    assertEquals(1, effective(simulated, simulated.truth()), 1e-9);
  }

  @Test
  void fewAnnotatorsAreTakenAsIndependentUnlessTheTruthIsKnown() {
    SimulatedPanel simulated = SimulatedPanel.copying(3, 300, 0.2, 0.5, 0.5, 1);
    assertEquals(Basis.ASSUMED, Dependence.of(simulated.panel(), Map.of(), 0).basis());
    assertEquals(3, effective(simulated, Map.of()));
    assertTrue(effective(simulated, simulated.truth()) < 2);
  }

  @Test
  void theIntervalHoldsTheValue() {
    SimulatedPanel simulated = SimulatedPanel.copying(9, 500, 0.2, 0.44, 1, 2);
    Estimate effective = Dependence.of(simulated.panel(), simulated.truth(), 100).effective();
    assertTrue(Objects.requireNonNull(effective.low()) < 2, effective.toString());
    assertTrue(Objects.requireNonNull(effective.high()) > 2, effective.toString());
  }
}
