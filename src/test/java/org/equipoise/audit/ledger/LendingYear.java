package org.equipoise.audit.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;

/** A year of a lender's decisions, under three constitutions, with all that befalls a service. */
final class LendingYear {
  private static final int SEGMENT_BYTES = 500_000;
  private static final int DECISIONS = 1_900;
  private static final Instant BEGIN = Instant.parse("2026-01-01T08:00:00Z");

  private static final String RULES =
      """
      package lending

      rule "minors-owe-nothing"
          @Principle
          @Entrenched
          @Says( "Nobody lends to minors." )
      when
          Case( attr("client.age") < 18 )
          $o : Output( attr("lends") == true )
      then
          forbid( $o, "the client is a minor" );
      end

      rule "no-ruin"
          @Principle( weight = 0.7 )
          @Tags( "care" )
      when
          $o : Output( attr("lends") == true, attr("rate") > %s )
      then
          forbid( $o, "the rate would ruin the client" );
      end

      rule "need"
          @Principle( weight = 0.6 )
      when
          Case( attr("purpose") in ( "illness", "rent" ) )
          $o : Output( attr("lends") == true )
      then
          permit( $o, "the client is in need" );
      end

      rule "candour"
          @Principle( weight = 0.8 )
      when
          $o : Output( attr("hides.fees") == true )
      then
          forbid( $o, "fees are hidden" );
      end

      rule "custom"
          @Principle( weight = 0.3 )
      when
          $o : Output( attr("lends") == true )
          not Claim( output == $o.id, status == "forbidden" )
      then
          permit( $o, "nothing is against it" );
      end

      rule "care-counts"
          @Theory( weight = 0.5 )
      when
          $p : Principle( tags contains "care" )
      then
          support( $p, 0.4, "lenders owe care" );
      end

      rule "haste"
          @Theory( weight = 0.5 )
      when
          $j : Judgment( attr("inHaste") == true )
      then
          discount( $j, 0.5, "it was made in haste" );
      end

      rule "shares"
          @Principle( weight = 0.2 )
      when
          $o : Output( attr("shares") != null )
      then
          forbid( $o, "each bears " + 100 / ((Number) $o.attr("shares")).intValue() + " in a hundred" );
      end
      """;

  private static final List<Constitution> CONSTITUTIONS =
      List.of(
          constitution("1.0.0", 30, ""),
          constitution("1.1.0", 25, ", \"settings\": {\"escalationMargin\": 0.2}"),
          constitution(
              "2.0.0", 18, ", \"settings\": {\"onGap\": \"allow\", \"onError\": \"escalate\"}"));

  private final Random random = new Random(1755);
  private Instant now = BEGIN;
  private Constitution inForce = CONSTITUTIONS.get(0);

  private static Constitution constitution(String version, int rate, String more) {
    return Constitution.of(
        Map.of(
            "constitution.json",
            "{\"name\": \"lending\", \"version\": \"" + version + "\"" + more + "}\n",
            "lending.drl",
            RULES.formatted(rate)));
  }

  void write(Path folder) {
    LedgerOptions options =
        LedgerOptions.DEFAULT
            .withClock(Clock.fixed(BEGIN, ZoneOffset.UTC))
            .withMasking(Masking.of("client.name", "client.address", "context"))
            .withKey(GoldenLedgers.KEY)
            .withCheckpointEvery(256);
    try (LedgerRecorder recorder =
        LedgerRecorder.open(new FileStore(folder, SEGMENT_BYTES), options)) {
      recorder.adopt(now, inForce);
      for (int i = 0; i < DECISIONS; i++) {
        now = now.plusSeconds(60 * (60L + random.nextInt(300)));
        if (i == 700 || i == 1_400) {
          inForce = CONSTITUTIONS.get(i / 700);
          recorder.adopt(now, inForce);
        }
        Case given = given(i);
        List<Judgment> judgments = judgments(given);
        Decision decision = new Decider(inForce).decide(given, judgments);
        long entry =
            recorder
                .appendAndWait(new LedgerEvent.DecisionEvent(now, given, judgments, decision))
                .sequence();
        befall(i, entry, given, recorder);
      }
    }
  }

  private void befall(int i, long entry, Case given, LedgerRecorder recorder) {
    Instant later = now.plusSeconds(30);
    if (i % 7 == 3) {
      recorder.appendAndWait(new LedgerEvent.OutcomeEvent(later, entry, "the client was told"));
    }
    if (i % 23 == 5) {
      String output = given.outputs().get(0).id();
      recorder.appendAndWait(
          new LedgerEvent.OverrideEvent(
              later, entry, output, Action.BLOCK, "Ada", "I know the client"));
    }
    if (i % 101 == 50) {
      recorder.appendAndWait(
          new LedgerEvent.ErrorEvent(later, given.id(), "the printer is out of paper"));
    }
    if (i % 307 == 100) {
      recorder.erase(entry, "client " + i, "asked to be forgotten");
    }
    if (i == 900) {
      recorder.appendAndWait(
          new LedgerEvent.RefusalEvent(later, inForce.digest(), "rule `x` does not compile"));
    }
    if (i == 1_000) {
      recorder.appendAndWait(new LedgerEvent.LossEvent(later, 3, "No space left on device"));
    }
  }

  private Case given(int i) {
    List<Output> outputs = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int o = 0; o < count; o++) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("lends", o == 0 || random.nextBoolean());
      attributes.put("rate", random.nextInt(400) / 10.0);
      if (random.nextInt(5) == 0) {
        boolean hides = random.nextBoolean();
        Object value = random.nextInt(3) == 0 ? new Disputed(hides, 0.25) : (Object) hides;
        attributes.put("hides", Map.of("fees", value));
      }
      if (i % 450 == 17) {
        attributes.put("shares", i % 900 == 17 ? 0 : 1);
      }
      String text = o == 0 ? "Yes, at %s %% a year.".formatted(attributes.get("rate")) : null;
      outputs.add(
          new Output(
              "offer-" + o,
              text,
              random.nextInt(4) == 0 ? "model-3" : null,
              Attributes.of(attributes),
              Attributes.none()));
    }
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("age", 15 + random.nextInt(60));
    client.put("name", "Åsa " + i + " \ud83d\udc64");
    if (random.nextInt(10) == 0) {
      client.put("address", Map.of("street", "Road " + i, "town", "Königsberg"));
    }
    List<String> purposes = List.of("illness", "rent", "travel", "a \"boat\"");
    return new Case(
        "L-" + i,
        random.nextInt(6) == 0 ? "a letter, received on a rainy day" : null,
        Attributes.of(Map.of("client", client, "purpose", purposes.get(random.nextInt(4)))),
        outputs,
        List.of(),
        random.nextInt(9) == 0 ? Attributes.of(Map.of("x-trace", "t" + i)) : Attributes.none());
  }

  private List<Judgment> judgments(Case given) {
    List<Judgment> judgments = new ArrayList<>();
    if (random.nextInt(6) == 0) {
      judgments.add(
          new Judgment(
              "J-" + given.id(),
              given.id(),
              new Judgment.OnOutput(
                  "offer-0",
                  random.nextBoolean() ? DeonticStatus.PERMITTED : DeonticStatus.FORBIDDEN),
              "clerk",
              (1 + random.nextInt(10)) / 10.0,
              now,
              random.nextBoolean() ? Attributes.of(Map.of("inHaste", true)) : Attributes.none(),
              Attributes.none()));
    }
    if (given.outputs().size() > 1 && random.nextInt(8) == 0) {
      judgments.add(
          Judgment.of(
              "K-" + given.id(), given.id(), new Judgment.Preference("offer-1", "offer-0"), 0.5));
    }
    return judgments;
  }
}
