/**
 * What does a rule read? The input is the text of one rule, query, function or import. The result
 * is the attributes, properties, fact types and texts that it reads, each with its place, and a
 * mark where it may read more than the text shows. What is wrong with a rule, and how it runs, is
 * not known here.
 */
@NullMarked
package org.equipoise.constitution.reading;

import org.jspecify.annotations.NullMarked;
