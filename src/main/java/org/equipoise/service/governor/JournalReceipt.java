package org.equipoise.service.governor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a journal that holds a decision. Immutable.
 *
 * @param entry the number of the entry; −1 if there is none, because there is no journal, or the
 *     decision could not be recorded or was spilled
 * @param hash the hash of the entry in hexadecimal; null if there is none
 */
public record JournalReceipt(long entry, @Nullable String hash) {
  /** Without an entry. */
  public static final JournalReceipt NONE = new JournalReceipt(-1, null);

  /** Returns a completed stage without an entry. */
  static CompletionStage<JournalReceipt> none() {
    return CompletableFuture.completedFuture(NONE);
  }
}
