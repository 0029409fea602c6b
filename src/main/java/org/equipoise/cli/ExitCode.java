package org.equipoise.cli;

/** What a command's exit code says. */
final class ExitCode {
  /** Done, and nothing found wrong. */
  static final int FINE = 0;

  /** Done, with findings: conflicts, say. */
  static final int FINDINGS = 1;

  /** Wrong use, or bad input. */
  static final int BAD_INPUT = 2;

  /** A fault of ours. */
  static final int FAULT = 3;

  private ExitCode() {}
}
