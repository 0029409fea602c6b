/**
 * How is a ledger kept in the host's own database? The bytes of entries enter, in order, and leave
 * in that order, through a {@code DataSource} that the host sets up. What they mean is not known
 * here.
 */
@NullMarked
package org.equipoise.audit.ledger.sql;

import org.jspecify.annotations.NullMarked;
