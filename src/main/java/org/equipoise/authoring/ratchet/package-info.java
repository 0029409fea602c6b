/**
 * May one constitution follow another? Two constitutions enter, the cases and judgments they are
 * tried on, and what was signed. Criterion by criterion the answer leaves: what was settled stands,
 * entrenched rules mean the same, the disequilibrium does not rise and does not fall because less
 * is asserted, and nothing else changed unsigned. Signatures themselves, and their keys, are not
 * known here.
 */
@NullMarked
package org.equipoise.authoring.ratchet;

import org.jspecify.annotations.NullMarked;
