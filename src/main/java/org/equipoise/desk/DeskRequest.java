package org.equipoise.desk;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request to the desk. Immutable.
 *
 * @param method {@code GET} or {@code POST}; anything else is refused
 * @param base the path at which the desk is mounted, without a slash at its end; empty for the root
 * @param path the path below {@code base}, which begins with a slash
 * @param query the parameters of the address, decoded
 * @param form the fields of a form that was sent, decoded
 * @param headers the headers, by name in lower case
 * @param reviewer who asks; null if not known
 */
public record DeskRequest(
    String method,
    String base,
    String path,
    Map<String, String> query,
    Map<String, String> form,
    Map<String, String> headers,
    @Nullable String reviewer) {

  public DeskRequest {
    query = Map.copyOf(query);
    form = Map.copyOf(form);
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  boolean isPost() {
    return method.equals("POST");
  }

  /** Returns a field of the form without blanks around it; empty if it was not sent. */
  String field(String name) {
    return form.getOrDefault(name, "").strip();
  }

  /**
   * Returns whether a page of another origin may have sent it. A browser says where a form comes
   * from; what does not say so is refused too.
   */
  boolean isForeign() {
    String site = headers.get("sec-fetch-site");
    if (site != null && !site.equals("same-origin")) {
      return true;
    }
    String origin = headers.get("origin");
    String host = headers.get("host");
    if (origin == null || host == null) {
      return site == null;
    }
    return !origin.equals("http://" + host) && !origin.equals("https://" + host);
  }
}
