package org.equipoise.audit.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.service.guard.ActTicket;

/** A small constitution, and decisions under it. */
final class Specimen {
  static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");

  static final Constitution CONSTITUTION =
      Constitution.of(
          Map.of(
              "constitution.json",
              "{\"name\":\"honesty\",\"version\":\"1.0.0\"}\n",
              "rules/honesty.drl",
              """
              package honesty

              rule "no-deception"
                  @Principle( weight = 0.8 )
                  @Says( "An output must not deceive the person it addresses." )
              when
                  $o : Output( attr("violates.deceive") == true )
              then
                  forbid( $o, "it deceives the person it addresses" );
              end

              rule "keep-promises"
                  @Principle( weight = 0.5 )
              when
                  $o : Output( attr("keeps.promise") == true )
              then
                  permit( $o, "it was promised" );
              end
              """));

  static final ActTicket TICKET = new ActTicket("00ff", "sha256:1", "sha256:0", AT);

  private static final Decider DECIDER = new Decider(CONSTITUTION);

  private Specimen() {}

  static Case given(long i) {
    return new Case(
        "C-" + i,
        "a question of \"honesty\" №" + i,
        Attributes.of(Map.of("client", Map.of("name", "Ada " + i, "age", 17 + i), "urgent", true)),
        List.of(
            new Output(
                "a",
                "I never said so. \ud83d\ude00",
                "model-1",
                Attributes.of(
                    Map.of(
                        "violates",
                        Map.of("deceive", i % 3 == 0 ? true : new Disputed(true, 0.5)),
                        "score",
                        i / 7.0)),
                Attributes.none()),
            Output.of("b", Attributes.of(Map.of("keeps", Map.of("promise", i % 2 == 0))))),
        List.of(),
        Attributes.of(Map.of("x-trace", "t" + i)));
  }

  static List<Judgment> judgments(long i) {
    return i % 4 != 0
        ? List.of()
        : List.of(
            new Judgment(
                "J-" + i,
                "C-" + i,
                new Judgment.OnOutput("a", DeonticStatus.PERMITTED),
                "ward",
                0.9,
                AT.plusSeconds(i),
                Attributes.of(Map.of("underPressure", true)),
                Attributes.none()),
            Judgment.of("K-" + i, "C-" + i, new Judgment.Preference("b", "a"), 0.25));
  }

  /** How Ada came to forbid output a of the planted case C-3. */
  static LedgerEvent.Review review() {
    Judgment judgment =
        new Judgment(
            "J",
            "C-3",
            new Judgment.OnOutput("a", DeonticStatus.FORBIDDEN),
            "Ada",
            0.5,
            null,
            Attributes.of(Map.of("underPressure", true)),
            Attributes.none());
    return new LedgerEvent.Review(
        List.of(judgment),
        true,
        Duration.ofMillis(12_500),
        Map.of("a", DeonticStatus.FORBIDDEN),
        TICKET);
  }

  static LedgerEvent.DecisionEvent decided(long i) {
    return decided(given(i), judgments(i));
  }

  static LedgerEvent.DecisionEvent decided(Case given, List<Judgment> judgments) {
    return new LedgerEvent.DecisionEvent(AT, given, judgments, DECIDER.decide(given, judgments));
  }
}
