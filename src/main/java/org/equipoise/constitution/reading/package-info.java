/**
 * What does a rule read? The text of one rule, query, function or import enters; the attributes,
 * properties, types of facts and texts that it reads leave, each with its place, and a mark where
 * it may read more than can be told from the text. This is the only place that takes the text of
 * rules apart. What is wrong with a rule, and how it runs, is not known here.
 */
@NullMarked
package org.equipoise.constitution.reading;

import org.jspecify.annotations.NullMarked;
