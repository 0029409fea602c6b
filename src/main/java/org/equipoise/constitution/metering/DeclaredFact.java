package org.equipoise.constitution.metering;

/** A fact of a type that an author declares: the compiled type is made to be one. */
public interface DeclaredFact {

  /** From now on rules may match it, so that nothing in it may change. */
  void becomesFact();
}
