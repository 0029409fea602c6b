package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An independent consideration that supports, undermines or constrains, as rules match it: {@code
 * Theory( tags contains "honesty" )}. Immutable.
 */
public record Theory(
    String id,
    double weight,
    boolean entrenched,
    @Nullable String says,
    List<String> tags,
    @Nullable String source,
    @Nullable String level)
    implements Rule {

  public Theory {
    tags = List.copyOf(tags);
  }

  /** A theory of a constitution without levels. */
  public Theory(
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
    return Element.theory(id);
  }

  @Override
  public String toString() {
    return "theory " + id;
  }
}
