/**
 * What compiles, and yet is surely not meant? The rules of a constitution that has no errors enter,
 * with the attributes that cases have where some are at hand; warnings leave, each at its place. A
 * warning is given only where it is certain, or nearly so; what a rule leaves opaque raises none.
 * How rules run, and what they decide, is not known here.
 */
@NullMarked
package org.equipoise.constitution.internal.warning;

import org.jspecify.annotations.NullMarked;
