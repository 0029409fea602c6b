package org.equipoise.language;

import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.functions.Predicate2;
import org.drools.model.functions.Predicate3;
import org.drools.model.functions.PredicateInformation;

/**
 * Wraps tests of {@code eval}, so that a failure names the rule. The engine does not name it.
 * Compiled rules call this class. Stateless and thread-safe.
 */
public final class NamedTests {
  private NamedTests() {}

  /** Returns a test of one value. */
  public static <A> Predicate1<A> named(Predicate1<A> test, String rule) {
    return new One<>(test, rule);
  }

  /** Returns a test of two values. */
  public static <A, B> Predicate2<A, B> named(Predicate2<A, B> test, String rule) {
    return new Two<>(test, rule);
  }

  /** Returns a test of three values. */
  public static <A, B, C> Predicate3<A, B, C> named(Predicate3<A, B, C> test, String rule) {
    return new Three<>(test, rule);
  }

  private static String hash(Object test, String rule) {
    return test.getClass().getName() + " of " + rule;
  }

  private record One<A>(Predicate1<A> test, String rule)
      implements Predicate1<A>, HashedExpression {
    @Override
    public boolean test(A a) throws Exception {
      try {
        return test.test(a);
      } catch (RuntimeException e) {
        throw new RuleFailedException(rule, e);
      }
    }

    @Override
    public PredicateInformation predicateInformation() {
      return test.predicateInformation();
    }

    @Override
    public String getExpressionHash() {
      return hash(test, rule);
    }
  }

  private record Two<A, B>(Predicate2<A, B> test, String rule)
      implements Predicate2<A, B>, HashedExpression {
    @Override
    public boolean test(A a, B b) throws Exception {
      try {
        return test.test(a, b);
      } catch (RuntimeException e) {
        throw new RuleFailedException(rule, e);
      }
    }

    @Override
    public PredicateInformation predicateInformation() {
      return test.predicateInformation();
    }

    @Override
    public String getExpressionHash() {
      return hash(test, rule);
    }
  }

  private record Three<A, B, C>(Predicate3<A, B, C> test, String rule)
      implements Predicate3<A, B, C>, HashedExpression {
    @Override
    public boolean test(A a, B b, C c) throws Exception {
      try {
        return test.test(a, b, c);
      } catch (RuntimeException e) {
        throw new RuleFailedException(rule, e);
      }
    }

    @Override
    public PredicateInformation predicateInformation() {
      return test.predicateInformation();
    }

    @Override
    public String getExpressionHash() {
      return hash(test, rule);
    }
  }
}
