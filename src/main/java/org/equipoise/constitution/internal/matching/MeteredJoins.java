package org.equipoise.constitution.internal.matching;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.drools.base.base.ObjectType;
import org.drools.base.base.ValueResolver;
import org.drools.base.common.NetworkNode;
import org.drools.base.reteoo.BaseTuple;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.constraint.BetaConstraint;
import org.drools.core.RuleBaseConfiguration;
import org.drools.core.common.BetaConstraints;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.BetaMemory;
import org.drools.core.reteoo.BetaNode;
import org.drools.core.reteoo.ExistsNode;
import org.drools.core.reteoo.FromNode;
import org.drools.core.reteoo.NotNode;
import org.drools.core.reteoo.Tuple;
import org.drools.core.reteoo.builder.BuildContext;
import org.drools.util.bitmask.BitMask;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Makes the engine's joins count: each pair that a join tries is a step, and each that it keeps
 * takes memory. The engine joins before any rule fires, and without a call of rule code where a
 * pattern has no test of another.
 */
public final class MeteredJoins {
  /** About what the engine keeps of a pair: a tuple, and its places in two lists. */
  private static final int OF_A_TUPLE = 120;

  private MeteredJoins() {}

  /** Makes the joins of rules count that no session runs yet. */
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

  @SuppressWarnings("unchecked") // a context is only handed back to the constraints that made it
  private static BetaConstraints<?> counting(BetaConstraints<?> constraints, boolean keeps) {
    return new Counting<>((BetaConstraints<Object>) constraints, keeps);
  }

  /** The engine lets nobody else say which constraints a node has. */
  private static void replace(Class<?> type, String name, Object node, Object value) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      field.set(node, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the engine's joins cannot be metered", e);
    }
  }

  /** Constraints that count how often they are asked. */
  @SuppressWarnings("rawtypes") // the engine's interface has them
  private record Counting<C>(BetaConstraints<C> constraints, boolean keeps)
      implements BetaConstraints<C> {

    private boolean counted(boolean isAllowed) {
      if (isAllowed && keeps) {
        Meter.takes(OF_A_TUPLE);
      }
      return isAllowed;
    }

    @Override
    public boolean isAllowedCachedLeft(C context, FactHandle handle) {
      Meter.step();
      return counted(constraints.isAllowedCachedLeft(context, handle));
    }

    @Override
    public boolean isAllowedCachedRight(BaseTuple tuple, C context) {
      Meter.step();
      return counted(constraints.isAllowedCachedRight(tuple, context));
    }

    @Override
    public C createContext() {
      return constraints.createContext();
    }

    @Override
    public void updateFromTuple(C context, ValueResolver resolver, Tuple tuple) {
      constraints.updateFromTuple(context, resolver, tuple);
    }

    @Override
    public void updateFromFactHandle(C context, ValueResolver resolver, FactHandle handle) {
      constraints.updateFromFactHandle(context, resolver, handle);
    }

    @Override
    public BetaConstraint[] getConstraints() {
      return constraints.getConstraints();
    }

    @Override
    public BetaConstraints<?> getOriginalConstraint() {
      return constraints.getOriginalConstraint();
    }

    @Override
    public boolean isIndexed() {
      return constraints.isIndexed();
    }

    @Override
    public int getIndexCount() {
      return constraints.getIndexCount();
    }

    @Override
    public boolean isEmpty() {
      return constraints.isEmpty();
    }

    @Override
    public BetaMemory createBetaMemory(RuleBaseConfiguration configuration, int nodeType) {
      return constraints.createBetaMemory(configuration, nodeType);
    }

    @Override
    public void resetTuple(C context) {
      constraints.resetTuple(context);
    }

    @Override
    public void resetFactHandle(C context) {
      constraints.resetFactHandle(context);
    }

    @Override
    public BitMask getListenedPropertyMask(
        Pattern pattern, ObjectType type, List<String> settable) {
      return constraints.getListenedPropertyMask(pattern, type, settable);
    }

    @Override
    public void init(BuildContext context, int nodeType) {
      constraints.init(context, nodeType);
    }

    @Override
    public void initIndexes(int depth, int nodeType, RuleBaseConfiguration configuration) {
      constraints.initIndexes(depth, nodeType, configuration);
    }

    @Override
    public <T> T cloneIfInUse() {
      throw new UnsupportedOperationException("the rules are complete");
    }

    @Override
    public boolean isLeftUpdateOptimizationAllowed() {
      return constraints.isLeftUpdateOptimizationAllowed();
    }

    @Override
    public void registerEvaluationContext(BuildContext context) {
      constraints.registerEvaluationContext(context);
    }

    @Override
    public void writeExternal(ObjectOutput out) {
      throw new UnsupportedOperationException("a rule base is not written");
    }

    @Override
    public void readExternal(ObjectInput in) {
      throw new UnsupportedOperationException("a rule base is not read");
    }
  }
}
