/**
 * What a group of people who voted on statements holds in common.
 *
 * <p>In come votes, groups of the voters, and rules for when a statement is adopted; out come exact
 * tallies, measures of consensus and the statements that are adopted. Reading files and writing
 * results stay out.
 */
@NullMarked
package org.equipoise.consultation;

import org.jspecify.annotations.NullMarked;
