/**
 * When should people look at the rules again? The input is a constitution, with the bounds that it
 * sets itself, and the cases of some windows of time with the judgments on them. The result is a
 * list of triggers. No trigger changes a rule, and this package does not know where cases come from
 * or who is told.
 */
@NullMarked
package org.equipoise.authoring.trigger;

import org.jspecify.annotations.NullMarked;
