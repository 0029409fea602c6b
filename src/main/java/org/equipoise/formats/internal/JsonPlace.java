package org.equipoise.formats.internal;

import com.fasterxml.jackson.core.JsonStreamContext;
import org.jspecify.annotations.Nullable;

/** Names a place in JSON as people write it: {@code outputs[1].attributes.violates}. */
public final class JsonPlace {
  private static final int MAX_CHARS = 160;

  private JsonPlace() {}

  /** Returns the path to the current token, or null at the top. */
  public static @Nullable String of(JsonStreamContext current) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext at = current; at != null; at = at.getParent()) {
      if (at.inArray() && at.hasCurrentIndex()) {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      } else if (at.inObject() && at.getCurrentName() != null) {
        path.insert(0, "." + Quoted.plain(at.getCurrentName()));
      }
    }
    if (path.isEmpty()) {
      return null;
    }
    String whole = path.substring(path.charAt(0) == '.' ? 1 : 0);
    return whole.length() > MAX_CHARS ? whole.substring(0, MAX_CHARS) + "…" : whole;
  }
}
