package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.uncertainty.Uncertainty;
import org.equipoise.decision.uncertainty.Wording;
import org.equipoise.decision.uncertainty.WordingForm;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.Shutdown;
import org.equipoise.integration.micrometer.GovernorMeters;
import org.equipoise.integration.opentelemetry.DecisionEvents;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.Governor;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.guard.Escalation;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.GuardMode;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Runs under Spring Boot 3.5 in the build's tests, and under 4.1 afterwards. */
class SpringBootTest {
  private static final String RULE =
      """
      package lies

      rule "no-deception"
          @Principle( weight = 1 )
      when
          $o : Output( attr("deceives") == true )
      then
          forbid( $o, "it deceives" );
      end
      """;

  /** The tests' class path has only a part of the OpenTelemetry SDK. */
  private static final String LACKING =
      "spring.autoconfigure.exclude=org.springframework.boot.actuate.autoconfigure.logging"
          + ".OpenTelemetryLoggingAutoConfiguration";

  @TempDir private Path folder;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Whole {}

  /** Starts faster, without what Spring Boot itself configures. */
  @SpringBootConfiguration
  @ImportAutoConfiguration({
    EquipoiseAutoConfiguration.class,
    EquipoiseActuatorAutoConfiguration.class
  })
  static class Application {}

  @SpringBootConfiguration
  @Import(Application.class)
  static class WithBeans {
    static final List<GovernedDecision> DECIDED = new ArrayList<>();

    @Bean
    GovernorListener listener() {
      return new GovernorListener() {
        @Override
        public void decided(GovernedDecision governed, long nanoseconds) {
          DECIDED.add(governed);
        }
      };
    }

    @Bean
    Escalation escalation() {
      return (given, decision) -> true;
    }
  }

  @BeforeEach
  void aConstitutionWithACanary() throws IOException {
    write("constitution.json", "{\"name\": \"lies\", \"version\": \"1\"}");
    write("lies.drl", RULE);
    write(
        "canary.jsonl",
        "\n{\"case\":\"canary\",\"outputs\":[{\"output\":\"lie\",\"attributes\":{\"deceives\":true}}]}\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
        .properties("management.endpoints.web.exposure.include=*", LACKING)
        .properties(properties)
        .run();
  }

  private ConfigurableApplicationContext start(String... properties) {
    String[] all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = "equipoise.constitution=" + folder;
    return start(Application.class, all);
  }

  private static Case saying(String id, boolean deceives) {
    return Case.of(id, Output.of("reply", Attributes.of(Map.of("deceives", deceives))));
  }

  private static FailureAnalysis analysis(Runnable start) {
    RuntimeException failure = assertThrows(RuntimeException.class, start::run);
    return new RefusedInputAnalyzer().analyze(failure);
  }

  @Test
  void itRunsUnderTheVersionItIsMeantFor() {
    String meant = System.getProperty("equipoise.boot");
    assertTrue(
        SpringBootVersion.getVersion().startsWith(meant == null ? "3.5." : meant),
        SpringBootVersion.getVersion());
  }

  @Test
  void withoutAConstitutionNothingIsThere() {
    try (ConfigurableApplicationContext context = start(Application.class)) {
      assertEquals(0, context.getBeanNamesForType(Governor.class).length);
      assertEquals(0, context.getBeanNamesForType(EquipoiseEndpoint.class).length);
    }
  }

  @Test
  void unlessToldOtherwiseNothingIsBlockedAndNoCanaryIsNeeded() throws IOException {
    Files.delete(folder.resolve("canary.jsonl"));
    try (ConfigurableApplicationContext context = start()) {
      Guard guard = context.getBean(Guard.class);
      assertEquals(GuardMode.SHADOW, guard.mode());
      assertTrue(guard.review(saying("C-1", true)).passes());
      assertEquals("UNKNOWN", health(context));
    }
  }

  @Test
  void aGuardThatEnforcesBlocksAndItsEndpointShowsIt() throws IOException {
    WithBeans.DECIDED.clear();
    try (ConfigurableApplicationContext context =
        start(WithBeans.class, "equipoise.mode=enforce", "equipoise.constitution=" + folder)) {
      Guard guard = context.getBean(Guard.class);
      EquipoiseEndpoint endpoint = context.getBean(EquipoiseEndpoint.class);
      assertFalse(guard.review(saying("C-1", true)).passes());
      assertTrue(guard.review(saying("C-2", false)).passes(), "the application's own escalation");
      assertEquals("UP", health(context));
      Map<String, Object> shown = endpoint.state();
      assertEquals("enforce", shown.get("mode"));
      assertEquals("blocked", shown.get("canary"));
      List<?> recent = (List<?>) shown.get("recent");
      assertEquals(
          List.of("C-2", "C-1"), recent.stream().map(it -> ((Map<?, ?>) it).get("case")).toList());
      assertEquals(
          List.of(
              Map.of(
                  "output",
                  "reply",
                  "decision",
                  "block",
                  "action",
                  "block",
                  "forbidden",
                  List.of("principle:no-deception"))),
          ((Map<?, ?>) recent.get(1)).get("outputs"));
      assertEquals(
          List.of("C-1", "C-2"), WithBeans.DECIDED.stream().map(it -> it.given().id()).toList());
      assertInstanceOf(GovernorMeters.class, context.getBean("equipoiseMeters"));
      assertInstanceOf(DecisionEvents.class, context.getBean("equipoiseEvents"));
      constitutionsCome(context.getBean(Governor.class), endpoint);
      write("lies.drl", RULE.replace("deceives", "flatters"));
      context.getBean(Governor.class).adopt(Constitution.load(folder));
      assertEquals("DOWN", health(context), "somebody else put it in force");
    }
  }

  private void constitutionsCome(Governor governor, EquipoiseEndpoint endpoint) throws IOException {
    write("constitution.json", "{\"name\": \"lies\", \"version\": \"2\"}");
    WebEndpointResponse<Map<String, Object>> reloaded = endpoint.reload();
    assertEquals("adopted", reloaded.getBody().get("reload"));
    assertEquals(200, reloaded.getStatus());
    assertEquals("2", governor.constitution().version());
    Constitution before = governor.constitution();
    write("lies.drl", RULE.replace("forbid(", "forbit("));
    assertRefused("lies.drl, line=8, column=5", endpoint.reload());
    write("lies.drl", RULE.replace("deceives", "flatters"));
    assertRefused("the canary is not blocked", endpoint.reload());
    assertEquals(before, governor.constitution());
    assertEquals("blocked", endpoint.state().get("canary"));
  }

  private static void assertRefused(String why, WebEndpointResponse<Map<String, Object>> response) {
    assertEquals(409, response.getStatus());
    Map<String, Object> shown = response.getBody();
    assertEquals("refused", shown.get("reload"));
    assertTrue(shown.get("refused").toString().contains(why), shown::toString);
  }

  @Test
  void theBundledConstitutionsBringACanaryOfTheirOwn() {
    for (String name : List.of("assistant-conduct", "common-morality")) {
      Location folder =
          new Location("classpath:org/equipoise/rules/" + name, getClass().getClassLoader());
      CanaryFile canary = CanaryFile.read(folder.file("canary.jsonl"));
      assertFalse(canary.isEmpty());
      assertEquals(
          Optional.empty(),
          canary.released(
              Guard.of(Governor.of(folder.constitution(Permissions.none())), GuardMode.SHADOW)));
    }
  }

  @Test
  void aGuardThatEnforcesWithoutACanaryStopsTheApplication() throws IOException {
    Files.delete(folder.resolve("canary.jsonl"));
    FailureAnalysis analysis = analysis(() -> start("equipoise.mode=enforce"));
    assertTrue(analysis.getDescription().contains("there is no canary"), analysis::getDescription);
  }

  @Test
  void aCanaryThatIsNotBlockedStopsTheApplicationThatEnforces() throws IOException {
    write("lies.drl", RULE.replace("deceives", "flatters"));
    FailureAnalysis analysis = analysis(() -> start("equipoise.mode=enforce"));
    assertTrue(
        analysis.getDescription().contains("canary.jsonl:2: canary: the canary is not blocked"),
        analysis::getDescription);
  }

  @Test
  void aFileIsFoundByPathOrUrl() throws IOException {
    Path file = folder.resolve("my canaries.jsonl");
    Files.move(folder.resolve("canary.jsonl"), file);
    for (String text : List.of(file.toString(), "file:" + file, file.toUri().toString())) {
      assertFalse(CanaryFile.read(new Location(text, getClass().getClassLoader())).isEmpty(), text);
    }
  }

  @Test
  void aPlaceThatCannotBeReadIsRefused() {
    for (String place :
        List.of("http://example.org", "no/such", "classpath:no/such", "file:/no/such folder")) {
      assertThrows(
          InvalidInputException.class,
          () -> new Location(place, getClass().getClassLoader()).constitution(Permissions.none()),
          place);
    }
  }

  @Test
  void amongEverythingElseThatIsConfiguredTheBlackmailOfTheFixturesIsBlocked() {
    try (ConfigurableApplicationContext context =
        start(
            Whole.class,
            "equipoise.mode=enforce",
            "equipoise.constitution=classpath:/org/equipoise/rules/assistant-conduct/")) {
      Guard guard = context.getBean(Guard.class);
      assertFalse(guard.review(Shutdown.describe(Shutdown.says("blackmail"))).passes());
      assertTrue(guard.review(Shutdown.describe(Shutdown.says("comply"))).passes());
      assertEquals("UP", health(context));
      assertEquals(1, context.getBeansOfType(EquipoiseEndpoint.class).size());
    }
  }

  @Test
  void aCanaryThatCannotBeDecidedProvesNothing() throws IOException {
    write("lies.drl", RULE.replace("\"it deceives\"", "\"\" + 1 / ($o.getId().length() - 3)"));
    FailureAnalysis analysis = analysis(() -> start("equipoise.mode=enforce"));
    assertTrue(
        analysis.getDescription().contains("the canary could not be decided"),
        analysis::getDescription);
  }

  @Test
  void aCanaryThatIsNoCaseStopsEveryApplication() throws IOException {
    write("canary.jsonl", "{\"case\":\"canary\",\"outpts\":[]}\n");
    FailureAnalysis analysis = analysis(this::start);
    assertTrue(
        analysis.getDescription().contains("did you mean `outputs`?"), analysis::getDescription);
  }

  @Test
  void aRuleThatIsWrongIsShownWithItsLineACaretAndAHint() throws IOException {
    write("lies.drl", RULE.replace("forbid(", "forbit("));
    String description = analysis(this::start).getDescription();
    assertTrue(description.contains("lies.drl:8:5: no-deception: "), description);
    assertTrue(
        description.contains("\n        forbit( $o, \"it deceives\" );\n        ^\n"), description);
    assertTrue(description.contains("did you mean `forbid`?"), description);
  }

  @Test
  void aWatchPutsInForceWhatBlocksTheCanaryAndTheLedgerTellsOfBoth(@TempDir Path kept)
      throws Exception {
    try (ConfigurableApplicationContext context =
        start("equipoise.mode=enforce", "equipoise.watch=true", "equipoise.ledger=" + kept)) {
      Governor governor = context.getBean(Governor.class);
      String before = governor.constitution().digest();
      assertFalse(context.getBean(Guard.class).review(saying("C-1", true)).passes());
      write("lies.drl", RULE.replace("deceives", "flatters"));
      awaitEntry(kept, EntryKind.REFUSAL);
      assertEquals(before, governor.constitution().digest(), "it lets the canary through");
      write("lies.drl", RULE.replace("it deceives", "it is a lie"));
      Eventually.until(
          "what was saved is in force", () -> !governor.constitution().digest().equals(before));
      assertFalse(context.getBean(Guard.class).review(saying("C-2", true)).passes());
    }
    assertEquals(
        List.of(
            EntryKind.ADOPTION,
            EntryKind.DECISION,
            EntryKind.REFUSAL,
            EntryKind.ADOPTION,
            EntryKind.DECISION),
        kinds(kept));
  }

  private static void awaitEntry(Path ledger, EntryKind kind) throws InterruptedException {
    Eventually.until("an entry " + kind, () -> kinds(ledger).contains(kind));
  }

  private static List<EntryKind> kinds(Path ledger) {
    List<EntryKind> kinds = new ArrayList<>();
    try (Ledger.Entries entries = Ledger.in(ledger).entries()) {
      entries.forEachRemaining(it -> kinds.add(it.kind()));
    }
    return kinds;
  }

  @Test
  void whatIsOnTheClassPathCannotBeWatched() {
    FailureAnalysis analysis =
        analysis(
            () ->
                start(
                    Application.class,
                    "equipoise.watch=true",
                    "equipoise.constitution=classpath:org/equipoise/rules/assistant-conduct"));
    assertTrue(
        analysis.getDescription().contains("can be neither watched"), analysis::getDescription);
  }

  @Test
  void whatIsShownOfALineFitsATerminal() {
    assertEquals("    ab\n     ^\n", SourceExcerpt.of("ab", 2));
    assertEquals("    ab\n", SourceExcerpt.of("ab", 0));
    assertEquals("    a b\uFFFDc\n      ^\n", SourceExcerpt.of("a\tb\u001bc", 3));
    String wide = SourceExcerpt.of("x".repeat(5_000), 3_000);
    assertTrue(wide.lines().allMatch(it -> it.length() <= 104), wide);
    assertEquals(74, wide.lines().skip(1).findFirst().orElseThrow().indexOf('^'));
  }

  @Test
  void sentencesOfTheApplicationReplaceThoseOfTheLibrary() throws IOException {
    Path own = folder.resolve("wording_de.properties");
    try (InputStream in =
        Objects.requireNonNull(Wording.class.getResourceAsStream("wording_en.properties"))) {
      String english = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(own, english.replace("There is no rule", "Keine Regel"));
    }
    try (ConfigurableApplicationContext context = start("equipoise.wording.de=" + own)) {
      Ruling ruling = context.getBean(Guard.class).review(saying("C-1", false));
      assertEquals(List.of(Uncertainty.GAP), ruling.uncertainty());
      Wording wording = context.getBean(Wording.class);
      assertEquals(
          "Keine Regel for a case like this one.",
          wording
              .tell(ruling.decision(), ruling.authority(), WordingForm.HEDGE, Locale.GERMANY)
              .text());
    }
    Files.writeString(own, "gap.hedge = nichts");
    String description = analysis(() -> start("equipoise.wording.de=" + own)).getDescription();
    assertTrue(description.contains("`essential.hedge` is missing"), description);
    assertTrue(
        analysis(() -> start("equipoise.wording.de=none")).getDescription().contains("no file"));
  }

  @Test
  void theAnalyzerIsRegistered() {
    assertTrue(
        SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, null, (type, name, failure) -> {})
            .stream()
            .anyMatch(RefusedInputAnalyzer.class::isInstance));
  }

  @Test
  void aMisspeltPropertyStopsTheApplication() {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> start("equipoise.mod=enforce"));
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertTrue(cause.toString().contains("equipoise.mod"), cause.toString());
  }

  /** The health component's status, whichever package its type is in. */
  private static String health(ConfigurableApplicationContext context) {
    try {
      Object indicator = context.getBean("equipoiseHealthIndicator");
      java.lang.reflect.Method method =
          Arrays.stream(indicator.getClass().getInterfaces()[0].getMethods())
              .filter(it -> it.getName().equals("health") && it.getParameterCount() == 0)
              .findFirst()
              .orElseThrow();
      method.setAccessible(true);
      Object health = method.invoke(indicator);
      return health.getClass().getMethod("getStatus").invoke(health).toString();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a health indicator of a kind not known", e);
    }
  }

  @Test
  void theEndpointShowsOnlyTheLastDecisions() {
    RecentDecisions recent = new RecentDecisions(3, () -> null);
    RecentDecisions none = new RecentDecisions(0, () -> null);
    Governor governor =
        Governor.builder(Shutdown.CONSTITUTION).withListener(recent).withListener(none).build();
    for (int i = 0; i < 10; i++) {
      governor.decide(saying("C-" + i, false));
    }
    assertEquals(
        List.of("C-9", "C-8", "C-7"), recent.shown().stream().map(it -> it.get("case")).toList());
    assertEquals(List.of(), none.shown());
    assertFalse(recent.shown().toString().contains("text"));
  }

  @Test
  void everyPropertyIsDescribedForEditorsAndInTheDocumentation() throws IOException {
    JsonNode metadata =
        new ObjectMapper()
            .readTree(
                EquipoiseProperties.class.getResourceAsStream(
                    "/META-INF/spring-configuration-metadata.json"));
    TreeSet<String> described = new TreeSet<>();
    StreamSupport.stream(metadata.get("properties").spliterator(), false)
        .forEach(it -> described.add(it.get("name").asText()));
    TreeSet<String> known = new TreeSet<>();
    for (RecordComponent component : EquipoiseProperties.class.getRecordComponents()) {
      known.add(
          "equipoise." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
    assertEquals(known, described);
    String page = Files.readString(Path.of("src/docs/spring.md"));
    known.forEach(it -> assertTrue(page.contains("\n| `" + it + "` |"), it));
  }
}
