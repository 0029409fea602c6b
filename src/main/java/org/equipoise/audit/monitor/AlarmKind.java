package org.equipoise.audit.monitor;

import java.util.Locale;

/** The ways in which governance looks well and is not. */
public enum AlarmKind {
  /** The figures get better because less is asserted or let through. */
  GAMING,
  /** Something that should speak does not. */
  DEAD,
  /** The answer hangs on what should not matter. */
  VARIANCE,
  /** What is decided is not what the rules were tested on. */
  DRIFT,
  /** People approve without judging. */
  RUBBER_STAMPING;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name that commands and JSON use, such as {@code rubber-stamping}. */
  public String word() {
    return word;
  }
}
