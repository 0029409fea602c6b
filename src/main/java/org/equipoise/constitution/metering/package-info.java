/**
 * How much may the code of rules use, and when must it stop? A budget and work enter; the work's
 * result leaves, or the limit it met. Compiled rules call in here at every turn of a loop and
 * wherever they take space. Nothing of rules, cases or constitutions is known here.
 */
@NullMarked
package org.equipoise.constitution.metering;

import org.jspecify.annotations.NullMarked;
