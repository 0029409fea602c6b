/**
 * How is a ledger stored in the host's own database? The bytes of entries are written and read in
 * order, through a {@code DataSource} that the host sets up. This package does not interpret them.
 */
@NullMarked
package org.equipoise.audit.ledger.sql;

import org.jspecify.annotations.NullMarked;
