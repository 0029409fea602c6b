/**
 * How models of annotators are fitted to labels.
 *
 * <p>In come labels as numbers; out come the probabilities of true labels. Names stay out.
 */
@NullMarked
package org.equipoise.annotation.internal;

import org.jspecify.annotations.NullMarked;
