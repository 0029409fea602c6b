package org.equipoise.audit.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * The masked values of the last recorded decisions, in memory only, so that later entries about
 * them do not reveal the values. Thread-safe.
 */
final class RecentMasks {
  private static final int MAX_MASKS = 4_096;

  private final Map<Long, Mask> byEntry = new LinkedHashMap<>();
  private final Deque<Mask> drafted = new ArrayDeque<>();

  /** The masked values of one decision. */
  record Mask(String caseId, MaskedValues values) {}

  /** Adds the masked values of a decision that waits for a number. */
  synchronized void add(Mask mask) {
    drafted.add(mask);
    if (drafted.size() > MAX_MASKS) {
      drafted.remove();
    }
  }

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
   * Returns a mask for texts that are about no one decision: it hides what reveals a masked value
   * of any of them, by a commitment of that decision.
   */
  TextMask ofAll() {
    List<Mask> all = all();
    return new TextMask() {
      @Override
      public String text(String text) {
        return hidden(text, it -> it.text(text));
      }

      @Override
      public String name(String name) {
        return hidden(name, it -> it.name(name));
      }

      private String hidden(String shown, Function<MaskedValues, String> by) {
        for (Mask each : all) {
          String masked = by.apply(each.values());
          if (!masked.equals(shown)) {
            return masked;
          }
        }
        return shown;
      }
    };
  }

  private synchronized List<Mask> all() {
    return new ArrayList<>(drafted);
  }
}
