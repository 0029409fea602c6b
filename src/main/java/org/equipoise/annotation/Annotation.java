package org.equipoise.annotation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label that an annotator gave an item. Immutable.
 *
 * @param at when; null if that is not known
 */
public record Annotation(String item, String annotator, String label, @Nullable Instant at) {}
