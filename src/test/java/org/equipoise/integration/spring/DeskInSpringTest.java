package org.equipoise.integration.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.service.guard.Guard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The desk in an application that serves pages, behind that application's security. */
class DeskInSpringTest {
  private static final Pattern STEP =
      Pattern.compile("^\\$ (.*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);

  private static final String LACKING =
      "org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration";
  private static final String SECURED =
      "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration";

  @TempDir private Path folder;

  /** Knows a reviewer and somebody else, as the page shows. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Host {
    @Bean
    SecurityFilterChain desk(HttpSecurity http) throws Exception {
      return http.securityMatcher("/desk", "/desk/**")
          .authorizeHttpRequests(it -> it.anyRequest().hasRole("REVIEWER"))
          .httpBasic(Customizer.withDefaults())
          .csrf(it -> it.disable())
          .build();
    }

    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          User.withUsername("ann").password("{noop}secret").roles("REVIEWER").build(),
          User.withUsername("bob").password("{noop}secret").roles("CLERK").build());
    }
  }

  /** Lets everybody in, whom it does not know. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Open {
    @Bean
    SecurityFilterChain all(HttpSecurity http) throws Exception {
      return http.authorizeHttpRequests(it -> it.anyRequest().permitAll()).build();
    }
  }

  /** Has no security. */
  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Insecure {}

  @BeforeEach
  void rulesThatLeaveSomethingToAPerson() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("constitution.json"), "{\"name\":\"ward\",\"version\":\"1\"}");
    Files.writeString(
        rules.resolve("ward.drl"),
        """
        package ward

        rule "no-dose-for-a-child"
            @Principle( weight = 0.6 )
        when
            $o : Output( flag("child") )
        then
            forbid( $o, "it is for a child" );
        end

        rule "what-a-doctor-asks-for"
            @Principle( weight = 0.6 )
        when
            $o : Output( flag("child") )
        then
            permit( $o, "a doctor asks for it" );
        end
        """);
  }

  private ConfigurableApplicationContext start(
      Class<?> host, WebApplicationType type, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "equipoise.desk=true",
                "equipoise.constitution=" + folder.resolve("rules")));
    all.addAll(List.of(properties));
    if (all.stream().noneMatch(it -> it.startsWith("spring.autoconfigure.exclude="))) {
      all.add("spring.autoconfigure.exclude=" + LACKING);
    }
    return new SpringApplicationBuilder(host)
        .web(type)
        .logStartupInfo(false)
        .bannerMode(Banner.Mode.OFF)
        .properties(all.toArray(String[]::new))
        .run();
  }

  private ConfigurableApplicationContext start(Class<?> host) {
    return start(host, WebApplicationType.SERVLET, "equipoise.ledger=" + folder.resolve("ledger"));
  }

  private static String port(ConfigurableApplicationContext context) {
    return Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
  }

  private static void decide(ConfigurableApplicationContext context) {
    Case given = Case.of("C-1", Output.of("a", Attributes.of(Map.of("child", true))));
    context.getBean(Guard.class).review(given);
  }

  private String refusal(Class<?> host, WebApplicationType type, String... properties) {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> start(host, type, properties).close());
    FailureAnalysis analysis = new RefusedInputAnalyzer().analyze(failure);
    return analysis == null ? failure.toString() : analysis.getDescription();
  }

  @Test
  void aReviewerWhomTheHostKnowsJudgesAsThePageShows() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl");
    String page = Files.readString(Path.of("src", "docs", "desk.md"));
    String console = page.substring(page.indexOf("```console\n") + 11);
    Matcher step = STEP.matcher(console.substring(0, console.indexOf("```")));
    int typed = 0;
    try (ConfigurableApplicationContext context = start(Host.class)) {
      decide(context);
      while (step.find()) {
        String command = step.group(1).replace("localhost:8080", "localhost:" + port(context));
        String output = Shell.run(command, folder, "").output();
        assertEquals(step.group(2).strip(), output.strip(), command);
        typed++;
      }
    }
    assertEquals(7, typed);
    try (Ledger.Entries entries = Ledger.in(folder.resolve("ledger")).entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.ANSWER) {
          JsonNode answer = new ObjectMapper().readTree(entry.body());
          assertEquals("ann", answer.path("by").asText(), entry.body());
          assertEquals("it is too much", answer.path("why").asText(), entry.body());
          return;
        }
      }
    }
    assertTrue(false, "no judgment was recorded");
  }

  @Test
  void whoeverIsNotAuthenticatedSeesNothingWhateverTheSecurityLetsThrough() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl");
    try (ConfigurableApplicationContext context = start(Open.class)) {
      decide(context);
      for (String path : List.of("/desk", "/desk/", "/desk/cases/1", "/desk/desk.js")) {
        String command = "curl -s -w '%{http_code}' localhost:" + port(context) + path;
        assertEquals(
            "only who is authenticated is let in\n403", Shell.run(command, folder, "").output());
      }
    }
  }

  @Test
  void anApplicationThatKnowsNobodyOrHasNothingToJudgeDoesNotStart() {
    String ledger = "equipoise.ledger=" + folder.resolve("ledger");
    String open =
        refusal(
            Insecure.class,
            WebApplicationType.SERVLET,
            ledger,
            "spring.autoconfigure.exclude=" + LACKING + "," + SECURED);
    assertTrue(open.contains("equipoise.desk: nothing says who a reviewer is"), open);
    assertTrue(open.contains("add `spring-boot-starter-security`"), open);
    String ledgerless = refusal(Host.class, WebApplicationType.SERVLET);
    assertTrue(ledgerless.contains("there is no ledger to judge in"), ledgerless);
    String pathless =
        refusal(Host.class, WebApplicationType.SERVLET, ledger, "equipoise.desk-path=desk");
    assertTrue(pathless.contains("`desk` is no path"), pathless);
    String serverless = refusal(Insecure.class, WebApplicationType.NONE, ledger);
    assertTrue(serverless.contains("serves no servlets"), serverless);
  }
}
