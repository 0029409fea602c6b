package org.equipoise.facts;

import org.jspecify.annotations.Nullable;

/**
 * What a model, or any automatic actor, said or did, or might do: one of the alternatives of a
 * case.
 *
 * @param id unique within its case
 * @param text what was said or done, or null
 * @param author which model, or null
 * @param attributes free attributes
 * @param extensions fields named {@code x-…}, carried along and read by nobody here
 */
public record Output(
    String id,
    @Nullable String text,
    @Nullable String author,
    Attributes attributes,
    Attributes extensions) {

  /** An output with attributes alone. */
  public static Output of(String id, Attributes attributes) {
    return new Output(id, null, null, attributes, Attributes.none());
  }
}
