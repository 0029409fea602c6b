package org.equipoise.audit.replay;

import java.util.Locale;

/** Why a recorded decision cannot be decided again. */
public enum NotReplayableReason {
  /** The ledger does not hold the constitution or holds another one, or this engine rejects it. */
  CONSTITUTION,
  /** An engine with another semantics version recorded the decision. */
  SEMANTICS,
  /** Facts that a rule may read were masked. */
  MASKED,
  /** The decision was made from the host's own objects, which are not recorded. */
  OBJECTS,
  /** The recorded facts do not form a case. */
  FACTS,
  /** The entry holds no decision. */
  DAMAGED,
  /** A limit of time, steps or memory was reached, when the decision was recorded or now. */
  LIMIT,
  /** The decision is an error that no rule caused, for example an error of the host. */
  FAULT,
  /**
   * Its own constitution leads to another decision than the recorded one. There is no basis for a
   * comparison with another constitution.
   */
  UNREPRODUCED;

  /** Returns the reason as reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the ledger or the recorded decision is at fault. */
  boolean isWrong() {
    return this == CONSTITUTION || this == FACTS || this == DAMAGED || this == UNREPRODUCED;
  }
}
