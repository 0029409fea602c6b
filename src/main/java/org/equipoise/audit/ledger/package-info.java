/**
 * What was decided, and was the record altered since? The input is decisions with their whole
 * input, and other events of a governed service. The result is entries in the order in which they
 * were recorded, chained by their hashes, with proofs and signed checkpoints. This package decides
 * nothing and never changes an entry.
 */
@NullMarked
package org.equipoise.audit.ledger;

import org.jspecify.annotations.NullMarked;
