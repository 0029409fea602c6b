/**
 * Is this a constitution, and which one? The input is a folder of rule files. The result is either
 * every problem in it, with positions and hints, or one immutable {@code Constitution}: its rules
 * with their metadata, its settings, its digest and its compiled rule base. Nothing about any case
 * is known here.
 */
@NullMarked
package org.equipoise.constitution;

import org.jspecify.annotations.NullMarked;
