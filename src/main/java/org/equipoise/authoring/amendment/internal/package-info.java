/**
 * Which set of changes is cheapest, and why is none cheaper? Applications of rules, conflict sets
 * and the extensions of tests enter; changes with their costs and a proven bound leave. Nothing
 * here reads or writes rules.
 */
@NullMarked
package org.equipoise.authoring.amendment.internal;

import org.jspecify.annotations.NullMarked;
