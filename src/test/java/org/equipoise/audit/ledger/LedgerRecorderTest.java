package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.equipoise.audit.ledger.transparency.ConsistencyProof;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.audit.ledger.transparency.InclusionProof;
import org.equipoise.audit.ledger.transparency.MerkleTree;
import org.equipoise.audit.ledger.transparency.TreeHead;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Trigger;
import org.equipoise.decision.DecisionWriter;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRecorderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("ledger");
  }

  private LedgerRecorder open() {
    return open(LedgerOptions.DEFAULT);
  }

  private LedgerRecorder open(LedgerOptions options) {
    LedgerRecorder recorder = LedgerRecorder.open(folder(), options);
    recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
    return recorder;
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (Ledger.Entries all = Ledger.in(folder()).entries()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  @Test
  void whatWasDecidedIsReadBackWithAllThatItWasMadeFrom() {
    List<LedgerEvent.DecisionEvent> decided = new ArrayList<>();
    try (LedgerRecorder recorder = open()) {
      for (int i = 0; i < 24; i++) {
        decided.add(Specimen.decided(i));
        Receipt receipt = recorder.appendAndWait(decided.get(i));
        assertEquals(i + 1, receipt.sequence());
      }
    }
    List<Entry> entries = entries();
    assertEquals(25, entries.size());
    for (int i = 0; i < 24; i++) {
      Entry entry = entries.get(i + 1);
      RecordedDecision recorded = entry.decision();
      assertEquals(decided.get(i).given(), recorded.given());
      assertEquals(decided.get(i).judgments(), recorded.judgments());
      assertTrue(recorded.isSame(decided.get(i).decision()));
      assertFalse(recorded.isSame(decided.get((i + 1) % 24).decision()));
      assertEquals(Specimen.CONSTITUTION.digest(), entry.constitution());
      assertEquals(entries.get(i).hash(), entry.previous());
      assertEquals(Specimen.AT, entry.time());
    }
  }

  @Test
  void whatIsWrittenLaterIsWrittenTheSame() {
    List<Case> cases = new ArrayList<>();
    for (int length : new int[] {0, 100, 1 << 16, 1 << 18}) {
      cases.add(
          new Case(
              "C-" + length,
              "x".repeat(length),
              Attributes.of(
                  Map.of(
                      "client",
                      Map.of("name", "Ada \ud83d", "notes", List.of("y".repeat(length))))),
              List.of(Output.of("a", Attributes.of(Map.of("violates", Map.of("deceive", true))))),
              List.of(),
              Attributes.none()));
    }
    cases.add(cases.get(1).withFacts(3, "a fact"));
    cases.add(Specimen.given(1)); // with something carried along
    try (LedgerRecorder recorder = open(LedgerOptions.DEFAULT.withMasking(Masking.of("age")))) {
      for (Case given : cases) {
        LedgerEvent.DecisionEvent decided = Specimen.decided(given, List.of());
        recorder.record(decided);
        recorder.appendAndWait(decided);
      }
    }
    List<Entry> entries = entries();
    assertEquals(1 + 2 * cases.size(), entries.size());
    for (int i = 0; i + 1 < cases.size(); i++) {
      assertEquals(entries.get(2 * i + 2).body(), entries.get(2 * i + 1).body());
      assertEquals(cases.get(i).id(), entries.get(2 * i + 1).decision().given().id());
    }
    Case carrying =
        new Case(
            "C",
            null,
            Attributes.none(),
            List.of(Output.of("a", Attributes.none())),
            List.of(),
            Attributes.of(Map.of("trace", 1)));
    try (LedgerRecorder recorder = open()) {
      LedgerEvent.DecisionEvent decided = Specimen.decided(carrying, List.of());
      assertThrows(IllegalArgumentException.class, () -> recorder.record(decided));
    }
  }

  @Test
  void timesAreWrittenAsJavaWritesThem() {
    Random random = new Random(7);
    List<Instant> times = new ArrayList<>();
    for (String text :
        List.of(
            "2026-01-31T10:00:00Z",
            "2026-01-31T10:00:00.5Z",
            "2026-01-31T10:00:00.000001Z",
            "1969-12-31T23:59:59.999999999Z",
            "-0044-03-15T12:00:00.1Z",
            "+12026-01-31T10:00:00.001Z")) {
      times.add(Instant.parse(text));
    }
    times.add(Instant.MIN);
    times.add(Instant.MAX);
    for (int i = 0; i < 200; i++) {
      int unit = new int[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
      times.add(
          Instant.ofEpochSecond(
              1_800_000_000L + random.nextInt(3),
              random.nextInt(1_000_000_000 / unit) * (long) unit));
    }
    try (LedgerRecorder recorder = open()) {
      times.forEach(it -> recorder.record(new LedgerEvent.OutcomeEvent(it, 0, "told")));
    }
    List<Entry> entries = entries();
    for (int i = 0; i < times.size(); i++) {
      Entry entry = entries.get(i + 1);
      assertEquals(times.get(i), entry.time());
      assertTrue(entry.json().endsWith("\"time\":\"" + times.get(i) + "\"}"), entry::json);
    }
  }

  @Test
  void everyEntryIsCanonicalJson() throws IOException {
    try (LedgerRecorder recorder =
        open(LedgerOptions.DEFAULT.withMasking(Masking.of("client.name")))) {
      for (int i = 0; i < 8; i++) {
        recorder.record(Specimen.decided(i));
      }
      recorder.record(
          new LedgerEvent.OverrideEvent(Specimen.AT, 3, "a", Action.ALLOW, "Eve", "urgent"));
      recorder.record(
          new LedgerEvent.OverrideEvent(Specimen.AT, 3, null, Action.BLOCK, "Eve", "\n"));
      recorder.record(new LedgerEvent.AnswerEvent(Specimen.AT, 3, false, "Ada", "no \"one\""));
      recorder.record(
          new LedgerEvent.AnswerEvent(Specimen.AT, 3, false, "Ada", "rash", Specimen.review()));
      recorder.record(new LedgerEvent.TicketEvent(Specimen.AT, 3, Specimen.TICKET, "{\"a\":1}"));
      recorder.record(
          new LedgerEvent.RedemptionEvent(Specimen.AT, 3, "00ff", "sha256:1", "approved"));
      recorder.record(new LedgerEvent.OutcomeEvent(Specimen.AT, 3, "sent"));
      recorder.record(
          new LedgerEvent.AuditEvent(Specimen.AT, Map.of("act", "commit", "by", "Ada")));
      recorder.record(new LedgerEvent.ErrorEvent(Specimen.AT, "C-9", "no answer"));
      recorder.record(new LedgerEvent.ErrorEvent(Specimen.AT.plusNanos(1), null, "no \"disk\""));
      recorder.record(
          new LedgerEvent.RefusalEvent(Specimen.AT, Specimen.CONSTITUTION.digest(), "broken"));
      recorder.record(
          new LedgerEvent.TriggerEvent(
              Specimen.AT,
              Specimen.CONSTITUTION.digest(),
              Duration.ofDays(30),
              new Trigger(Trigger.Kind.INDEX, null, 0.05, List.of(0.1, 0.25), List.of("C-1")),
              "7:0"));
      recorder.erase(2, "Ada", "asked to");
    }
    Set<EntryKind> kinds = new HashSet<>();
    for (Entry entry : entries()) {
      kinds.add(entry.kind());
      assertEquals(new JsonCanonicalizer(entry.json()).getEncodedString(), entry.json());
      assertEquals(JSON.readTree(entry.json()).get("body"), JSON.readTree(entry.body()));
    }
    Set<EntryKind> recorded = new HashSet<>(List.of(EntryKind.values()));
    recorded.remove(EntryKind.LOSS);
    recorded.removeIf(EntryKind::isAboutAmendment); // AdoptionTest records these
    assertEquals(recorded, kinds);
  }

  @Test
  void theDecisionSaysWhatItsWriterSays() throws IOException {
    for (int i = 0; i < 12; i++) {
      LedgerEvent.DecisionEvent decided = Specimen.decided(i);
      JsonNode usual = JSON.readTree(DecisionWriter.toJson(decided.decision()));
      JsonNode recorded = JSON.readTree(CanonicalDecision.of(decided.decision()));
      ((com.fasterxml.jackson.databind.node.ObjectNode) usual)
          .remove(List.of("case", "constitution"));
      recorded
          .get("outputs")
          .forEach(
              it ->
                  ((com.fasterxml.jackson.databind.node.ObjectNode) it)
                      .remove(List.of("allowing", "blocking")));
      assertEquals(usual, recorded);
    }
  }

  @Test
  void aLedgerGoesOnWhereItEnded() {
    TreeHead head;
    try (LedgerRecorder recorder = open()) {
      recorder.appendAndWait(Specimen.decided(1));
      head = recorder.head();
    }
    try (LedgerRecorder recorder = open()) {
      recorder.appendAndWait(Specimen.decided(2));
      assertEquals(4, recorder.head().size());
      assertTrue(
          Ledger.in(folder())
              .consistency(head.size(), 4)
              .proves(head.root(), recorder.head().root()));
    }
  }

  @Test
  void whoHoldsOnlyTheHeadIsShownThatAnEntryIsInTheLedgerAndThatItOnlyGrew() {
    TreeHead head;
    try (LedgerRecorder recorder = open()) {
      for (int i = 0; i < 11; i++) {
        recorder.appendAndWait(Specimen.decided(i));
      }
      head = recorder.head();
    }
    Ledger ledger = Ledger.in(folder());
    List<Hash> hashes = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entries()) {
      entries.forEachRemaining(it -> hashes.add(it.hash()));
    }
    assertEquals(head.size(), hashes.size());
    for (int i = 0; i < hashes.size(); i++) {
      InclusionProof proof = ledger.inclusion(i, head.size());
      assertTrue(proof.proves(hashes.get(i), head.root()), "entry " + i);
      assertFalse(proof.proves(hashes.get((i + 1) % hashes.size()), head.root()), "entry " + i);
      assertTrue(
          ledger.inclusion(i, i + 1).proves(hashes.get(i), root(hashes, i + 1)), "entry " + i);
    }
    for (int size = 0; size <= hashes.size(); size++) {
      ConsistencyProof proof = ledger.consistency(size, head.size());
      assertTrue(proof.proves(root(hashes, size), head.root()), "size " + size);
    }
    assertThrows(IllegalArgumentException.class, () -> ledger.inclusion(3, 3));
    assertThrows(NoSuchElementException.class, () -> ledger.inclusion(0, head.size() + 1));
    assertThrows(IllegalArgumentException.class, () -> ledger.consistency(2, 1));
  }

  private static Hash root(List<Hash> leaves, int size) {
    MerkleTree tree = new MerkleTree();
    leaves.subList(0, size).forEach(tree::add);
    return tree.head().root();
  }

  @Test
  void aLedgerOfManySegmentsIsReadFromAnyPlace() throws IOException {
    FileStore store = new FileStore(folder(), 4_000);
    TreeHead head;
    try (LedgerRecorder recorder = LedgerRecorder.open(store, LedgerOptions.DEFAULT)) {
      recorder.adopt(Specimen.AT, Specimen.CONSTITUTION);
      for (int i = 0; i < 40; i++) {
        recorder.appendAndWait(Specimen.decided(i));
      }
      head = recorder.head();
    }
    assertTrue(store.starts().size() > 5, store.starts().toString());
    List<Entry> all = entries();
    for (int i = 0; i < all.size(); i++) {
      assertEquals(all.get(i).json(), Ledger.in(folder()).entry(i).json());
    }
    assertThrows(IllegalArgumentException.class, () -> Ledger.in(folder()).entry(41));
    // Without the notes of positions the ledger is counted anew.
    for (long start : store.starts()) {
      Files.deleteIfExists(store.positionFile(start));
    }
    try (LedgerRecorder recorder = LedgerRecorder.open(store, LedgerOptions.DEFAULT)) {
      assertEquals(head, recorder.head());
    }
  }

  @Test
  void aSecondWriterIsRefused() {
    try (LedgerRecorder recorder = open()) {
      LedgerException refusal = assertThrows(LedgerException.class, this::open);
      assertTrue(refusal.getMessage().contains("one writer"), refusal.getMessage());
      recorder.appendAndWait(Specimen.decided(1));
    }
    open().close();
  }

  @Test
  void aFolderWithOtherFilesIsLeftAlone() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("thesis.txt"), "mine");
    assertThrows(LedgerException.class, this::open);
    assertArrayEquals(new String[] {"thesis.txt"}, folder().toFile().list());
  }

  @Test
  void theConstitutionIsKeptAndDecidesAsBefore() throws IOException {
    open().close();
    Ledger ledger = Ledger.in(folder());
    assertEquals(Set.of(Specimen.CONSTITUTION.digest()), ledger.constitutions());
    Constitution kept = ledger.constitution(Specimen.CONSTITUTION.digest());
    assertEquals(Specimen.CONSTITUTION.digest(), kept.digest());
    assertThrows(IllegalArgumentException.class, () -> ledger.constitution("sha256:../.."));
  }

  @Test
  void aDecisionUnderAConstitutionThatWasNotAdoptedIsRefused() {
    try (LedgerRecorder recorder = LedgerRecorder.open(folder(), LedgerOptions.DEFAULT)) {
      LedgerEvent.DecisionEvent decided = Specimen.decided(1);
      assertThrows(IllegalStateException.class, () -> recorder.append(decided));
    }
  }

  @Test
  void hostObjectsAndOddTextsAreRecordedForWhatTheyAre() {
    Case given =
        new Case(
            "odd",
            "cut \ud83d",
            Attributes.of(
                Map.of("big", 9007199254740993L, "vast", 1e17, "a.b", Arrays.asList(1, null))),
            List.of(Output.of("a", Attributes.none())),
            List.of(Path.of("x"), 7),
            Attributes.none());
    try (LedgerRecorder recorder = open()) {
      recorder.appendAndWait(Specimen.decided(given, List.of()));
    }
    RecordedDecision recorded = entries().get(1).decision();
    assertEquals(
        List.of(Path.of("x").getClass().getName(), "java.lang.Integer"), recorded.objects());
    assertEquals(given.attributes(), recorded.given().attributes());
    assertEquals(given.context(), recorded.given().context());
  }

  @Test
  void aCarriedFieldThatCouldNotBeReadBackIsRefused() {
    Case given =
        new Case(
            "odd",
            null,
            Attributes.none(),
            List.of(Output.of("a", Attributes.none())),
            List.of(),
            Attributes.of(Map.of("trace", 1)));
    try (LedgerRecorder recorder = open()) {
      LedgerEvent decided = Specimen.decided(given, List.of());
      assertThrows(IllegalArgumentException.class, () -> recorder.append(decided));
      assertEquals(1, recorder.head().size());
    }
  }

  @Test
  void maskedFactsCanBeShownUntilTheirSaltIsErased() {
    Masking masking = Masking.of("client", "context", "stakeholder");
    LedgerEvent.DecisionEvent decided = Specimen.decided(4);
    try (LedgerRecorder recorder = open(LedgerOptions.DEFAULT.withMasking(masking))) {
      recorder.appendAndWait(decided);
      recorder.appendAndWait(Specimen.decided(8));
      Entry entry = recorder.ledger().entry(1);
      assertFalse(entry.json().contains("Ada"), entry.json());
      assertFalse(entry.json().contains("honesty\\\""), entry.json());
      assertFalse(entry.json().contains("ward"), entry.json());
      RecordedDecision recorded = entry.decision();
      assertEquals(
          List.of("/case/attributes/client", "/case/context", "/judgments/0/stakeholder"),
          recorded.masked());
      byte[] salt = recorder.ledger().salt(1).orElseThrow();
      assertEquals(
          Commitment.of(salt, "/case/context", decided.given().context()),
          recorded.given().context());
      assertEquals(
          Commitment.of(
              salt, "/case/attributes/client", decided.given().attributes().get("client")),
          recorded.given().attributes().get("client"));

      recorder.erase(1, "Ada", "she asked for it");
      assertTrue(recorder.ledger().salt(1).isEmpty());
      assertTrue(recorder.ledger().salt(2).isPresent());
      assertEquals(entry.json(), recorder.ledger().entry(1).json());
    }
    assertEquals(EntryKind.ERASURE, entries().get(3).kind());
  }

  @Test
  void whatIsRecordedByOneThreadKeepsItsOrderWhoeverElseRecords() throws InterruptedException {
    try (LedgerRecorder recorder = open(LedgerOptions.DEFAULT.withWaiting(16))) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        String name = "T" + t;
        Thread thread =
            new Thread(
                () -> {
                  CompletableFuture<Receipt> last = null;
                  for (int i = 0; i < 200; i++) {
                    last =
                        recorder.append(
                            new LedgerEvent.ErrorEvent(Specimen.AT, name, String.valueOf(i)));
                  }
                  last.join();
                });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(801, recorder.head().size());
    }
    int[] next = new int[4];
    for (Entry entry : entries().subList(1, 801)) {
      String body = entry.body();
      int t = body.charAt(body.indexOf("\"T") + 2) - '0';
      assertTrue(body.contains("\"cause\":\"" + next[t]++ + "\""), body);
    }
  }

  @Test
  void judgmentsAreReadBackInTheOrderTheyWereHandedIn() {
    List<Judgment> judgments = new ArrayList<>(Specimen.judgments(4));
    Collections.reverse(judgments);
    try (LedgerRecorder recorder = open()) {
      recorder.appendAndWait(Specimen.decided(Specimen.given(4), judgments));
    }
    assertEquals(judgments, entries().get(1).decision().judgments());
  }
}
