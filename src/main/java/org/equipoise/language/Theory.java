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
    @Nullable String source)
    implements Rule {

  public Theory {
    tags = List.copyOf(tags);
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
