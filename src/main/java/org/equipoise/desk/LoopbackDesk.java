package org.equipoise.desk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a desk to one browser on this machine. The address has a token that lets a browser in
 * once, which then keeps a cookie. Requests under another name of the host are refused, so that a
 * foreign page cannot reach the desk through a name that it makes up. Thread-safe.
 */
public final class LoopbackDesk implements AutoCloseable {
  static final int MAX_NAME = 100;

  private static final Logger LOG = LoggerFactory.getLogger(LoopbackDesk.class);
  private static final int MAX_FORM = 8 << 20;
  private static final String NOBODY = "";

  private final Desk desk;
  private final HttpServer server;
  private final ExecutorService threads;

  /** The name of the cookie; browsers do not tell the ports of a host apart. */
  private final String cookie;

  private final SecureRandom random = new SecureRandom();

  /** The name of the reviewer, by cookie; empty until it is known. */
  private final Map<String, String> sessions = new ConcurrentHashMap<>();

  private @Nullable String token;

  private LoopbackDesk(Desk desk, HttpServer server, ExecutorService threads) {
    this.desk = desk;
    this.server = server;
    this.threads = threads;
    this.cookie = "equipoise-desk-" + server.getAddress().getPort();
    this.token = secret();
  }

  /**
   * Starts a server.
   *
   * @param port the port; 0 for any that is free
   * @throws IOException if the port is taken
   */
  public static LoopbackDesk start(Desk desk, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            4,
            work -> {
              Thread thread = new Thread(work, "desk");
              thread.setDaemon(true);
              return thread;
            });
    LoopbackDesk started = new LoopbackDesk(desk, server, threads);
    server.createContext("/", started::serve);
    server.setExecutor(threads);
    server.start();
    return started;
  }

  /**
   * Returns the address for the one browser that is let in: with the token, until that was used.
   */
  public synchronized String address() {
    return token == null ? origin() : origin() + "/?token=" + token;
  }

  /** Returns the address without a token. */
  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String secret() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      send(exchange, response(exchange));
    } catch (IOException e) {
      LOG.debug("a browser went away", e);
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
    }
  }

  private DeskResponse response(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join("; ", values)));
    String host = headers.getOrDefault("Host", "");
    int port = server.getAddress().getPort();
    if (!List.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
      return DeskResponse.plain(403, "the desk is at " + origin());
    }
    Map<String, String> query = decoded(exchange.getRequestURI().getRawQuery());
    String given = query.get("token");
    if (given != null) {
      return enter(given);
    }
    Optional<String> session = session(headers.getOrDefault("Cookie", ""));
    if (session.isEmpty()) {
      return DeskResponse.plain(
          403, "open the address that `equipoise desk` printed; it lets one browser in, once");
    }
    byte[] body = body(exchange.getRequestBody());
    if (body.length > MAX_FORM) {
      return DeskResponse.plain(413, "this form is too large");
    }
    String name = sessions.getOrDefault(session.get(), NOBODY);
    DeskRequest request =
        new DeskRequest(
            exchange.getRequestMethod(),
            "",
            exchange.getRequestURI().getPath(),
            query,
            exchange.getRequestMethod().equals("POST")
                ? decoded(new String(body, StandardCharsets.UTF_8))
                : Map.of(),
            headers,
            name.isEmpty() ? null : name);
    return request.isPost() && request.path().equals("/who") && !request.isForeign()
        ? named(session.get(), request)
        : desk.handle(request);
  }

  /** Lets the first browser in that has the token. */
  private synchronized DeskResponse enter(String given) {
    String wanted = token;
    if (wanted == null
        || !MessageDigest.isEqual(
            wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
      return DeskResponse.plain(403, "this token is not valid: it lets one browser in, once");
    }
    token = null;
    String session = secret();
    sessions.put(session, NOBODY);
    return DeskResponse.to("/")
        .with("Set-Cookie", cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict");
  }

  private Optional<String> session(String cookies) {
    for (String each : cookies.split(";", -1)) {
      String value = each.strip();
      if (value.startsWith(cookie + "=")
          && sessions.containsKey(value.substring(cookie.length() + 1))) {
        return Optional.of(value.substring(cookie.length() + 1));
      }
    }
    return Optional.empty();
  }

  private DeskResponse named(String session, DeskRequest request) {
    String name = request.field("name");
    if (!name.isEmpty() && name.length() <= MAX_NAME) {
      sessions.put(session, name);
    }
    return DeskResponse.to("/");
  }

  private static byte[] body(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(in.readNBytes(MAX_FORM + 1));
    return body.toByteArray();
  }

  private static Map<String, String> decoded(@Nullable String text) {
    Map<String, String> fields = new HashMap<>();
    if (text == null || text.isEmpty()) {
      return fields;
    }
    for (String pair : text.split("&", -1)) {
      int is = pair.indexOf('=');
      String name = is < 0 ? pair : pair.substring(0, is);
      try {
        fields.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            is < 0 ? "" : URLDecoder.decode(pair.substring(is + 1), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        LOG.debug("a field is not encoded as forms are", e);
      }
    }
    return fields;
  }

  private static void send(HttpExchange exchange, DeskResponse response) throws IOException {
    byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(response.status(), bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }
}
