/**
 * What does the formal model of reflective equilibrium say of a constitution? The conflicts and
 * weights that the advisor found come in, or what was found in each case; a dialectical structure
 * with initial commitments leaves. No rule is interpreted here, and nothing is searched.
 */
@NullMarked
package org.equipoise.authoring.equilibrium;

import org.jspecify.annotations.NullMarked;
