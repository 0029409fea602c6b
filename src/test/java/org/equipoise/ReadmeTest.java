package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
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
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                InputStream.nullInputStream(),
                problems,
                problems,
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, compiled, problems.toString(StandardCharsets.UTF_8));
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
}
