/**
 * What is a rule made of? A rule as its author wrote it enters; its patterns, tests, comparisons
 * and the words of its consequence leave, each with its place. What cannot be told apart is left
 * whole, and says so. What a rule does when it runs, and whether it is a good rule, is not known
 * here.
 */
@NullMarked
package org.equipoise.constitution.internal.anatomy;

import org.jspecify.annotations.NullMarked;
