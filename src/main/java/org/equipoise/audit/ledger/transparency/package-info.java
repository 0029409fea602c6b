/**
 * Is this the list that was seen before, with more entries? The input is leaf hashes. The result is
 * the heads of their Merkle tree (RFC 6962), proofs that a leaf is in it or that one list begins
 * with another, and checkpoints signed with Ed25519 (C2SP tlog-checkpoint and signed-note). This
 * package does not interpret leaves.
 */
@NullMarked
package org.equipoise.audit.ledger.transparency;

import org.jspecify.annotations.NullMarked;
