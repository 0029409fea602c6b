package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.sql.PostgresServer;
import org.equipoise.audit.ledger.sql.PostgresStore;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.integration.micrometer.GovernorMeters;
import org.equipoise.service.guard.Guard;
import org.equipoise.service.guard.Ruling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The ledger and the other things that an operator sets by properties. */
class LedgerByPropertiesTest {
  private static final String RULE =
      """
      package lies

      rule "no-deception"
          @Principle
      when
          $o : Output( attr("deceives") == true )
      then
          forbid( $o, "it deceives" );
      end

      rule "candour"
          @Principle
      when
          $o : Output( attr("deceives") == false )
      then
          permit( $o, "it is candid" );
      end
      """;
  private static final String PRICE =
      """
      package lies

      import org.equipoise.integration.spring.AcmePrice

      rule "dear"
          @Principle
      when
          $o : Output()
          AcmePrice( amount > 100.25, amount > 100, amount != 0 )
      then
          forbid( $o, "it is dear" );
      end
      """;

  @TempDir private Path parent;

  @BeforeEach
  void aConstitutionWithACanary() throws IOException {
    Files.createDirectories(folder());
    write("constitution.json", "{\"name\": \"lies\", \"version\": \"1\"}");
    write("lies.drl", RULE);
    write(
        "canary.jsonl",
        "{\"case\":\"canary\",\"outputs\":[{\"output\":\"lie\",\"attributes\":{\"deceives\":true}}]}\n");
  }

  private Path folder() {
    return parent.resolve("rules");
  }

  private Path ledger() {
    return parent.resolve("ledger");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder().resolve(file), text);
  }

  private ConfigurableApplicationContext start(String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("equipoise.constitution=" + folder());
    if (all.stream().noneMatch(it -> it.startsWith("equipoise.ledger="))) {
      all.add("equipoise.ledger=" + ledger());
    }
    all.add("equipoise.mode=enforce");
    all.add("management.endpoints.web.exposure.include=*");
    return new SpringApplicationBuilder(SpringBootTest.Application.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .bannerMode(Banner.Mode.OFF)
        .properties(all.toArray(String[]::new))
        .run();
  }

  private static Case saying(String id, boolean deceives) {
    return Case.of(id, Output.of("reply", Attributes.of(Map.of("deceives", deceives))));
  }

  private static CanaryStatus status(ConfigurableApplicationContext context) {
    return context.getBean(CanaryStatus.class);
  }

  private List<EntryKind> kinds() {
    List<EntryKind> kinds = new ArrayList<>();
    try (Ledger.Entries entries = Ledger.in(ledger()).entries()) {
      entries.forEachRemaining(it -> kinds.add(it.kind()));
    }
    return kinds;
  }

  @Test
  void theCanaryIsNeitherRecordedNorCountedNorShown() {
    try (ConfigurableApplicationContext context = start()) {
      assertEquals(List.of(EntryKind.ADOPTION), kinds());
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      context.getBean(GovernorMeters.class).bindTo(registry);
      assertEquals(
          0,
          registry.get("equipoise.decisions").functionCounters().stream()
              .mapToDouble(it -> it.count())
              .sum());
      EquipoiseEndpoint endpoint = context.getBean(EquipoiseEndpoint.class);
      assertEquals(List.of(), endpoint.state().get("recent"));
      endpoint.reload();
      assertEquals(List.of(EntryKind.ADOPTION, EntryKind.ADOPTION), kinds());
      assertEquals("blocked", endpoint.state().get("canary"));
    }
  }

  @Test
  void theStartLineSaysWhatIsInForceAndAWarningWhatTheLedgerLacks() {
    try (ConfigurableApplicationContext context = start()) {
      String line = status(context).startLine();
      assertTrue(line.startsWith("Equipoise: lies 1, sha256:"), line);
      assertTrue(line.contains(", 2 rules; mode enforce; canary blocked; ledger `"), line);
      assertTrue(line.endsWith("`, not signed, not masked"), line);
      assertEquals(1, line.lines().count());
      String warning = context.getBean(LedgerStatus.class).warning().orElseThrow();
      assertTrue(warning.contains("set `equipoise.ledger-key`"), warning);
      assertTrue(warning.contains("set `equipoise.mask`"), warning);
    }
  }

  @Test
  void keyAndMaskingAreProperties() throws IOException {
    SigningKey key = SigningKey.generate("example.org");
    Path file = Files.writeString(parent.resolve("key"), key.secret() + "\n");
    try (ConfigurableApplicationContext context =
        start("equipoise.ledger-key=" + file, "equipoise.mask=person,text")) {
      String line = status(context).startLine();
      assertTrue(line.endsWith("`, signed by example.org, masked"), line);
      assertTrue(context.getBean(LedgerStatus.class).warning().isEmpty());
      Attributes attributes = Attributes.of(Map.of("deceives", true, "person", "Ada"));
      Output output = new Output("reply", "Dear Ada", null, attributes, Attributes.none());
      context.getBean(Guard.class).review(Case.of("C-1", output));
    }
    Ledger ledger = Ledger.in(ledger());
    assertFalse(ledger.entry(1).json().contains("Ada"), ledger.entry(1).json());
    assertEquals(1, ledger.checkpoints().size());
    assertTrue(ledger.checkpoints().get(0).contains("— example.org "));
  }

  @Test
  void theEndpointTellsNoMaskedValueOfTheLastDecisions() {
    Attributes attributes = Attributes.of(Map.of("deceives", false, "person", "Zoë Quux"));
    Output output = new Output("to-zoe-quux", null, null, attributes, Attributes.none());
    Case given = Case.of("C of Zoë Quux", output);
    for (String mask : List.of("person", "other")) {
      try (ConfigurableApplicationContext context =
          start("equipoise.mask=" + mask, "equipoise.ledger=" + parent.resolve(mask))) {
        context.getBean(Guard.class).review(given);
        String shown = context.getBean(EquipoiseEndpoint.class).state().toString();
        assertEquals(mask.equals("other"), shown.contains("Quux"), shown);
        assertEquals(mask.equals("other"), shown.contains("to-zoe-quux"), shown);
        assertTrue(shown.contains("permitted") || shown.contains("allow"), shown);
      }
    }
  }

  @Test
  void theKeyItselfMayBeGiven() {
    String secret = SigningKey.generate("example.org").secret();
    try (ConfigurableApplicationContext context = start("equipoise.ledger-key=" + secret)) {
      assertTrue(status(context).startLine().contains("signed by example.org"));
    }
  }

  @Test
  void whereTheLedgerIsGoneEachRequestIsBlockedAndSaysSoAndHealthIsDownUntilItIsBack()
      throws Exception {
    try (ConfigurableApplicationContext context = start()) {
      Guard guard = context.getBean(Guard.class);
      assertTrue(guard.review(saying("C-1", false)).passes());
      assertEquals("UP", status(context).report().health());
      Path away = parent.resolve("away");
      Files.move(ledger(), away);
      assertEquals("DOWN", status(context).report().health(), "before anybody asks");
      for (int i = 0; i < 2; i++) {
        Ruling ruling = guard.review(saying("C-2", false));
        assertFalse(ruling.passes());
        assertTrue(
            String.valueOf(ruling.reason()).contains("the decision could not be recorded: `"),
            ruling.reason());
        assertEquals("DOWN", status(context).report().health());
      }
      String problems = status(context).report().details().get("problems").toString();
      assertTrue(problems.contains("decisions cannot be recorded: `" + ledger()), problems);
      Files.move(away, ledger());
      Eventually.until("it is back", () -> status(context).report().health().equals("UP"));
      assertTrue(guard.review(saying("C-3", false)).passes());
    }
    assertEquals(List.of(EntryKind.ADOPTION, EntryKind.DECISION, EntryKind.DECISION), kinds());
  }

  @Test
  void whatBecomesOfDecisionsThatCannotBeKeptIsAProperty() throws Exception {
    Path spill = parent.resolve("spill");
    for (String how : List.of("spill", "drop")) {
      try (ConfigurableApplicationContext context =
          start("equipoise.on-ledger-failure=" + how, "equipoise.spill=" + spill)) {
        Guard guard = context.getBean(Guard.class);
        Path away = parent.resolve("away");
        Files.move(ledger(), away);
        assertTrue(guard.review(saying(how + "-1", false)).passes());
        assertFalse(guard.review(saying(how + "-2", true)).passes(), "it is still decided");
        assertEquals("DOWN", status(context).report().health());
        assertEquals(how.equals("spill"), Files.exists(spill));
        Files.move(away, ledger());
        LedgerRecorder recorder = context.getBean(LedgerRecorder.class);
        Eventually.until("it is back", () -> recorder.health().failure() == null);
        assertTrue(guard.review(saying(how + "-3", false)).passes());
      }
    }
    assertEquals(
        List.of(
            EntryKind.ADOPTION,
            EntryKind.DECISION,
            EntryKind.DECISION,
            EntryKind.DECISION,
            EntryKind.ADOPTION,
            EntryKind.LOSS,
            EntryKind.DECISION),
        kinds());
  }

  @Test
  void aSecondInstanceOnTheSameLedgerStopsWithOneClearSentence() {
    try (ConfigurableApplicationContext first = start()) {
      assertEquals("UP", status(first).report().health());
      FailureAnalysis analysis = analysis();
      assertEquals(
          "Equipoise: `" + ledger() + "` is open for appending already: a ledger has one writer.",
          analysis.getDescription());
      assertTrue(analysis.getAction().contains("a ledger of its own"), analysis.getAction());
    }
  }

  private FailureAnalysis analysis(String... properties) {
    RuntimeException failure = assertThrows(RuntimeException.class, () -> start(properties));
    FailureAnalysis ledger = new LedgerFailureAnalyzer().analyze(failure);
    return ledger == null ? new RefusedInputAnalyzer().analyze(failure) : ledger;
  }

  @Test
  void aLedgerThatCannotBeOpenedIsToldApart() throws IOException {
    Files.createDirectories(ledger());
    Files.writeString(ledger().resolve("notes.txt"), "mine");
    FailureAnalysis analysis = analysis();
    assertTrue(analysis.getDescription().contains("holds other files"), analysis.getDescription());
    assertTrue(analysis.getAction().contains("`equipoise.ledger`"), analysis.getAction());
  }

  @Test
  void whatIsSetWronglyIsRefusedByItsName() throws IOException {
    Path noKey = Files.writeString(parent.resolve("no-key"), "secret");
    Map<String, String> wrong =
        Map.of(
            "equipoise.ledger-key=/no/such",
            "there is no file `/no/such`",
            "equipoise.ledger-key=" + noKey,
            "it holds no signing key",
            "equipoise.on-ledger-failure=spill",
            "no file that takes what the ledger cannot",
            "equipoise.ledger=postgresql:audit",
            "there is no `DataSource`",
            "equipoise.allow=com.acme.",
            "names no class");
    wrong.forEach(
        (property, why) -> {
          String description = analysis(property).getDescription();
          assertTrue(description.contains(why), description);
          assertTrue(
              description.contains(
                  property.startsWith("equipoise.on")
                      ? "equipoise.spill"
                      : property.substring(0, property.indexOf('='))),
              description);
          assertFalse(description.contains("secret"), description);
        });
  }

  @Test
  void eachInstanceHasALedgerOfItsOwn() {
    String ledger = "equipoise.ledger=" + parent + "/ledgers/${instance}";
    try (ConfigurableApplicationContext one = start("instance=a", ledger);
        ConfigurableApplicationContext other = start("instance=b", ledger)) {
      for (ConfigurableApplicationContext each : List.of(one, other)) {
        assertFalse(each.getBean(Guard.class).review(saying("C-1", true)).passes());
      }
    }
    for (String instance : List.of("a", "b")) {
      Ledger own = Ledger.in(parent.resolve("ledgers").resolve(instance));
      assertEquals(EntryKind.DECISION, own.entry(1).kind());
    }
  }

  @Test
  void classesOfTheApplicationAreAllowedByAProperty() throws IOException {
    write("price.drl", PRICE);
    assertTrue(
        analysis().getDescription().contains("AcmePrice"), () -> analysis().getDescription());
    try (ConfigurableApplicationContext context =
        start("equipoise.allow=" + AcmePrice.class.getName())) {
      Guard guard = context.getBean(Guard.class);
      Case cheap = saying("C-1", false).withFacts(new AcmePrice(new java.math.BigDecimal("9.5")));
      Case dear =
          Case.of("C-2", Output.of("reply", Attributes.none()))
              .withFacts(new AcmePrice(new java.math.BigDecimal("100.5")));
      assertTrue(guard.review(cheap).passes());
      assertEquals("it is dear (principle:dear)", guard.review(dear).reason());
    }
  }

  @Test
  void whereTheFolderDiffersFromWhatIsInForceHealthIsDown() throws IOException {
    try (ConfigurableApplicationContext context = start()) {
      assertEquals("UP", status(context).report().health());
      write("lies.drl", RULE.replace("forbid(", "forbit("));
      assertEquals("DOWN", status(context).report().health());
      assertEquals(409, context.getBean(EquipoiseEndpoint.class).reload().getStatus());
      assertEquals("DOWN", status(context).report().health());
      write("lies.drl", RULE);
      assertEquals("UP", status(context).report().health());
      write("lies.drl", RULE.replace("it deceives", "it is a lie"));
      assertEquals("DOWN", status(context).report().health());
      assertEquals(200, context.getBean(EquipoiseEndpoint.class).reload().getStatus());
      assertEquals("UP", status(context).report().health());
    }
  }

  @Test
  void aLedgerIsKeptInTheApplicationsDatabase() throws Exception {
    PostgresServer server = PostgresServer.start();
    try {
      DataSource database = server.source();
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(SpringBootTest.Application.class)
              .web(WebApplicationType.NONE)
              .logStartupInfo(false)
              .bannerMode(Banner.Mode.OFF)
              .initializers(
                  it ->
                      ((GenericApplicationContext) it)
                          .registerBean(DataSource.class, () -> database))
              .properties(
                  "equipoise.constitution=" + folder(),
                  "equipoise.mode=enforce",
                  "equipoise.ledger=postgresql:audit")
              .run()) {
        assertFalse(context.getBean(Guard.class).review(saying("C-1", true)).passes());
        assertEquals("UP", status(context).report().health());
      }
      LedgerVerification found =
          LedgerVerification.of(
              Ledger.of(new PostgresStore(database, "audit")), Known.NOTHING, it -> {});
      assertTrue(found.isIntact(), () -> found.findings().toString());
      assertEquals(2, found.head().size());
    } finally {
      server.stop();
    }
  }
}
