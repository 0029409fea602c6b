package org.equipoise.constitution.internal.matching;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.drools.base.common.NetworkNode;
import org.drools.core.common.BetaConstraints;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.ExistsNode;
import org.drools.core.reteoo.FromNode;
import org.drools.core.reteoo.NotNode;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Makes the engine's joins count: each pair that a join tries is a step, and each that it keeps
 * takes memory. The engine joins before any rule fires, and without a call of rule code where a
 * pattern has no test of another.
 */
public final class MeteredJoins {
  /** About what the engine keeps of a pair: a tuple, and its places in two lists. */
  private static final int OF_A_TUPLE = 120;

  private MeteredJoins() {}

  /** Makes the joins of a rule base count. No session may run it yet. */
  public static void meter(KieBase rules) {
    Set<NetworkNode> seen = new HashSet<>();
    ((InternalRuleBase) rules).getRete().getObjectTypeNodes().forEach(it -> meter(it, seen));
  }

  private static void meter(NetworkNode node, Set<NetworkNode> seen) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof BetaNode it) {
      boolean keeps = !(node instanceof NotNode || node instanceof ExistsNode);
      replace(BetaNode.class, "constraints", node, counting(it.getRawConstraints(), keeps));
    } else if (node instanceof FromNode<?> it) {
      replace(FromNode.class, "betaConstraints", node, counting(it.getBetaConstraints(), true));
    }
    NetworkNode @Nullable [] sinks = node.getSinks(); // null at the end of a rule
    for (NetworkNode sink : sinks == null ? new NetworkNode[0] : sinks) {
      meter(sink, seen);
    }
  }

  /**
   * Constraints that count how often they are asked. A proxy, since the types of the interface's
   * other methods have annotations of JAXB, which is not among the dependencies.
   */
  private static Object counting(BetaConstraints<?> constraints, boolean keeps) {
    return Proxy.newProxyInstance(
        MeteredJoins.class.getClassLoader(),
        new Class<?>[] {BetaConstraints.class},
        (proxy, method, arguments) -> {
          boolean asks = method.getName().startsWith("isAllowed");
          if (asks) {
            Meter.step();
          }
          Object answer;
          try {
            answer = method.invoke(constraints, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          if (asks && keeps && Boolean.TRUE.equals(answer)) {
            Meter.takes(OF_A_TUPLE);
          }
          return answer;
        });
  }

  /** The engine has no method for this. */
  private static void replace(Class<?> type, String name, Object node, Object value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      field.set(node, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine's joins cannot be metered", e);
    }
  }
}
