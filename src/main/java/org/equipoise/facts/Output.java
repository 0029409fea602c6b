package org.equipoise.facts;

import org.jspecify.annotations.Nullable;

/**
 * One alternative of a case: what a model, or another automatic actor, said or did or may do.
 * Immutable and safe to share between threads. No component is null unless it says so.
 *
 * @param id unique within its case
 * @param text what was said or done, or null
 * @param author the model, or null
 * @param attributes the attributes of the output
 * @param extensions fields named {@code x-…}; Equipoise carries them along and does not read them
 */
public record Output(
    String id,
    @Nullable String text,
    @Nullable String author,
    Attributes attributes,
    Attributes extensions) {

  /** Returns this output with other attributes. */
  public Output withAttributes(Attributes others) {
    return new Output(id, text, author, others, extensions);
  }

  /** Returns an output with attributes only. */
  public static Output of(String id, Attributes attributes) {
    return new Output(id, null, null, attributes, Attributes.none());
  }
}
