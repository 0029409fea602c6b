package org.equipoise.audit.monitor;

import java.util.List;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.log.LogEntry;
import org.jspecify.annotations.Nullable;

/** Looks for one sign or for several that are counted alike, entry by entry. */
interface SignWatch {

  /** Sees a decision up to the end of the last window. */
  default void decided(Observed decision) {}

  /**
   * Sees another entry up to the end of the last window.
   *
   * @param period in which part of the ledger it is
   * @param raw the entry as it stands
   */
  default void recorded(LogEntry entry, Observed.Period period, Entry raw) {}

  /** Returns what was found. */
  List<Alarm> alarms();

  /** A sign that could not be looked for, with the reason. */
  record Unmeasured(AlarmSign sign, String why) {}

  /** Returns why a sign could not be looked for; null if it was. */
  default @Nullable Unmeasured unmeasured() {
    return null;
  }
}
