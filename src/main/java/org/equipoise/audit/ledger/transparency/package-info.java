/**
 * Is this the list that was seen before, only longer? Leaf hashes enter; the heads of their Merkle
 * tree leave (RFC 6962), with proofs that a leaf is among them or that one list begins with
 * another, and checkpoints signed with Ed25519 (C2SP tlog-checkpoint and signed-note). What a leaf
 * holds is not known here.
 */
@NullMarked
package org.equipoise.audit.ledger.transparency;

import org.jspecify.annotations.NullMarked;
