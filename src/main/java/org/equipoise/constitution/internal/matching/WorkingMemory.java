package org.equipoise.constitution.internal.matching;

import java.util.List;
import java.util.function.IntPredicate;
import org.equipoise.facts.Attributes;

/**
 * The facts of one inference, and the rules as they fire on them. Each match fires once. Facts may
 * be added while rules fire. For one thread and one inference.
 */
public sealed interface WorkingMemory extends AutoCloseable permits NetworkMemory, SessionMemory {

  /** Adds a fact; no object may be added twice. */
  void insert(Object fact);

  /**
   * Adds a fact that reads its attributes from here and leaves no trace of it: whoever wants to
   * know one may look for himself.
   */
  void insert(Object fact, Attributes attributes);

  /**
   * Adds facts that are the same for many inferences.
   *
   * @param facts the same list then, of facts that never change
   */
  void insertAll(List<?> facts);

  /**
   * Fires rules until nothing is left to fire, always the first that can.
   *
   * @param silent the rules that do not fire, by number
   * @return how many matches fired; if it is the limit, some may be left
   */
  int fire(IntPredicate silent, int limit);

  /**
   * Whether the facts that there are may make an alternative of a rule match, together with others
   * of types that its opening leaves out; where in doubt, they may.
   */
  boolean mayMatch(Opening opening);

  /** The number of the rule that fires, or fired last; -1 if none is known. */
  int firing();

  /** After an error: the number of the rule behind it; -1 if none is known. */
  int failing();

  /** The facts that the firing rule matched; valid while it fires. */
  List<Object> matched();

  @Override
  void close();
}
