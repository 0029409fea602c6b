package org.equipoise.audit.replay;

import java.util.Locale;

/** Why a recorded decision cannot be decided again. */
public enum NotReplayableReason {
  /** The ledger does not keep its constitution, or keeps another, or this engine refuses it. */
  CONSTITUTION,
  /** It was recorded by an engine with another semantics version. */
  SEMANTICS,
  /** Facts that some rule may look at were masked. */
  MASKED,
  /** It was made from the host's own objects, which are not recorded. */
  OBJECTS,
  /** What was recorded makes no case. */
  FACTS,
  /** What was recorded holds no decision. */
  DAMAGED,
  /** A limit of time, steps or memory was met, when it was recorded or now. */
  LIMIT,
  /** It was recorded as an error that no rule brought about: the host's own, say. */
  FAULT,
  /**
   * Its own constitution brings about another decision than the one recorded, so that there is
   * nothing to compare another constitution with.
   */
  UNREPRODUCED;

  /** The obstacle as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it lies in the ledger or its record being not what they should be. */
  boolean isWrong() {
    return this == CONSTITUTION || this == FACTS || this == DAMAGED || this == UNREPRODUCED;
  }
}
