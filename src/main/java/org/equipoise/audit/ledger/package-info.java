/**
 * What was decided, and can it be shown that nothing of the record was altered since? Decisions
 * with all that they were made from enter, and what else befalls a governed service; entries leave,
 * in the order they were recorded, chained by their hashes, with proofs and signed checkpoints.
 * Nothing is decided here, and no entry is ever changed.
 */
@NullMarked
package org.equipoise.audit.ledger;

import org.jspecify.annotations.NullMarked;
