package org.equipoise.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.equipoise.annotation.TruthEstimate.ItemEstimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Estimates of true labels and of reliability, where both are known. */
class TruthEstimateTest {
  private static double hits(SimulatedPanel simulated, TruthModel model) {
    List<ItemEstimate> items = TruthEstimate.of(simulated.panel(), model, 0).items();
    long hits =
        items.stream().filter(it -> simulated.truth().get(it.item()).equals(it.label())).count();
    return (double) hits / items.size();
  }

  @ParameterizedTest
  @EnumSource(TruthModel.class)
  void theEstimatedReliabilityIsTheRealOne(TruthModel model) {
    List<Double> errors = List.of(0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.1);
    SimulatedPanel simulated = SimulatedPanel.independent(errors, 600, 3, 5);
    TruthEstimate estimate = TruthEstimate.of(simulated.panel(), model, 0);
    // Shares of votes leave some probability to every label.
    double slack = model == TruthModel.MAJORITY ? 0.2 : 0.05;
    for (int a = 0; a < errors.size(); a++) {
      assertEquals(1 - errors.get(a), estimate.annotators().get(a).accuracy(), slack, model.word());
    }
    assertTrue(hits(simulated, model) > 0.97, model.word());
    assertEquals(estimate, TruthEstimate.of(simulated.panel(), model, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = TruthModel.class,
      names = {"DAWID_SKENE", "MACE", "GLAD"})
  void threeWhoKnowOutweighFiveWhoGuess(TruthModel model) {
    List<Double> errors = List.of(0.05, 0.05, 0.1, 0.6, 0.6, 0.6, 0.6, 0.6);
    double gained = 0;
    for (long seed = 0; seed < 5; seed++) {
      SimulatedPanel simulated = SimulatedPanel.independent(errors, 300, 3, seed);
      gained += hits(simulated, model) - hits(simulated, TruthModel.MAJORITY);
    }
    assertTrue(gained / 5 > 0.04, model.word() + " " + gained / 5);
  }

  @Test
  void aJudgeWhoAlwaysSaysTheSameTellsNothing() {
    SimulatedPanel simulated = SimulatedPanel.independent(List.of(0.1, 0.1, 0.2), 300, 2, 1);
    List<Annotation> labels = new ArrayList<>();
    for (int item = 0; item < simulated.panel().items().size(); item++) {
      String name = simulated.panel().items().get(item);
      labels.add(new Annotation(name, "judge", "l0", null));
      for (int a = 0; a < 3; a++) {
        String label = simulated.panel().labels().get(simulated.panel().label(item, a));
        labels.add(new Annotation(name, "a" + a, label, null));
      }
    }
    SimulatedPanel judged = new SimulatedPanel(Panel.of(labels), simulated.truth());
    assertTrue(
        hits(judged, TruthModel.DAWID_SKENE) >= hits(simulated, TruthModel.DAWID_SKENE) - 0.01);
  }

  /** The stated probabilities are about the shares of labels that are right. */
  @Test
  void whereAnnotatorsErrTogetherTheCorrectionKeepsConfidenceInBounds() {
    double stated = 0;
    double corrected = 0;
    double right = 0;
    int items = 0;
    for (long seed = 0; seed < 5; seed++) {
      SimulatedPanel simulated = SimulatedPanel.copying(9, 300, 0.2, 0.44, 0.5, seed);
      List<ItemEstimate> plain =
          TruthEstimate.of(simulated.panel(), TruthModel.DAWID_SKENE, 0).items();
      List<ItemEstimate> damped =
          TruthEstimate.of(simulated.panel(), TruthModel.DAWID_SKENE, 0.44).items();
      for (int i = 0; i < plain.size(); i++) {
        stated += plain.get(i).confidence();
        corrected += damped.get(i).confidence();
        right += simulated.truth().get(damped.get(i).item()).equals(damped.get(i).label()) ? 1 : 0;
        items++;
      }
    }
    double share = right / items;
    assertTrue(stated / items > share + 0.1, stated / items + " against " + share);
    assertTrue(Math.abs(corrected / items - share) < Math.abs(stated / items - share));
  }

  @Test
  void evenVotesHaveNoLabel() {
    Panel panel =
        Panel.of(List.of(new Annotation("1", "a", "x", null), new Annotation("1", "b", "y", null)));
    assertNull(TruthEstimate.of(panel, TruthModel.MAJORITY, 0).items().get(0).label());
    assertEquals(
        Collections.nCopies(2, 0.5),
        TruthEstimate.of(panel, TruthModel.MAJORITY, 0).items().get(0).posterior());
  }
}
