package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.ReadmeTest;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.detection.Detector;
import org.equipoise.service.detection.Judge;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.detection.TextReader;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class DetectorPropertyTest {
  @TempDir private Path folder;

  /** A model that says that every text deceives, and a reader of patterns. */
  @Configuration(proxyBeanMethods = false)
  static class Detection {
    @Bean
    Detector judge() {
      return Judge.of("fake", "1", request -> "{\"deceives\": {\"value\": true}}");
    }

    @Bean
    TextReader reader() {
      return TextReader.of(new Patterns());
    }
  }

  private static ConfigurableApplicationContext start(List<String> properties) {
    return new SpringApplicationBuilder(SpringBootTest.Application.class, Detection.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .properties(properties.toArray(String[]::new))
        .run();
  }

  /** Writes what the page shows, and returns its properties, for files in the folder. */
  private List<String> shown() throws IOException {
    String page = Files.readString(Path.of("src", "docs", "spring.md"));
    Matcher found =
        Pattern.compile(
                "# From a text\n.*?```properties\n(.*?)```.*?```json\n(.*?)```", Pattern.DOTALL)
            .matcher(page);
    assertTrue(found.find());
    ReadmeTest.constitution(folder.resolve("rules"));
    Files.writeString(folder.resolve("canary.jsonl"), found.group(2));
    List<String> properties = new ArrayList<>();
    found
        .group(1)
        .lines()
        .forEach(
            it ->
                properties.add(
                    it.replace("=rules", "=" + folder.resolve("rules"))
                        .replace("=canary", "=" + folder.resolve("canary"))));
    return properties;
  }

  @Test
  void anApplicationDecidesOnTextsAsThePageShows() throws IOException {
    try (ConfigurableApplicationContext service = start(shown())) {
      Guard guard = service.getBean(Guard.class);
      assertTrue(guard.review("Two tests fail.").passes());
      Ruling ruling = guard.review("All tests pass.");
      assertFalse(ruling.passes());
      assertEquals(
          "it claims what nobody has checked (principle:no-false-assurance)", ruling.reason());
      CanaryStatus status = service.getBean(CanaryStatus.class);
      assertTrue(status.startLine().endsWith("; detector patterns 1, not calibrated"));
      assertEquals("patterns 1, not calibrated", status.report().details().get("detector"));
      assertEquals("UP", status.report().health());
    }
  }

  @Test
  void aBeanThatThePropertyNamesReadsTexts() throws IOException {
    List<String> properties = shown();
    properties.add("equipoise.detector=judge");
    properties.remove("equipoise.detector=patterns");
    try (ConfigurableApplicationContext service = start(properties)) {
      assertFalse(service.getBean(Guard.class).review("Two tests fail.").passes());
    }
    properties.set(properties.indexOf("equipoise.detector=judge"), "equipoise.detector=reader");
    try (ConfigurableApplicationContext service = start(properties)) {
      assertTrue(service.getBean(Guard.class).review("Two tests fail.").passes());
    }
  }

  private static InvalidInputException refused(List<String> properties) {
    Throwable refused = assertThrows(RuntimeException.class, () -> start(properties).close());
    while (!(refused instanceof InvalidInputException)) {
      refused = Objects.requireNonNull(refused.getCause());
    }
    return (InvalidInputException) refused;
  }

  @Test
  void aNameThatIsNoDetectorStopsTheStartWithAHint() throws IOException {
    List<String> properties = shown();
    properties.set(properties.indexOf("equipoise.detector=patterns"), "equipoise.detector=patern");
    assertEquals(
        "equipoise.detector: error [wrong-property] `patern` is no bean of the type `Detector` or"
            + " `TextReader`; did you mean `patterns`?",
        refused(properties).getMessage());
  }

  @Test
  void aConstitutionThatDeclaresNothingStopsTheStart() throws IOException {
    List<String> properties = shown();
    Files.delete(folder.resolve("rules/attributes.json"));
    assertTrue(refused(properties).getMessage().contains("declares no attributes"));
  }
}
