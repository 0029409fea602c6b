/**
 * Why was it decided so, and what would have had to be otherwise? An entry of a ledger enters; what
 * speaks for and against each output leaves in plain words, from the record alone, and, with the
 * constitution that the ledger keeps, the smallest changes under which the decision comes out
 * otherwise, each decided again. Nothing is recorded here, and nothing is advised.
 */
@NullMarked
package org.equipoise.audit.explanation;

import org.jspecify.annotations.NullMarked;
