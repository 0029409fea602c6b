/**
 * How long and on how many threads may the advisor search? The host sets the limits here; the
 * search itself is in {@code internal}.
 */
@NullMarked
package org.equipoise.revision.solver;

import org.jspecify.annotations.NullMarked;
