/**
 * Which item wins, if people compared items with each other.
 *
 * <p>In come rankings or pairs; out come winners by published rules. Where several win, all are
 * named; where a rule has no answer, the reason is. Reading files and writing results stay out.
 */
@NullMarked
package org.equipoise.consultation.winner;

import org.jspecify.annotations.NullMarked;
