/**
 * How are the same attributes read fast again and again? Only this library uses it, and no rule
 * may: it may change with every version. Attributes and functions of their names come in; places
 * and values leave.
 */
@NullMarked
package org.equipoise.facts.internal;

import org.jspecify.annotations.NullMarked;
