/**
 * Of what do the rules speak, over many cases, and what hangs on each? Cases with what is found in
 * them enter, one at a time; one record of gaps, of rules that contradict each other, of what hangs
 * on each rule and of what was never tried leaves. Whether a decision is right, and what should be
 * given up, is not settled here.
 */
@NullMarked
package org.equipoise.authoring.coverage;

import org.jspecify.annotations.NullMarked;
