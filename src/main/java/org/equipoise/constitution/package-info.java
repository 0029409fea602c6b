/**
 * Is this a constitution, and which? A folder of rule files enters; either every problem in it
 * leaves at once, with positions and hints, or one immutable {@code Constitution}: its rules with
 * their metadata, its settings, its digest and its compiled rule base. Nothing about any case is
 * known here.
 */
@NullMarked
package org.equipoise.constitution;

import org.jspecify.annotations.NullMarked;
