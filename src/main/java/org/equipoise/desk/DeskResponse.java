package org.equipoise.desk;

import java.util.Map;
import java.util.TreeMap;

/**
 * A response of the desk. Immutable.
 *
 * @param status the status of HTTP
 * @param headers the headers by name
 * @param body the text, in UTF-8
 */
public record DeskResponse(int status, Map<String, String> headers, String body) {
  /** Nothing but the desk's own style and script, no frames, and forms that are sent to it only. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  public DeskResponse {
    headers = Map.copyOf(headers);
  }

  static DeskResponse of(int status, String type, String body) {
    Map<String, String> headers = guarded();
    headers.put("Content-Type", type + "; charset=utf-8");
    return new DeskResponse(status, headers, body);
  }

  /** Returns a response of a line of text. */
  public static DeskResponse plain(int status, String text) {
    return of(status, "text/plain", text + "\n");
  }

  /** Sends the browser to a page, which it then gets. */
  static DeskResponse to(String path) {
    Map<String, String> headers = guarded();
    headers.put("Location", path);
    return new DeskResponse(303, headers, "");
  }

  DeskResponse with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new DeskResponse(status, more, body);
  }

  private static Map<String, String> guarded() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Cache-Control", "no-store");
    headers.put("Content-Security-Policy", POLICY);
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Referrer-Policy", "same-origin");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    return headers;
  }
}
