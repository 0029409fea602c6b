package org.equipoise.annotation;

/** What the distance of two labels means. */
public enum Scale {
  /** Labels are equal or not. */
  NOMINAL,
  /** Labels have an order. */
  ORDINAL,
  /** Labels are numbers, and their difference counts. */
  INTERVAL
}
