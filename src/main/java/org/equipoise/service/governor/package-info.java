/**
 * How does a live service stay governed? In come cases, from any thread, and constitutions as they
 * change; out go decisions, each told to a journal and to listeners. What a case means is settled
 * before this package; no host's library enters it.
 */
@NullMarked
package org.equipoise.service.governor;

import org.jspecify.annotations.NullMarked;
