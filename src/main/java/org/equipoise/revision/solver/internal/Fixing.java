package org.equipoise.revision.solver.internal;

/** What a branch of the search has decided of an element. */
final class Fixing {
  static final byte FREE = 0;
  static final byte IN = 1;
  static final byte OUT = 2;

  private Fixing() {}
}
