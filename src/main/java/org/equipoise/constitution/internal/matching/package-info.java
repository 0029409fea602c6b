/**
 * Which facts match which rules? The compiled conditions and consequences of rules enter, and the
 * facts of one case; matches leave, one by one, each fired as it is found. Which rules there are,
 * and what follows from a match, is not known here.
 *
 * <p>This does for a case of few facts what a session of the engine does for many that come and go:
 * the same compiled conditions, evaluated in the same order, but nothing is kept for later. A
 * condition that compares an attribute with a constant is answered from the attribute's value, once
 * it is known to say what the compiled one says. Rules that use more of the language than is
 * matched here are left to the engine, which is the reference in any case of doubt: tests hold both
 * to the same matches.
 */
@NullMarked
package org.equipoise.constitution.internal.matching;

import org.jspecify.annotations.NullMarked;
