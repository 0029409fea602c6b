/**
 * How many revisions restore consistency at the least cost, or close to it, and how far apart are
 * they? The input is what cannot all stand, and what each relaxation costs. The result is every
 * minimal revision within a surplus, as a product of independent parts, with exact numbers and
 * distances. No case is decided here, and nothing is inferred.
 */
@NullMarked
package org.equipoise.revision.equilibria;

import org.jspecify.annotations.NullMarked;
