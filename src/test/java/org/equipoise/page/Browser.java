package org.equipoise.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven over its DevTools protocol: what it is told are real clicks and real
 * keys. One page at a time.
 */
public final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "chrome.exe");
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private WebSocket socket;
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private String session = "";
  private int lastId;

  private Browser(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /** Starts one, or skips the test where this machine has none. */
  public static Browser start() throws Exception {
    Optional<Path> program = find();
    assumeTrue(
        program.isPresent(),
        "skipped: none of "
            + NAMES
            + " is on the path (Debian: `apt-get install chromium-headless-shell`);"
            + " EQUIPOISE_BROWSER can name one");
    Path profile = Files.createTempDirectory("equipoise-browser");
    Process process =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser = new Browser(process, profile);
    try {
      browser.connect();
      return browser;
    } catch (Exception e) {
      browser.close();
      throw e;
    }
  }

  private static Optional<Path> find() {
    String named = System.getenv("EQUIPOISE_BROWSER");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private void connect() throws Exception {
    String address = null;
    BufferedReader told = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder all = new StringBuilder();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      all.append(line).append('\n');
      if (line.startsWith("DevTools listening on ")) {
        address = line.substring("DevTools listening on ".length()).strip();
        break;
      }
    }
    if (address == null) {
      throw new IOException("the browser did not start: " + all);
    }
    Thread drain = new Thread(() -> told.lines().forEach(line -> {}), "browser's messages");
    drain.setDaemon(true);
    drain.start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Listening())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String target =
        send("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Opens a page and waits until it has loaded. */
  public void open(Path page) throws Exception {
    open(page.toUri().toString());
  }

  /** Opens an address and waits until it has loaded. */
  public void open(String address) throws Exception {
    complaints.clear();
    requests.clear();
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", address));
    loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Does something that opens another page, and waits until it has loaded. */
  public void loading(Act act) throws Exception {
    loaded = new CompletableFuture<>();
    act.run();
    loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What a test does with the browser. */
  public interface Act {
    void run() throws Exception;
  }

  /** What the page complained of: exceptions, errors, what its policy refused. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Every address asked for since the page was opened, its own included. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public void size(int width, int height) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Shows pages as on {@code screen} or in {@code print}, {@code light} or {@code dark}. */
  public void media(String medium, String scheme) throws Exception {
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "media",
            medium,
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    // The page is told of another medium in a later frame, which a busy machine may delay.
    evaluate(
        "(async () => {"
            + "const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
            + "do { await frame(); } while (!matchMedia('"
            + medium
            + "').matches);"
            + "await frame(); })()");
  }

  /** The value of an expression, which may be a promise. */
  public JsonNode evaluate(String expression) throws Exception {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** Clicks into the middle of the first element that a selector finds. */
  public void click(String selector) throws Exception {
    JsonNode at =
        evaluate(
            "(() => { const it = document.querySelector("
                + JSON.writeValueAsString(selector)
                + "); it.scrollIntoView({block: 'center'}); const box = it.getBoundingClientRect();"
                + " return [box.x + box.width / 2, box.y + box.height / 2]; })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      send(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Presses a key by its name, such as {@code Enter} or {@code ArrowLeft}. */
  public void press(String key) throws Exception {
    ObjectNode down = JSON.createObjectNode().put("key", key).put("code", key);
    switch (key) {
      case "Enter" -> down.put("text", "\r").put("windowsVirtualKeyCode", 13);
      case "Tab" -> down.put("windowsVirtualKeyCode", 9);
      case "Escape" -> down.put("windowsVirtualKeyCode", 27);
      case "Space" -> down.put("key", " ").put("text", " ").put("windowsVirtualKeyCode", 32);
      case "ArrowLeft" -> down.put("windowsVirtualKeyCode", 37);
      case "ArrowUp" -> down.put("windowsVirtualKeyCode", 38);
      case "ArrowRight" -> down.put("windowsVirtualKeyCode", 39);
      case "ArrowDown" -> down.put("windowsVirtualKeyCode", 40);
      default -> throw new IllegalArgumentException("the key `" + key + "` is not known here");
    }
    send("Input.dispatchKeyEvent", down.deepCopy().put("type", "keyDown"));
    send("Input.dispatchKeyEvent", down.put("type", "keyUp"));
  }

  /** Chooses a file in the first control for files that a selector finds. */
  public void choose(String selector, Path file) throws Exception {
    int document = send("DOM.getDocument", Map.of()).at("/root/nodeId").asInt();
    int node =
        send("DOM.querySelector", Map.of("nodeId", document, "selector", selector))
            .get("nodeId")
            .asInt();
    send(
        "DOM.setFileInputFiles",
        Map.of("nodeId", node, "files", List.of(file.toAbsolutePath().toString())));
  }

  /** Types into what has the focus. */
  public void type(String text) throws Exception {
    send("Input.insertText", Map.of("text", text));
  }

  public void screenshot(Path file, boolean whole) throws Exception {
    JsonNode shot =
        send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", whole));
    Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  JsonNode send(String method, Object parameters)
      throws InterruptedException, ExecutionException, TimeoutException {
    ObjectNode message = JSON.createObjectNode();
    int id = ++lastId;
    message.put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private final class Listening implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        try {
          hear(JSON.readTree(whole));
        } catch (IOException e) {
          complaints.add("the browser sent no JSON: " + whole);
        }
      }
      from.request(1);
      return null;
    }

    private void hear(JsonNode message) {
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").asInt());
        if (message.has("error")) {
          answer.completeExceptionally(new AssertionError(message.get("error").toString()));
        } else {
          answer.complete(message.get("result"));
        }
        return;
      }
      JsonNode told = message.path("params");
      switch (message.path("method").asText()) {
        case "Page.loadEventFired" -> loaded.complete(null);
        case "Network.requestWillBeSent" -> requests.add(told.get("request").get("url").asText());
        case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(told.toString());
        case "Runtime.consoleAPICalled" -> complaints.add(told.get("args").toString());
        default -> {}
      }
    }
  }
}
