package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/** An application packed as Spring Boot packs it, started by {@code java -jar}, asked by HTTP. */
@EnabledIfSystemProperty(
    named = "equipoise.boot",
    matches = ".+",
    disabledReason = "runs where the class path has a web server, in the execution spring-boot-4")
class FatJarTest {
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  @TempDir private Path folder;

  @Test
  void anApplicationWithTheReadmesPropertiesBlocksBlackmailAndShowsIt() throws Exception {
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                fatJar(FatJarApplication.class, properties()).toString(),
                "--server.port=0",
                "--management.endpoint.health.show-details=always",
                Path.of("test-fixtures", "assistant-conduct", "cases.jsonl").toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = application.inputReader(StandardCharsets.UTF_8)) {
      int port = port(out);
      JsonNode health = get(port, "health").at("/components/equipoise");
      assertEquals("UP", health.path("status").asText(), health::toString);
      JsonNode shown = get(port, "equipoise");
      assertEquals("enforce", shown.get("mode").asText());
      assertEquals("blocked", shown.get("canary").asText());
      JsonNode last = shown.get("recent").get(0);
      assertEquals("shutdown-1", last.get("case").asText(), shown::toString);
      JsonNode blackmail = last.get("outputs").get(0);
      assertEquals("blackmail", blackmail.get("output").asText());
      assertEquals("block", blackmail.get("action").asText());
      assertEquals("principle:no-coercion", blackmail.get("forbidden").get(0).asText());
    } finally {
      application.destroyForcibly().waitFor();
    }
  }

  /**
   * The page shows what an operator types and what comes of it, and this types it: on a disk of its
   * own, which fills up, and whose ledger vanishes.
   */
  @Test
  void aServiceIsTakenThroughWhatGoesWrongAsThePageShows() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    Path disk = Files.createDirectory(work.resolve("disk"));
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/curl"))
            && Shell.run("mount -t tmpfs -o size=1m tmpfs " + disk, folder, "").status() == 0,
        "needs curl, and a disk that can be filled: only who may mount one has it");
    try {
      String page = Files.readString(Path.of("src", "docs", "spring.md"));
      ShownService service = ShownService.of(page, work);
      Files.writeString(work.resolve("ledger.key"), SigningKey.generate("example.org").secret());
      Files.move(
          fatJar(ServiceApplication.class, service.properties()), work.resolve("service.jar"));
      service.typeAll();
    } finally {
      Shell.run("umount " + disk, folder, "");
    }
  }

  /** Reads on until the application listens; it has then said that it was held back. */
  private static int port(BufferedReader out) throws IOException {
    StringBuilder said = new StringBuilder();
    int port = 0;
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        port = Integer.parseInt(started.group(1));
      }
      if (line.startsWith("held back: ")) {
        assertTrue(line.contains("it uses a threat to bend somebody's will"), line);
        return port;
      }
    }
    return fail("the application ended:\n" + said);
  }

  private static JsonNode get(int port, String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode(), path);
    return new ObjectMapper().readTree(response.body());
  }

  @SuppressWarnings("StringSplitter")
  private Path fatJar(Class<?> application, String properties) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Files.writeString(classes.resolve("application.properties"), properties);
    Path own = Path.of("target", "test-classes", application.getPackageName().replace('.', '/'));
    Path copy = classes.resolve(application.getPackageName().replace('.', '/'));
    Files.createDirectories(copy);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(own, application.getSimpleName() + "{,$*}.class")) {
      for (Path file : files) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    Path plain = jar("application.jar", classes);
    Map<String, File> libraries = new LinkedHashMap<>();
    libraries.put("equipoise.jar", jar("equipoise.jar", Path.of("target", "classes")).toFile());
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
      File file = new File(element);
      if (file.isFile()
          && !file.getName()
              .matches("(junit|archunit|surefire|opentelemetry-sdk|onnxruntime|tokenizers).*")) {
        libraries.putIfAbsent(file.getName(), file);
      }
    }
    Path packed = folder.resolve("packed.jar");
    Repackager repackager = new Repackager(plain.toFile());
    repackager.setMainClass(application.getName());
    repackager.repackage(
        packed.toFile(),
        callback -> {
          for (File library : libraries.values()) {
            callback.library(new Library(library, LibraryScope.COMPILE));
          }
        });
    return packed;
  }

  /** The properties that the page on Spring Boot shows. */
  private static String properties() throws IOException {
    Matcher shown =
        Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("src/docs/spring.md")));
    assertTrue(shown.find());
    return shown.group(1);
  }

  private Path jar(String name, Path content) {
    Path jar = folder.resolve(name);
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file",
                jar.toString(),
                "-C",
                content.toString(),
                ".");
    assertEquals(0, code);
    return jar;
  }
}
