package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A general norm, as rules match it: {@code Principle( tags contains "honesty" )}. Immutable. */
public record Principle(
    String id,
    double weight,
    boolean entrenched,
    @Nullable String says,
    List<String> tags,
    @Nullable String source,
    @Nullable String level)
    implements Rule {

  public Principle {
    tags = List.copyOf(tags);
  }

  /** A principle of a constitution without levels. */
  public Principle(
      String id,
      double weight,
      boolean entrenched,
      @Nullable String says,
      List<String> tags,
      @Nullable String source) {
    this(id, weight, entrenched, says, tags, source, null);
  }

  @Override
  public Element element() {
    return Element.principle(id);
  }

  @Override
  public String toString() {
    return "principle " + id;
  }
}
