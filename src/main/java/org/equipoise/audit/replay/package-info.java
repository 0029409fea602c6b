/**
 * Does a recorded decision still follow from its input, and how would other rules decide? Decides
 * recorded cases again. The input is the entries of a ledger with the constitutions that it holds,
 * and optionally another constitution. The result is how many decisions are the same, which ones
 * differ, which ones cannot be decided again, and why. This package does not verify the ledger and
 * records nothing.
 */
@NullMarked
package org.equipoise.audit.replay;

import org.jspecify.annotations.NullMarked;
