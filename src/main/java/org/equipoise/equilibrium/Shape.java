package org.equipoise.equilibrium;

/** How a measure falls with the relative distance x. */
public enum Shape {
  /** 1 − x², as in the original model. */
  QUADRATIC(2),
  /** 1 − x. */
  LINEAR(1);

  private final int exponent;

  Shape(int exponent) {
    this.exponent = exponent;
  }

  long power(long base) {
    return exponent == 2 ? base * base : base;
  }
}
