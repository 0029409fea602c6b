/**
 * Why was a case decided as it was, and which changes would alter the decision? The input is an
 * entry of a ledger. The result is the reasons for and against each output in plain words, from the
 * record alone. With the constitution from the ledger, it is also the smallest changes that alter
 * the decision; each is decided again. This package records nothing and gives no advice.
 */
@NullMarked
package org.equipoise.audit.explanation;

import org.jspecify.annotations.NullMarked;
