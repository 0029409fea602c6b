/**
 * How much may the code of rules use, and when must it stop? The input is a budget and work. The
 * result is that of the work, or the limit that it reached. Compiled rules call this package at
 * every turn of a loop and wherever they take memory. Rules, cases and constitutions are not known
 * here.
 */
@NullMarked
package org.equipoise.constitution.metering;

import org.jspecify.annotations.NullMarked;
