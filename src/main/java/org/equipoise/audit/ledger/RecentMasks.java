package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The masked values of the last recorded decisions, in memory only, so that later entries about
 * them do not reveal the values. Thread-safe.
 */
final class RecentMasks {
  private static final int MAX_MASKS = 4_096;

  private final Map<Long, Mask> byEntry = new LinkedHashMap<>();

  /** The masked values of one decision. */
  record Mask(String caseId, MaskedValues values) {}

  /** Adds the masked values of an entry. */
  synchronized void add(long entry, Mask mask) {
    byEntry.put(entry, mask);
    if (byEntry.size() > MAX_MASKS) {
      byEntry.remove(byEntry.keySet().iterator().next());
    }
  }

  /** Returns the masked values of an entry; null if they are not known. */
  synchronized @Nullable MaskedValues of(long entry) {
    Mask mask = byEntry.get(entry);
    return mask == null ? null : mask.values();
  }

  /**
   * Returns the masked values that a text reveals about a case, or about no case; null if it
   * reveals none.
   */
  @Nullable MaskedValues toldBy(String text) {
    for (Mask each : all()) {
      if (!each.values().text(text).equals(text)) {
        return each.values();
      }
    }
    return null;
  }

  private synchronized List<Mask> all() {
    return new ArrayList<>(byEntry.values());
  }
}
