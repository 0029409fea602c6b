package org.equipoise.audit.ledger;

import org.equipoise.audit.ledger.transparency.Hash;
import org.jspecify.annotations.Nullable;

/**
 * What became of something recorded.
 *
 * @param sequence the number of its entry, or −1 if it has none yet, having been kept aside, or
 *     never will, having been lost
 * @param hash the hash of its entry, or null if it has none
 */
public record Receipt(long sequence, @Nullable Hash hash) {
  static final Receipt NONE = new Receipt(-1, null);
}
