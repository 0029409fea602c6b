package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.review.PlantedCases;
import org.equipoise.authoring.adoption.TextPatch;
import org.equipoise.constitution.Constitution;
import org.equipoise.consultation.GroupFinder;
import org.equipoise.consultation.Grouping;
import org.equipoise.consultation.Vote;
import org.equipoise.consultation.Votes;
import org.equipoise.desk.Desk;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.detection.Patterns;
import org.equipoise.service.guard.Guard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of each integration where a library is not there that it could do without. */
class OptionalLibrariesTest {
  private static final String MORALITY = Path.of("rules", "common-morality").toString();

  @TempDir private Path folder;

  /** Reads fixtures as {@code FixtureTests} does, on another class path. */
  public static final class Fixtures implements UnaryOperator<String> {
    @Override
    public String apply(String file) {
      return org.equipoise.authoring.fixture.Fixtures.read(Path.of(file)).size() + " read";
    }
  }

  /** Starts an application with a ledger and reviews a case, on another class path. */
  public static final class Application implements UnaryOperator<String> {
    @Override
    public String apply(String ledger) {
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(SpringBootTest.Application.class)
              .web(WebApplicationType.NONE)
              .logStartupInfo(false)
              .properties(
                  "equipoise.constitution=" + MORALITY,
                  "equipoise.mode=enforce",
                  "equipoise.ledger=" + ledger)
              .run()) {
        Attributes attributes = Attributes.of(Map.of("violates", Map.of("death", true)));
        Case given = Case.of("C-1", Output.of("a", attributes));
        return context.getBean(Guard.class).review(given).passes() ? "passes" : "held back";
      }
    }
  }

  /** Reads a patch. */
  public static final class Patches implements UnaryOperator<String> {
    @Override
    public String apply(String patch) {
      return TextPatch.parse(patch).applyTo(Map.of("rules.drl", "a\n")).toString();
    }
  }

  /** Counts groups of voters that are named, or to be found. */
  public static final class Groups implements UnaryOperator<String> {
    @Override
    public String apply(String how) {
      Votes.Collector votes = new Votes.Collector();
      votes.vote("ann", "1", Vote.AGREE);
      Grouping grouping =
          how.equals("find")
              ? GroupFinder.of(votes.votes(), Set.of()).groups(2, 1)
              : Grouping.of(votes.votes(), Map.of("ann", "a"));
      return String.valueOf(grouping.names().size());
    }
  }

  /** Loads a constitution that declares patterns, or makes a detector of them. */
  public static final class LoadedPatterns implements UnaryOperator<String> {
    @Override
    public String apply(String folder) {
      return folder.isEmpty()
          ? new Patterns().card().id()
          : Constitution.load(Path.of(folder)).name();
    }
  }

  /** Opens a desk. */
  public static final class Desks implements UnaryOperator<String> {
    @Override
    public String apply(String ledger) {
      try (LedgerRecorder recorder = LedgerRecorder.open(Path.of(ledger), LedgerOptions.DEFAULT)) {
        Clock clock = Clock.systemUTC();
        Desk desk = new Desk(recorder, () -> null, PlantedCases.NONE, clock);
        return desk.getClass().getSimpleName();
      }
    }
  }

  /** What an operator of this test returns on the class path without some libraries. */
  private static String without(String libraries, Class<?> operator, String argument)
      throws Exception {
    Pattern absent = Pattern.compile(libraries);
    List<URL> urls = new ArrayList<>();
    int left = 0;
    for (String element :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      if (absent.matcher(Path.of(element).getFileName().toString()).lookingAt()) {
        left++;
      } else {
        urls.add(url(element));
      }
    }
    assertTrue(left > 0, "nothing was left out for " + libraries);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object made = loader.loadClass(operator.getName()).getConstructor().newInstance();
      @SuppressWarnings("unchecked")
      UnaryOperator<String> asked = (UnaryOperator<String>) made;
      return asked.apply(argument);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(String element) throws MalformedURLException {
    return Path.of(element).toUri().toURL();
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jackson-dataformat-yaml", "snakeyaml", "jackson-dataformat-yaml|snake"})
  void withoutALibraryForYamlFixturesInYamlAreRefusedWithAHint(String absent) throws Exception {
    for (String name : List.of("f.yaml", "f.yml", "F.YAML")) {
      String file = write(name, "given: {case: C-1, outputs: [{output: a}]}\nexpect: {a: abstain}");
      Exception refusal =
          assertThrows(Exception.class, () -> without(absent, Fixtures.class, file), file);
      assertTrue(
          refusal.getMessage().contains("jackson-dataformat-yaml"), () -> refusal.toString());
      assertEquals(
          "org.equipoise.problem.InvalidInputException", refusal.getClass().getName(), file);
    }
  }

  @Test
  void withoutALibraryForPatchesTheyAreRefusedWithAHint() throws Exception {
    String patch = "--- a/rules.drl\n+++ b/rules.drl\n@@ -1,1 +1,1 @@\n-a\n+b\n";
    Exception refusal =
        assertThrows(Exception.class, () -> without("java-diff-utils", Patches.class, patch));
    assertEquals(
        "patches need the library `io.github.java-diff-utils:java-diff-utils`, which is not on the"
            + " class path: add it",
        refusal.getMessage());
  }

  @Test
  void withoutALibraryForMatricesNoGroupsAreFoundAndTheNamedOnesAreCounted() throws Exception {
    Exception refusal = assertThrows(Exception.class, () -> without("ejml", Groups.class, "find"));
    assertTrue(
        refusal.getMessage().contains("need the library `org.ejml:ejml-ddense`"),
        refusal::getMessage);
    assertEquals("1", without("ejml", Groups.class, "named"));
  }

  @Test
  void withoutALibraryForPatternsTheyAreRefusedOnceWithTheirPlaceAndAHint() {
    String rules = Path.of("test-fixtures", "detection").toString();
    Exception refusal =
        assertThrows(Exception.class, () -> without("re2j", LoadedPatterns.class, rules));
    assertEquals(
        Path.of(rules, "attributes.json")
            + ":4:28: error [missing-library] deceives.detect.patterns: patterns need the library"
            + " `com.google.re2j:re2j`, which is not on the class path; add it, or drop `detect`",
        refusal.getMessage());
    refusal = assertThrows(Exception.class, () -> without("re2j", LoadedPatterns.class, ""));
    assertEquals(
        "patterns need the library `com.google.re2j:re2j`, which is not on the class path: add it",
        refusal.getMessage());
  }

  @Test
  void withoutALibraryForMarkupTheDeskIsRefusedWithAHint() {
    String ledger = folder.resolve("ledger").toString();
    Exception refusal = assertThrows(Exception.class, () -> without("j2html", Desks.class, ledger));
    assertEquals(
        "pages of the desk need the library `com.j2html:j2html`, which is not on the class path:"
            + " add it",
        refusal.getMessage());
  }

  @Test
  void withoutALibraryForYamlFixturesInJsonAreRun() throws Exception {
    String file =
        write(
            "f.json",
            "{\"given\":{\"case\":\"C-1\",\"outputs\":[{\"output\":\"a\"}]},"
                + "\"expect\":{\"a\":\"abstain\"}}");
    assertEquals("1 read", without("jackson-dataformat-yaml|snake", Fixtures.class, file));
  }

  @Test
  void anApplicationStartsWithoutWhatItCanDoWithout() throws Exception {
    String absent =
        "micrometer-|opentelemetry-|spring-boot-actuator|spring-boot-health|langchain4j|spring-ai"
            + "|jackson-dataformat-yaml|j2html|picocli|re2j|reactor";
    String ledger = folder.resolve("ledger").toString();
    assertEquals("held back", without(absent, Application.class, ledger));
  }
}
