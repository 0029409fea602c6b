package org.equipoise.constitution.reading;

/** Under what conditions look at facts that no match shows. */
public enum Quantifier {
  NOT,
  EXISTS,
  FORALL,
  ACCUMULATE,
  COLLECT
}
