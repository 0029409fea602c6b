package org.equipoise.equilibrium;

/** The four processes of the literature. */
public enum Variant {
  /** Quadratic; each step considers all positions: the original process. */
  QGRE(Shape.QUADRATIC, false),
  /** Linear; each step considers all positions. */
  LGRE(Shape.LINEAR, false),
  /** Quadratic; each step changes the attitude to at most one sentence. */
  QLRE(Shape.QUADRATIC, true),
  /** Linear; each step changes the attitude to at most one sentence. */
  LLRE(Shape.LINEAR, true);

  private final Shape shape;
  private final boolean local;

  Variant(Shape shape, boolean local) {
    this.shape = shape;
    this.local = local;
  }

  /** The form of the measures. */
  public Shape shape() {
    return shape;
  }

  /** Whether a step changes the attitude to at most one sentence. */
  public boolean isLocal() {
    return local;
  }
}
