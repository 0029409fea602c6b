/**
 * What is the case, and what do people hold of it? Cases, their outputs and considered judgments
 * enter as plain values and leave to the inference. No rule, weight or decision is known here.
 */
@NullMarked
package org.equipoise.facts;

import org.jspecify.annotations.NullMarked;
