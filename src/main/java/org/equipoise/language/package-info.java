/**
 * What do rule authors speak of, and in what words? Here are the facts a rule matches ({@code
 * Case}, {@code Output}, {@code Judgment}, {@code Principle}, {@code Theory}, {@code Claim}), the
 * vocabulary its consequence calls, and the names of the elements that may be relaxed. Every file
 * of a constitution sees this package without importing it. How rules are compiled, run, weighed or
 * decided upon is not known here.
 */
@NullMarked
package org.equipoise.language;

import org.jspecify.annotations.NullMarked;
