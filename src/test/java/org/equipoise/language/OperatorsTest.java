package org.equipoise.language;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.drools.modelcompiler.dsl.pattern.D;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  @Test
  void everyFormOfTheEnginesJoinsIsThere() {
    List<Method> joins =
        Stream.of(D.class.getMethods()).filter(it -> it.getName().equals("betaIndexedBy")).toList();
    assertTrue(joins.size() > 4, joins.toString());
    for (Method each : joins) {
      assertDoesNotThrow(() -> Operators.class.getMethod(each.getName(), each.getParameterTypes()));
    }
  }
}
