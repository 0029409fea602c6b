package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact with attributes, as rules read them: by {@code attr} whatever they are, or as a number, a
 * text, a truth value or a list. An attribute that is absent or of another type has no value of the
 * type asked for: no comparison with it holds but {@code !=} and other negations. Every read of a
 * disputed attribute is noted, by whichever method.
 */
public abstract sealed class Attributed permits Case, Judgment, Message, Output, Session {
  private final AttributeReader attributes;

  Attributed(AttributeReader attributes) {
    this.attributes = attributes;
  }

  /** Returns the value of an attribute by dotted name, or null if there is no such attribute. */
  public final @Nullable Object attr(String name) {
    return attributes.read(name);
  }

  /**
   * Returns a number, as the double that it is or that is nearest to it; NaN if the attribute is
   * absent or no number.
   */
  public final double num(String name) {
    return attr(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns a text; null if the attribute is absent or no text. */
  public final @Nullable String text(String name) {
    return attr(name) instanceof String text ? text : null;
  }

  /** Returns a truth value; null if the attribute is absent or none. */
  public final @Nullable Boolean flag(String name) {
    return attr(name) instanceof Boolean flag ? flag : null;
  }

  /** Returns a list; an empty one if the attribute is absent or no list. */
  public final List<?> list(String name) {
    return attr(name) instanceof List<?> list ? list : List.of();
  }
}
