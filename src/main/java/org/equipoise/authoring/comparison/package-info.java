/**
 * In what do two constitutions differ, and what does that do to decisions? Two constitutions, or
 * two decisions of one case, enter; differences in meaning leave, and over many cases which of them
 * brings which difference about. Where decisions come from, and which constitution is better, is
 * not known here.
 */
@NullMarked
package org.equipoise.authoring.comparison;

import org.jspecify.annotations.NullMarked;
