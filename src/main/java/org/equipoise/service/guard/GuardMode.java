package org.equipoise.service.guard;

/** Whether a guard acts on decisions. */
public enum GuardMode {
  /** Every case is decided, recorded and counted. Nothing is held back. */
  SHADOW,
  /**
   * A case is held back if it is not allowed, or if it could not be described. Where deciding
   * failed, the constitution's {@code onError} applies.
   */
  ENFORCE
}
