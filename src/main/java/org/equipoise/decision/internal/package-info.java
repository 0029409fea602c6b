/**
 * What does a case decide like one before it? A case enters of which nothing is disputed, with the
 * judgments on it; its decision leaves, as deciding it from the start would make it.
 *
 * <p>What the rules of a constitution say of such a case is all that the rest of its decision
 * depends on: conflicts, labels, costs and verdicts. So that rest is worked out once for each set
 * of things that rules and judgments say, as the outline of a decision, and filled with the ids,
 * the reasons and the costs of each case. An outline is used only after it gave, for two cases,
 * what deciding each from the start gave. Whatever does not fit is decided from the start. Without
 * this package and its one use in {@code Decider}, decisions are the same.
 */
@NullMarked
package org.equipoise.decision.internal;

import org.jspecify.annotations.NullMarked;
