/**
 * What should the host do? What was found in a case enters with what it would cost to give up; one
 * decision for each output leaves, and a choice among several, with its margin, its reasons and
 * whether a disputed attribute could turn it. Whoever calls, and what becomes of a decision, is not
 * known here.
 */
@NullMarked
package org.equipoise.decision;

import org.jspecify.annotations.NullMarked;
