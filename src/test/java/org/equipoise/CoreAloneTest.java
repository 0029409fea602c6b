package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** All but the integrations works without any host's library. */
@EnabledIfSystemProperty(
    named = "equipoise.alone",
    matches = "true",
    disabledReason = "runs on a class path without the hosts' libraries, in the execution alone")
class CoreAloneTest {
  /** The only classes that use EJML, which is asked for before. */
  private static final Set<String> OF_MATRICES =
      Set.of(
          "org.equipoise.consultation.PrincipalComponents.class",
          "org.equipoise.consultation.winner.SymmetricInverse.class");

  /** The only classes that use RE2/J, which is asked for before. */
  private static final Set<String> OF_PATTERNS =
      Set.of(
          "org.equipoise.constitution.PatternSyntax.class",
          "org.equipoise.service.detection.Patterns.class");

  /** What uses j2html, which is asked for before. */
  private static final String OF_PAGES = "org.equipoise.desk.";

  private static final Path CLASSES = Path.of("target", "classes");

  @Test
  void noHostsLibraryIsThere() {
    for (String host :
        List.of(
            "dev.langchain4j.model.chat.ChatModel",
            "io.micrometer.core.instrument.MeterRegistry",
            "io.opentelemetry.api.OpenTelemetry",
            "org.springframework.ai.chat.client.ChatClient",
            "org.springframework.boot.SpringApplication",
            "org.springframework.core.SpringVersion",
            "reactor.core.publisher.Flux")) {
      assertThrows(ClassNotFoundException.class, () -> Class.forName(host), host);
    }
  }

  @Test
  void everyClassOfTheCoreIsFitForUse() throws IOException, ClassNotFoundException {
    int count = 0;
    int members = 0;
    try (Stream<Path> files = Files.walk(CLASSES.resolve("org/equipoise"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        String name = CLASSES.relativize(file).toString().replace('/', '.').replace('\\', '.');
        boolean isOptional =
            name.startsWith("org.equipoise.integration.")
                || name.startsWith(OF_PAGES)
                || OF_MATRICES.contains(name)
                || OF_PATTERNS.contains(name);
        if (!isOptional && !name.contains("package-info")) {
          Class<?> loaded = Class.forName(name.substring(0, name.length() - ".class".length()));
          // What a class is declared with is resolved only when it is asked for.
          members += loaded.getDeclaredMethods().length;
          members += loaded.getDeclaredFields().length;
          members += loaded.getDeclaredConstructors().length;
          count++;
        }
      }
    }
    assertTrue(count > 150, "only " + count + " classes were found");
    assertTrue(members > count, "only " + members + " members were found");
  }
}
