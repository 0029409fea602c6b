/**
 * Which change to the rules explains what people judged against them? A constitution, cases,
 * judgments and settled fixtures enter; the cheapest set of changes leaves, with proof, with what
 * it resolves and what else it changes, and with a patch of the files as their author wrote them.
 * Nothing is adopted here, and no file of the constitution is written.
 */
@NullMarked
package org.equipoise.authoring.amendment;

import org.jspecify.annotations.NullMarked;
