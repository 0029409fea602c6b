package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class ReadmeTest {
  @TempDir private Path folder;

  /** Writes the constitution that the page shows into a folder. */
  public static void constitution(Path rules) throws IOException {
    String page = Files.readString(Path.of("README.md"));
    Files.createDirectories(rules);
    Files.writeString(
        rules.resolve("constitution.json"), shown(page, "`constitution\\.json` \\(`(\\{.*?})`\\)"));
    Files.writeString(rules.resolve("attributes.json"), shown(page, "```json\n(.*?)```"));
    Files.writeString(rules.resolve("candour.drl"), shown(page, "```drl\n(.*?)```"));
  }

  private static String shown(String page, String pattern) {
    Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertTrue(found.find(), pattern);
    return found.group(1);
  }

  @Test
  void theFiveLinesOfJavaCompileAndPrintWhatIsShown() throws IOException, InterruptedException {
    Matcher code =
        Pattern.compile("```java\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    assertTrue(code.find());
    String imports = lines(code.group(1), true);
    String statements = lines(code.group(1), false);
    assertEquals(5, statements.lines().count());
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        """
        %s
        class Example {
          public static void main(String[] arguments) {
            %s
          }
        }
        """
            .formatted(imports, statements));
    Snippet.compile(List.of(source), "README.md");
    constitution(folder.resolve("rules"));
    String separator = File.pathSeparator;
    String classPath =
        Pattern.compile(Pattern.quote(separator))
            .splitAsStream(System.getProperty("java.class.path"))
            .map(it -> Path.of(it).toAbsolutePath().toString())
            .collect(Collectors.joining(separator));
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folder + separator + classPath,
                "Example")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, run.waitFor());
    assertEquals(code.group(2).strip(), printed.strip());
  }

  private static String lines(String code, boolean areImports) {
    return code.lines()
        .filter(it -> !it.isBlank() && it.startsWith("import ") == areImports)
        .collect(Collectors.joining("\n"));
  }
}
