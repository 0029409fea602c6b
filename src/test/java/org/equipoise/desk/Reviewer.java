package org.equipoise.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;

/** Somebody who judges at a desk over HTTP. */
final class Reviewer {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String origin;
  private final String cookie;

  /** Enters a desk by the address that it printed. */
  Reviewer(String address) throws IOException, InterruptedException {
    this.origin = address.substring(0, address.indexOf("/?"));
    HttpResponse<Void> entered =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.discarding());
    String set = entered.headers().firstValue("Set-Cookie").orElseThrow();
    this.cookie = Objects.requireNonNull(set).substring(0, set.indexOf(';'));
    post("/who", "name=Ada");
  }

  /** Judges a case, and returns the status of HTTP: 303 if the judgment was recorded. */
  int judge(long entry) throws IOException, InterruptedException {
    return post("/cases/" + entry, "status-0=forbidden&confidence=0.9&why=" + reason(entry));
  }

  /** The reason that is given for a judgment: of a length that depends on the case. */
  static String reason(long entry) {
    return "because-" + entry + "-" + "x".repeat((int) (entry % 7) * 500);
  }

  private int post(String path, String form) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(origin + path))
                .header("Cookie", cookie)
                .header("Origin", origin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
