package org.equipoise.service.governor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal keeps a decision.
 *
 * @param entry the number of its entry, or −1 if it has none: there is no journal, the decision
 *     could not be kept, or it was kept aside
 * @param hash the hash of its entry in hexadecimal, or null
 */
public record JournalReceipt(long entry, @Nullable String hash) {
  /** That there is no entry. */
  public static final JournalReceipt NONE = new JournalReceipt(-1, null);

  /** That there is no entry, known at once. */
  static CompletionStage<JournalReceipt> none() {
    return CompletableFuture.completedFuture(NONE);
  }
}
