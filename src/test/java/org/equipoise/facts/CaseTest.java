package org.equipoise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseTest {
  private static final Disputed DISPUTED = new Disputed(true, 0.5);

  private static Output output(String id, String attribute) {
    return Output.of(id, Attributes.of(Map.of(attribute, DISPUTED)));
  }

  private static Case given(Attributes own, Output... outputs) {
    return new Case("C", null, own, List.of(outputs), List.of(), Attributes.none());
  }

  @Test
  void disputedAttributesThatAreWrittenAlikeAreRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> given(Attributes.none(), output("a", "b/c"), output("a/b", "c")));
    assertEquals("case `C` has two disputed attributes written `a/b/c`", refused.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> given(Attributes.of(Map.of("a/b", DISPUTED)), output("/a", "b")));
  }

  @Test
  void slashesAloneAreNoReasonToRefuse() {
    assertEquals(
        2, given(Attributes.none(), output("a/b", "c"), output("a", "c")).outputs().size());
    Output settled = Output.of("a", Attributes.of(Map.of("b/c", true)));
    assertEquals(2, given(Attributes.none(), settled, output("a/b", "c")).outputs().size());
  }
}
