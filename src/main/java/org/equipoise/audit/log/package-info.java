/**
 * Which entries of a ledger are about something, and how many. A ledger and a question come in;
 * what each matching entry says leaves, in order. Entries are read, not verified: whether they are
 * as they were written is settled by {@link org.equipoise.audit.ledger}. No rule is compiled or
 * run.
 */
@NullMarked
package org.equipoise.audit.log;

import org.jspecify.annotations.NullMarked;
