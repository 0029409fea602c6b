/**
 * Do texts hang together: a reply with the principles, with what its author said in alike cases,
 * with itself, and the reasons of judgments with the principles? In come a constitution, cases with
 * texts, and scorers; out come findings with both quotes, scores and candidates that a person
 * confirms. Nothing is decided by a finding, and models and files stay out.
 */
@NullMarked
package org.equipoise.authoring.coherence;

import org.jspecify.annotations.NullMarked;
