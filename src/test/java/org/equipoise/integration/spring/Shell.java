package org.equipoise.integration.spring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs commands of a shell. */
final class Shell {
  private Shell() {}

  /**
   * What a command came to.
   *
   * @param output what it printed, errors included
   */
  record Result(int status, String output) {}

  /** Runs a command to its end, with the port that a service is to listen on. */
  static Result run(String command, Path folder, String port)
      throws IOException, InterruptedException {
    Process process = start(command, folder, port);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  static Process start(String command, Path folder, String port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SERVER_PORT", port);
    builder.environment().put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, first) -> first + ":" + path);
    return builder.start();
  }
}
