package org.equipoise.constitution.internal.matching;

/** That a rule uses more of the language than is matched here. */
final class UnmatchableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnmatchableException(Object what) {
    super(String.valueOf(what));
  }
}
