package org.equipoise.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RelationTest {
  @Test
  void theSharesAreTheSoftmaxOfTheNetworksOutputs() {
    Relation relation = Relation.ofLogits(1000, 1000, 1000 + Math.log(2));
    assertEquals(0.25, relation.entails(), 1e-12);
    assertEquals(0.25, relation.neither(), 1e-12);
    assertEquals(0.5, relation.contradicts(), 1e-12);
  }

  @Test
  void whatIsNoRelationIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Relation(0.5, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Relation(-0.5, 0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new Relation(Double.NaN, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Relation.ofLogits(Double.NaN, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> Relation.ofLogits(Double.POSITIVE_INFINITY, 0, 0));
  }

  @Test
  void aCredenceIsInTheUnitInterval() {
    assertThrows(IllegalArgumentException.class, () -> new Finding.Consistent(1.5, "sha256:0"));
    assertEquals("between-thresholds", Finding.Why.BETWEEN_THRESHOLDS.word());
  }
}
