/**
 * How do two constitutions differ, and what does that do to decisions? The input is two
 * constitutions, or two decisions of one case. The result is the differences in meaning, and over
 * many cases which of them causes which change. This package does not decide cases and does not
 * judge which constitution is better.
 */
@NullMarked
package org.equipoise.authoring.comparison;

import org.jspecify.annotations.NullMarked;
