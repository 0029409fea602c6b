package org.equipoise.audit.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/** Ledgers to replay, made and forged. */
final class Archive {
  static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  static final String MANIFEST = "{\"name\":\"honesty\",\"version\":\"1.0.0\"}\n";

  static final String RULES =
      """
      package honesty

      rule "no-deception"
          @Principle( weight = 0.8 )
      when
          $o : Output( attr("violates.deceive") == true )
      then
          forbid( $o, "it deceives" );
      end

      rule "keep-promises"
          @Principle( weight = 0.5 )
      when
          $o : Output( attr("keeps.promise") == true )
      then
          permit( $o, "it was promised" );
      end
      """;

  static final Constitution HONESTY = constitution(RULES);

  private Archive() {}

  static Constitution constitution(String rules) {
    return Constitution.of(Map.of("constitution.json", MANIFEST, "honesty.drl", rules));
  }

  /** A case with all that rules look at, and more. */
  static Case given(String id, Random random) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      Object deceives =
          random.nextInt(4) == 0 ? new Disputed(true, 0.5) : (Object) random.nextBoolean();
      outputs.add(
          new Output(
              "o" + i,
              random.nextBoolean() ? null : "words № " + random.nextInt(9),
              "model",
              Attributes.of(
                  Map.of(
                      "violates", Map.of("deceive", deceives),
                      "keeps", Map.of("promise", random.nextBoolean()),
                      "score", random.nextDouble())),
              Attributes.none()));
    }
    return new Case(
        id,
        "a question",
        Attributes.of(Map.of("client", Map.of("name", "Ada", "age", random.nextInt(90)))),
        outputs,
        List.of(),
        Attributes.of(Map.of("x-trace", "t")));
  }

  static List<Judgment> judgments(Case given, Random random) {
    if (random.nextInt(3) > 0) {
      return List.of();
    }
    return List.of(
        Judgment.of(
            "J-" + given.id(),
            given.id(),
            new Judgment.OnOutput(
                "o0",
                List.of(DeonticStatus.values()).get(random.nextInt(DeonticStatus.values().length))),
            (1 + random.nextInt(9)) / 10.0));
  }

  /** Writes a ledger of some decisions, an override now and then, and a reload in the middle. */
  static Path write(Path folder, int decisions, long seed, Constitution... constitutions) {
    Random random = new Random(seed);
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, LedgerOptions.DEFAULT)) {
      List<LedgerEvent> events = new ArrayList<>();
      for (Constitution each : constitutions) {
        Decider decider = new Decider(each);
        recorder.adopt(AT, each);
        for (int i = 0; i < decisions / constitutions.length; i++) {
          Case given = given("C-" + i, random);
          List<Judgment> judgments = judgments(given, random);
          recorder.record(
              new LedgerEvent.DecisionEvent(
                  AT, given, judgments, decider.decide(given, judgments)));
          if (random.nextInt(50) == 0) {
            recorder.record(new LedgerEvent.OutcomeEvent(AT, 1, "sent"));
          }
        }
      }
      events.forEach(recorder::record);
    }
    return folder;
  }

  /** Writes a ledger of events. */
  static Path write(
      Path folder, LedgerOptions options, Constitution constitution, LedgerEvent... events) {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder, options)) {
      recorder.adopt(AT, constitution);
      for (LedgerEvent event : events) {
        recorder.appendAndWait(event);
      }
    }
    return folder;
  }

  static LedgerEvent.DecisionEvent decided(Constitution constitution, Case given) {
    return new LedgerEvent.DecisionEvent(
        AT, given, List.of(), new Decider(constitution).decide(given));
  }

  /** Copies a ledger with its entries altered, and chained anew as if nothing had happened. */
  static Path forge(Path ledger, Path folder, UnaryOperator<String> alteration) {
    Path copy = copy(ledger, folder);
    try {
      Files.deleteIfExists(copy.resolve("head"));
      Hash last = Hash.EMPTY;
      try (Stream<Path> segments = Files.list(copy.resolve("segments"))) {
        for (Path segment : segments.sorted().toList()) {
          if (segment.toString().endsWith(".position")) {
            Files.delete(segment);
            continue;
          }
          StringBuilder text = new StringBuilder();
          for (String line : Files.readString(segment).replace("\0", "").lines().toList()) {
            String altered =
                alteration
                    .apply(line)
                    .replaceFirst("\"previous\":\"[0-9a-f]{64}\"", "\"previous\":\"" + last + "\"");
            last = Hash.leaf(altered.getBytes(StandardCharsets.UTF_8));
            text.append(altered).append('\n');
          }
          Files.writeString(segment, text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** The ledger with errors in the old form: a sentence without details. */
  static Path withoutErrorDetails(Path ledger, Path folder) {
    return forge(ledger, folder, it -> it.replaceFirst(",\"errorDetails\":\\{[^}]*\\}", ""));
  }

  static Path copy(Path ledger, Path folder) {
    try (Stream<Path> files = Files.walk(ledger)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(ledger.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
