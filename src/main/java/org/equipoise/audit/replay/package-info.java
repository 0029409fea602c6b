/**
 * Does what was decided still follow from what it was made from, and what would other rules have
 * said? The entries of a ledger enter, with the constitutions it keeps, and another constitution if
 * that is the question; what leaves is how many decisions come out the same, which do not, which
 * cannot be decided again, and why. Whether the ledger was altered is for its verification to say;
 * nothing is ever recorded here.
 */
@NullMarked
package org.equipoise.audit.replay;

import org.jspecify.annotations.NullMarked;
