package org.equipoise.constitution;

/** The version of what rules mean; it changes whenever a decision could. */
public final class Semantics {
  public static final String VERSION = "1";

  private Semantics() {}
}
