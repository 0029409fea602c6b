package org.equipoise.formats.internal;

/**
 * What is written of texts that may tell a masked value: a commitment in place of the whole text
 * where one does, and the text itself otherwise.
 */
public interface TextMask {

  /** A text that somebody composed: a reason, an error, what a person said. */
  String text(String text);

  /** An id or a name. */
  String name(String name);
}
