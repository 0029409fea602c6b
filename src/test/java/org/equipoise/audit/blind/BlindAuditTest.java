package org.equipoise.audit.blind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.audit.blind.AuditReport.Result;
import org.equipoise.audit.blind.AuditRound.Secret;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.AuditEvent;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rounds of blind audits, some with a breach, each of which is found and no other. */
class BlindAuditTest {
  private static final int ROUNDS = Math.min(200, Integer.getInteger("equipoise.seeds", 40));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RUBRIC = AuditRound.digest(new byte[] {1});
  private static final String AUDITOR = "cleo";

  @TempDir private Path folder;
  private Instant now = START;

  private Instant next() {
    now = now.plusSeconds(1);
    return now;
  }

  private static final List<Breach.Kind> KINDS = List.of(Breach.Kind.values());

  /** Plays a round, and returns who broke which rule. */
  private Set<String> play(LedgerRecorder recorder, AuditRound round, Random random) {
    List<String> annotators = new ArrayList<>();
    for (int a = 0; a < 2 + random.nextInt(3); a++) {
      annotators.add("a" + a);
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      items.add("i" + i);
    }
    Collections.shuffle(annotators, random);
    boolean isHonest = random.nextInt(5) == 0;
    Breach.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    String first = annotators.get(0);
    String cheat = annotators.get(annotators.size() - 1);
    boolean isEarly = !isHonest && kind == Breach.Kind.EARLY_REVEAL;
    String breaker = isEarly ? first : cheat;
    String item = items.get(random.nextInt(items.size()));
    Secret seed = AuditRound.newSeed();
    recorder.record(
        round.open(next(), AUDITOR, annotators, items, 2, now.plus(Duration.ofHours(1)), seed));
    Map<String, Map<String, Secret>> secrets = new HashMap<>();
    for (String annotator : annotators) {
      Map<String, Secret> own = new TreeMap<>();
      items.forEach(it -> own.put(it, AuditRound.salted(random.nextBoolean() ? "yes" : "no")));
      secrets.put(annotator, own);
    }
    Map<String, Secret> of = Objects.requireNonNull(secrets.get(breaker));
    if (!isHonest && kind == Breach.Kind.GUESSABLE) {
      String salt = random.nextBoolean() ? "00".repeat(32) : "1a2b3c4d";
      of.put(item, new Secret("yes", random.nextInt(3) == 0 ? "" : salt));
    }
    for (String annotator : annotators) {
      Map<String, Secret> own = Objects.requireNonNull(secrets.get(annotator));
      boolean copies = !isHonest && kind == Breach.Kind.COPIED && annotator.equals(breaker);
      recorder.record(
          copies
              ? copied(round, breaker, own, first, secrets, item)
              : round.commit(next(), annotator, own));
      if (isEarly && annotator.equals(first)) {
        recorder.record(round.reveal(next(), first, own));
      }
    }
    if (!isHonest && kind == Breach.Kind.RECOMMITTED) {
      Secret other = AuditRound.salted("perhaps");
      recorder.record(round.commit(next(), breaker, Map.of(item, other)));
      if (random.nextBoolean()) {
        of.put(item, other);
      }
    }
    recorder.record(round.revealSeed(next(), AUDITOR, seed));
    for (String annotator : annotators) {
      Map<String, Secret> shown = new TreeMap<>(Objects.requireNonNull(secrets.get(annotator)));
      if (!isHonest && annotator.equals(breaker)) {
        switch (kind) {
          case ALTERED ->
              shown.put(
                  item, new Secret("perhaps", Objects.requireNonNull(shown.get(item)).salt()));
          case MISSING_REVEAL -> shown.remove(item);
          case UNCOMMITTED -> shown.put("i99", AuditRound.salted("yes"));
          default -> {}
        }
      }
      if (!isEarly || !annotator.equals(first)) {
        recorder.record(round.reveal(next(), annotator, shown));
      }
    }
    return isHonest ? Set.of() : Set.of(kind.word() + " by " + breaker);
  }

  /** The commitments of one who takes another's for its own. */
  private AuditEvent copied(
      AuditRound round,
      String by,
      Map<String, Secret> own,
      String from,
      Map<String, Map<String, Secret>> secrets,
      String item) {
    Map<String, Object> fields = new TreeMap<>(round.commit(next(), by, own).fields());
    Map<String, Object> commitments = new TreeMap<>();
    own.forEach((each, secret) -> commitments.put(each, round.commitment(by, each, secret)));
    Map<String, Secret> theirs = Objects.requireNonNull(secrets.get(from));
    Secret theirOwn = Objects.requireNonNull(theirs.get(item));
    commitments.put(item, round.commitment(from, item, theirOwn));
    own.put(item, theirOwn);
    fields.put("commitments", commitments);
    return new AuditEvent(now, fields);
  }

  @Test
  void eachBreachIsFoundAndNobodyIsAccusedWrongly() {
    Map<String, Set<String>> expected = new TreeMap<>();
    Path path = folder.resolve("ledger");
    try (LedgerRecorder recorder = LedgerRecorder.open(path, LedgerOptions.DEFAULT)) {
      for (int r = 0; r < ROUNDS; r++) {
        AuditRound round = new AuditRound("r" + r, RUBRIC);
        expected.put(round.round(), play(recorder, round, new Random(r)));
      }
    }
    Ledger ledger = Ledger.in(path);
    Set<String> kinds = new TreeSet<>();
    expected.forEach(
        (round, breaches) -> {
          Set<String> found = new TreeSet<>();
          AuditReport report = AuditReport.of(ledger, round, Map.of(), now.plusSeconds(7200));
          report.breaches().forEach(it -> found.add(it.kind().word() + " by " + it.by()));
          assertEquals(breaches, found, round);
          assertEquals(2, report.sampled().size(), round);
          breaches.forEach(it -> kinds.add(it.replaceAll(" .*", "")));
        });
    assertTrue(
        kinds.size() >= EnumSet.allOf(Breach.Kind.class).size() - (ROUNDS < 40 ? 4 : 0),
        kinds.toString());
    assertTrue(LedgerVerification.of(ledger, Known.NOTHING, it -> {}).isIntact());
  }

  @Test
  void whoeverMustWaitForAnotherIsNotAccused() {
    Path path = folder.resolve("waiting");
    AuditRound round = new AuditRound("may", RUBRIC);
    List<String> items = List.of("1", "2");
    try (LedgerRecorder recorder = LedgerRecorder.open(path, LedgerOptions.DEFAULT)) {
      Instant due = START.plusSeconds(60);
      recorder.record(
          round.open(next(), AUDITOR, List.of("a", "b"), items, 1, due, AuditRound.newSeed()));
      Map<String, Secret> own = new TreeMap<>();
      items.forEach(it -> own.put(it, AuditRound.salted("yes")));
      recorder.record(round.commit(next(), "a", own));
    }
    Ledger ledger = Ledger.in(path);
    AuditReport before = AuditReport.of(ledger, "may", Map.of(), START.plusSeconds(30));
    assertEquals(List.of(), before.breaches());
    assertEquals(List.of("a reveals", "b commits", "cleo reveals the seed"), before.pending());
    AuditReport after = AuditReport.of(ledger, "may", Map.of(), START.plusSeconds(90));
    assertEquals(1, after.breaches().size(), after.breaches().toString());
    assertEquals("b", after.breaches().get(0).by());
  }

  @Test
  void aCommitmentIsBoundToRoundItemMakerAndRubric() {
    Secret secret = AuditRound.salted("yes");
    AuditRound round = new AuditRound("may", RUBRIC);
    String own = round.commitment("ann", "1", secret);
    assertEquals(own, round.commitment("ann", "1", secret));
    assertNotEquals(own, new AuditRound("june", RUBRIC).commitment("ann", "1", secret));
    assertNotEquals(own, new AuditRound("may", "sha256:0").commitment("ann", "1", secret));
    assertNotEquals(own, round.commitment("ben", "1", secret));
    assertNotEquals(own, round.commitment("ann", "2", secret));
    assertNotEquals(own, round.commitment("ann", "1", new Secret("no", secret.salt())));
    assertNotEquals(
        new AuditRound("a\",\"b", RUBRIC).commitment("c", "d", secret),
        new AuditRound("a", RUBRIC).commitment("c", "b\",\"d", secret));
  }

  @Test
  void theStatedProbabilityOfDetectionIsThatOfManySamples() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      items.add("i" + i);
    }
    for (int falsified : new int[] {1, 3, 8}) {
      double stated = InspectionGame.detection(60, falsified, 12, 1);
      int samples = 1000;
      int found = 0;
      for (int s = 0; s < samples; s++) {
        List<String> sample = AuditRound.sample(items, 12, "seed " + falsified + " " + s);
        found += items.subList(0, falsified).stream().anyMatch(sample::contains) ? 1 : 0;
      }
      double deviation = Math.sqrt(stated * (1 - stated) / samples);
      assertEquals(stated, (double) found / samples, 3.5 * deviation, falsified + " falsified");
      double weaker = InspectionGame.detection(60, falsified, 12, 0.5);
      assertTrue(weaker > 0 && weaker < stated, weaker + " " + stated);
    }
    assertEquals(1, InspectionGame.detection(10, 1, 10, 1), 1e-12);
    assertEquals(0.5, InspectionGame.detection(10, 1, 10, 0.5), 1e-9);
  }

  @Test
  void atThePlannedRateHonestyPays() {
    for (double penalty : new double[] {1, 4, 9, 99}) {
      InspectionGame game = new InspectionGame(1, penalty, 0.9);
      double caught = game.rate() * 0.9;
      assertEquals(0, (1 - caught) * 1 - caught * penalty, 1e-9);
    }
    assertEquals(20, new InspectionGame(1, 9, 1).sample(200));
    assertTrue(new InspectionGame(9, 1, 0.5).rate() > 1);
  }

  /** An annotator who knows what will be looked at, and guesses elsewhere. */
  @Test
  void whoeverLabelsOtherwiseWhereItIsLookedAtIsFound() {
    Path path = folder.resolve("gap");
    AuditRound round = new AuditRound("may", RUBRIC);
    List<String> items = new ArrayList<>();
    Map<String, String> gold = new TreeMap<>();
    for (int i = 0; i < 80; i++) {
      items.add("i" + i);
      gold.put("i" + i, i % 2 == 0 ? "yes" : "no");
    }
    Secret seed = AuditRound.newSeed();
    List<String> drawn = AuditRound.sample(items, 30, seed.value());
    Random random = new Random(1);
    List<String> annotators = List.of("a", "b", "c", "sly");
    try (LedgerRecorder recorder = LedgerRecorder.open(path, LedgerOptions.DEFAULT)) {
      Instant due = START.plusSeconds(600);
      recorder.record(round.open(next(), AUDITOR, annotators, items, 30, due, seed));
      Map<String, Map<String, Secret>> secrets = new TreeMap<>();
      for (String annotator : annotators) {
        Map<String, Secret> own = new TreeMap<>();
        for (String item : items) {
          boolean guesses = annotator.equals("sly") && !drawn.contains(item);
          boolean errs = guesses ? random.nextBoolean() : random.nextInt(20) == 0;
          String right = gold.getOrDefault(item, "");
          own.put(item, AuditRound.salted(errs ? (right.equals("yes") ? "no" : "yes") : right));
        }
        secrets.put(annotator, own);
        recorder.record(round.commit(next(), annotator, own));
      }
      recorder.record(round.revealSeed(next(), AUDITOR, seed));
      secrets.forEach((by, own) -> recorder.record(round.reveal(next(), by, own)));
    }
    AuditReport report = AuditReport.of(Ledger.in(path), "may", gold, now);
    assertEquals(List.of(), report.breaches());
    for (Result each : report.results()) {
      assertEquals(each.annotator().equals("sly"), each.isDifferent(), each.toString());
      assertEquals(30, each.looked());
    }
  }
}
