package org.equipoise.integration.spring;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.desk.Desk;
import org.equipoise.desk.DeskRequest;
import org.equipoise.desk.DeskResponse;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests to a {@link Desk}. The reviewer is who the host has authenticated; whoever is not
 * authenticated is refused, whatever the host's security lets through. Thread-safe.
 */
final class DeskServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Desk desk;

  DeskServlet(Desk desk) {
    this.desk = desk;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setCharacterEncoding("UTF-8");
    DeskResponse answer = answer(request);
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private DeskResponse answer(HttpServletRequest request) {
    Principal reviewer = request.getUserPrincipal();
    if (reviewer == null || reviewer.getName().isBlank()) {
      return DeskResponse.plain(403, "only who is authenticated is let in");
    }
    boolean isPost = request.getMethod().equals("POST");
    String path = request.getPathInfo();
    Map<String, String> parameters = parameters(request);
    return desk.handle(
        new DeskRequest(
            request.getMethod(),
            request.getContextPath() + request.getServletPath(),
            path == null ? "/" : path,
            isPost ? Map.of() : parameters,
            isPost ? parameters : Map.of(),
            headers(request),
            reviewer.getName()));
  }

  private static Map<String, String> parameters(HttpServletRequest request) {
    Map<String, String> parameters = new TreeMap<>();
    request
        .getParameterMap()
        .forEach((name, values) -> parameters.put(name, values[values.length - 1]));
    return parameters;
  }

  /** Returns the headers; the host is the one that the browser sees, before any proxy. */
  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, String.join("; ", Collections.list(request.getHeaders(name))));
    }
    headers.keySet().removeIf(it -> it.equalsIgnoreCase("host"));
    headers.put(
        "host", host(request.getScheme(), request.getServerName(), request.getServerPort()));
    return headers;
  }

  private static String host(@Nullable String scheme, String name, int port) {
    int usual = "https".equals(scheme) ? 443 : 80;
    return port == usual ? name : name + ":" + port;
  }
}
