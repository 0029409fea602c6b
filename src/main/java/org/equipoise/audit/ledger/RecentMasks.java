package org.equipoise.audit.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The masked values of the decisions recorded last, in memory alone, so that what is recorded of
 * them later does not tell them either. Safe to share between threads.
 */
final class RecentMasks {
  private static final int MAX_MASKS = 4_096;

  private final Map<Long, Mask> byEntry = new LinkedHashMap<>();

  /** The masked values of one decision. */
  record Mask(String caseId, MaskedValues values) {}

  /** Adds those of an entry. */
  synchronized void add(long entry, Mask mask) {
    byEntry.put(entry, mask);
    if (byEntry.size() > MAX_MASKS) {
      byEntry.remove(byEntry.keySet().iterator().next());
    }
  }

  /** Those of an entry; null if they are not known. */
  synchronized @Nullable MaskedValues of(long entry) {
    Mask mask = byEntry.get(entry);
    return mask == null ? null : mask.values();
  }

  /** The masked values that a text about a case, or about none, tells; null if it tells none. */
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
