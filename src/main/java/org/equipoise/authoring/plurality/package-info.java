/**
 * Where do several constitutions agree, what divides them, and what is the cheapest way to agree?
 * Constitutions with names, cases and judgments come in. What all decide alike and why each does,
 * how far apart they are, the rules that bring each disagreement about, and the cheapest
 * concessions after which they agree leave. What a host does where they disagree stays out.
 */
@NullMarked
package org.equipoise.authoring.plurality;

import org.jspecify.annotations.NullMarked;
