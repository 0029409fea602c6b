package org.equipoise.service.guard;

/** Whether a guard acts on what is decided. */
public enum GuardMode {
  /** Everything is decided, recorded and counted; nothing is ever held back. */
  SHADOW,
  /** What is not allowed is held back, and so is what could not be described or decided. */
  ENFORCE
}
