/**
 * Which facts and words do rules use? This package holds the facts that a rule matches ({@code
 * Case}, {@code Output}, {@code Judgment}, {@code Principle}, {@code Theory}, {@code Claim}), the
 * vocabulary of consequences, and the elements that can be relaxed. Every file of a constitution
 * sees this package without an import. Compiling, running, weighing and deciding happen elsewhere.
 */
@NullMarked
package org.equipoise.language;

import org.jspecify.annotations.NullMarked;
