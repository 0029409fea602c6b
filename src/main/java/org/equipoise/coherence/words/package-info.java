/**
 * What do people's own labels teach about pairs of texts? In come labelled pairs; out comes a model
 * of words that was learned from them, alone or stacked on another model. It knows nothing of words
 * that no label taught it.
 */
@NullMarked
package org.equipoise.coherence.words;

import org.jspecify.annotations.NullMarked;
