package org.equipoise.audit.ledger;

import org.equipoise.audit.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The entry that a recorded event got. Immutable.
 *
 * @param sequence the sequence number; −1 if the entry was spilled and has none yet, or was lost
 * @param hash the hash of the entry; null if {@code sequence} is −1
 */
public record Receipt(long sequence, @Nullable Hash hash) {
  static final Receipt NONE = new Receipt(-1, null);
}
