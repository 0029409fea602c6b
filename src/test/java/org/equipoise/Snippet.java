package org.equipoise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.equipoise.constitution.Constitution;

/** A piece of Java in a document: statements, or a class. */
record Snippet(Path document, String code) {
  private static final String IMPORTS =
      """
      import dev.langchain4j.model.chat.ChatModel;
      import dev.langchain4j.service.AiServices;
      import io.micrometer.core.instrument.MeterRegistry;
      import io.opentelemetry.api.OpenTelemetry;
      import java.nio.file.Path;
      import java.time.Clock;
      import java.time.Duration;
      import java.util.*;
      import java.util.stream.Stream;
      import org.equipoise.audit.approval.*;
      import org.equipoise.audit.ledger.*;
      import org.equipoise.audit.ledger.LedgerJournal.Acknowledgement;
      import org.equipoise.audit.ledger.transparency.*;
      import org.equipoise.authoring.advice.*;
      import org.equipoise.authoring.plurality.*;
      import org.equipoise.coherence.*;
      import org.equipoise.coherence.words.*;
      import org.equipoise.constitution.Action;
      import org.equipoise.constitution.Authority;
      import org.equipoise.constitution.Constitution;
      import org.equipoise.constitution.metering.Budget;
      import org.equipoise.constitution.vetting.Permissions;
      import org.equipoise.decision.*;
      import org.equipoise.decision.uncertainty.*;
      import org.equipoise.facts.*;
      import org.equipoise.integration.junit.FixtureTests;
      import org.equipoise.integration.langchain4j.*;
      import org.equipoise.integration.micrometer.GovernorMeters;
      import org.equipoise.integration.onnx.OnnxEntailmentModel;
      import org.equipoise.integration.opentelemetry.DecisionEvents;
      import org.equipoise.integration.springai.*;
      import org.equipoise.calibration.Calibration;
      import org.equipoise.service.detection.*;
      import org.equipoise.service.governor.*;
      import org.equipoise.service.guard.*;
      import org.junit.jupiter.api.*;
      import org.springframework.ai.chat.client.ChatClient;
      import org.springframework.ai.tool.ToolCallback;
      import org.springframework.context.annotation.Bean;
      import org.springframework.context.annotation.Configuration;
      import org.springframework.security.config.Customizer;
      import org.springframework.security.config.annotation.web.builders.HttpSecurity;
      import org.springframework.security.web.SecurityFilterChain;
      """;

  /** What the snippets take for granted. */
  private static final String HOST =
      """
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
        static List<LabelledPair> pairs;
        static Detector detector;
        static List<Calibration> calibrations;
        static String ask(String text) { return text; }
        static Approvals approvals;
        static String arguments;
        static Classifier classifier;
        static Desk desk;
        static String text;
        static ChatModel model;
        static org.springframework.ai.chat.model.ChatModel springModel;
        static ToolCallback tool;
        static MeterRegistry registry;
        static OpenTelemetry openTelemetry;
        static SigningKey key;
        static Clock clock;
        static long nanos;
        static long steps;
        static long bytes;
      }
      """;

  /** Compiles all of them, in one go. */
  static void compile(List<Snippet> snippets, Path folder) throws IOException {
    Path host = folder.resolve("Host.java");
    Files.writeString(host, IMPORTS + HOST);
    List<Path> sources = new ArrayList<>(List.of(host));
    for (int i = 0; i < snippets.size(); i++) {
      String code = snippets.get(i).code();
      boolean isClass = code.startsWith("class ");
      String source =
          isClass
              ? IMPORTS + "class Snippet" + i + " {\n" + code + "}\n"
              : IMPORTS
                  + "class Snippet"
                  + i
                  + " extends Host { void snippet() throws Exception {\n"
                  + code
                  + "}}\n";
      sources.add(Files.writeString(folder.resolve("Snippet" + i + ".java"), source));
    }
    compile(sources, snippets.toString());
  }

  static void compile(List<Path> sources, String about) {
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    List<String> options =
        new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d"));
    options.add(sources.get(0).getParent().toString());
    sources.forEach(it -> options.add(it.toString()));
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(InputStream.nullInputStream(), problems, problems, options.toArray(String[]::new));
    assertEquals(0, compiled, problems.toString(StandardCharsets.UTF_8) + about);
  }

  /** The constitution that some rules make. */
  static Constitution constitution(String rules) {
    return Constitution.of(
        Map.of(
            "constitution.json", "{\"name\": \"docs\", \"version\": \"1\"}", "rules.drl", rules));
  }

  @Override
  public String toString() {
    return document + ":\n" + code.lines().map(it -> "  " + it).collect(Collectors.joining("\n"));
  }
}
