/**
 * How do two texts stand to each other: does one contradict the other, does it follow, or neither?
 *
 * <p>In come pairs of texts and a model of entailment; out come relations, and findings that say
 * where the model's score decides and where it does not. What the texts are (rules, outputs,
 * reasons) and what follows from a finding stay out.
 */
@NullMarked
package org.equipoise.coherence;

import org.jspecify.annotations.NullMarked;
