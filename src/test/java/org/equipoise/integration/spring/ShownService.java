package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page's files and commands, with what it shows of them. */
final class ShownService {
  private static final Pattern BLOCK =
      Pattern.compile("(?:`([^`\n]+)`:\n\n)?```(\\w+)\n(.*?)```", Pattern.DOTALL);

  private final Path work;
  private final String properties;
  private final List<Step> steps;

  private record Step(String command, String shown) {}

  private ShownService(Path work, String properties, List<Step> steps) {
    this.work = work;
    this.properties = properties;
    this.steps = steps;
  }

  /** Writes the files that the page shows, each under the name before it. */
  static ShownService of(String page, Path work) throws IOException {
    String properties = "";
    List<Step> steps = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String name = block.group(1);
      String text = block.group(3);
      if (block.group(2).equals("console")) {
        steps(text, steps);
      } else if (name != null && name.endsWith(".properties")) {
        properties = text;
      } else if (name != null) {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
      }
    }
    return new ShownService(work, properties, steps);
  }

  private static void steps(String text, List<Step> steps) {
    for (String part : text.split("(?m)^\\$ ", -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        steps.add(new Step(part.substring(0, end), part.substring(end + 1)));
      }
    }
  }

  String properties() {
    return properties;
  }

  /** Types every command and compares what comes with what is shown. */
  void typeAll() throws Exception {
    assertTrue(steps.size() > 15, "the page shows " + steps.size() + " commands");
    String port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = Integer.toString(free.getLocalPort());
    }
    List<Process> running = new ArrayList<>();
    try {
      for (Step step : steps) {
        String command = step.command().replace("localhost:8080", "localhost:" + port);
        if (command.endsWith("&")) {
          String foreground = "exec " + command.substring(0, command.length() - 1);
          Process service = Shell.start(foreground, work, port);
          running.add(service);
          Path log = work.resolve("service.log");
          while (!said(log).contains("Tomcat started on port")) {
            assertTrue(service.isAlive(), () -> "the service ended: " + said(log));
            Thread.sleep(50);
          }
        } else {
          String came = Shell.run(command, work, port).output();
          assertEquals(plain(step.shown()), plain(came), command + "\n" + came);
        }
      }
    } finally {
      for (Process process : running) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static String said(Path log) {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Without digests and sizes, which differ from run to run, and spaces, which do not matter. */
  private static String plain(String text) {
    return text.replaceAll("sha256:(…|[0-9a-f]{64})", "DIGEST")
        .replaceAll("\"entries\":\\s*\\d+", "ENTRIES")
        .replaceAll("\\s+", "");
  }
}
