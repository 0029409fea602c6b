package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
  /** A host with what the snippets take for granted. */
  private static final String FRAMEWORKS =
      """
      import dev.langchain4j.model.chat.ChatModel;
      import dev.langchain4j.service.AiServices;
      import io.micrometer.core.instrument.MeterRegistry;
      import io.opentelemetry.api.OpenTelemetry;
      import org.equipoise.constitution.Constitution;
      import org.equipoise.facts.*;
      import java.nio.file.Path;
      import java.util.List;
      import org.equipoise.decision.Decision;
      import org.equipoise.service.governor.*;
      import org.equipoise.constitution.metering.Budget;
      import org.equipoise.service.guard.*;
      import org.equipoise.integration.langchain4j.*;
      import org.equipoise.integration.micrometer.GovernorMeters;
      import org.equipoise.integration.opentelemetry.DecisionEvents;
      import org.equipoise.integration.springai.*;
      import org.springframework.ai.chat.client.ChatClient;
      import org.springframework.ai.tool.ToolCallback;
      abstract class Host {
        interface Assistant { String chat(String message); }
        interface Classifier { Attributes classify(String text); }
        interface Desk { boolean allows(Case given); }
        static class Mail { @dev.langchain4j.agent.tool.Tool void send(String text) {} }
        static Constitution constitution;
        static Governor governor;
        static GovernorListener alarms;
        static Path folder;
        static Case given;
        static List<Judgment> judgments;
        static Guard guard;
        static Classifier classifier;
        static Desk desk;
        static String text;
        static ChatModel model;
        static org.springframework.ai.chat.model.ChatModel springModel;
        static ToolCallback tool;
        static MeterRegistry registry;
        static OpenTelemetry openTelemetry;
      }
      class Snippet extends Host {
        void snippet() {
          %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void theFiveLinesOfJavaCompileAndBlockALie() throws IOException, InterruptedException {
    Matcher code =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    code.find();
    assertEquals(5, code.group(1).lines().count());
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        import java.nio.file.Path;
        import java.util.Map;
        import org.equipoise.constitution.Constitution;
        import org.equipoise.decision.*;
        import org.equipoise.facts.*;
        class Example {
          public static void main(String[] arguments) {
            %s
          }
        }
        """
            .formatted(code.group(1)));
    compile(source);
    String classPath = System.getProperty("java.class.path");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + System.getProperty("path.separator") + classPath,
                "Example")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, run.waitFor());
    assertEquals("BLOCK", printed.strip());
  }

  @Test
  void whatIsShownOfServicesAndFrameworksCompiles() throws IOException {
    String section =
        Files.readString(Path.of("README.md"))
            .replaceFirst("(?s).*\\n## In a running service\\n", "")
            .replaceFirst("(?s)\\n## The ledger\\n.*", "");
    List<String> snippets =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(section)
            .results()
            .map(it -> it.group(1))
            .toList();
    assertFalse(snippets.isEmpty());
    for (int i = 0; i < snippets.size(); i++) {
      Path source = Files.createDirectory(folder.resolve("s" + i)).resolve("Snippet.java");
      Files.writeString(source, FRAMEWORKS.formatted(snippets.get(i)));
      compile(source);
    }
  }

  private static void compile(Path source) {
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                InputStream.nullInputStream(),
                problems,
                problems,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                source.getParent().toString(),
                source.toString());
    assertEquals(0, compiled, problems.toString(StandardCharsets.UTF_8));
  }
}
