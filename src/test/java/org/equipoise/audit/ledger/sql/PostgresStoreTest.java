package org.equipoise.audit.ledger.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.equipoise.Eventually;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.ledger.LedgerException;
import org.equipoise.audit.ledger.LedgerOptions;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.audit.ledger.LedgerVerification;
import org.equipoise.audit.ledger.LedgerVerification.Known;
import org.equipoise.audit.ledger.Masking;
import org.equipoise.audit.ledger.Receipt;
import org.equipoise.audit.ledger.transparency.SigningKey;
import org.equipoise.constitution.Constitution;
import org.equipoise.decision.Decider;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest {
  private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");
  private static final LedgerOptions QUICK =
      LedgerOptions.DEFAULT.withRetryEvery(Duration.ofMillis(20));
  private static PostgresServer server;
  private static int schemas;

  private String schema;
  private PostgresStore store;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (server != null) {
      server.stop();
    }
  }

  @BeforeEach
  void ownSchema() throws SQLException {
    schema = "ledger" + schemas++;
    execute("create schema " + schema);
    store = new PostgresStore(server.source(schema), schema);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = server.source(schema).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static LedgerEvent event(Object mark) {
    return new LedgerEvent.ErrorEvent(AT, null, String.valueOf(mark));
  }

  private LedgerVerification verify() {
    return LedgerVerification.of(Ledger.of(store), Known.NOTHING, it -> {});
  }

  @Test
  void theSameLedgerIsKeptInADatabase() throws IOException {
    Constitution constitution =
        Constitution.of(
            Map.of(
                "constitution.json",
                "{\"name\":\"honesty\",\"version\":\"1\"}",
                "honesty.drl",
                """
                package honesty
                rule "no-deception"
                    @Principle
                when
                    $o : Output( attr("deceives") == true )
                then
                    forbid( $o );
                end
                """));
    Case given =
        Case.of("C-1", Output.of("a", Attributes.of(Map.of("deceives", true, "who", "Ada"))));
    LedgerEvent.DecisionEvent decided =
        new LedgerEvent.DecisionEvent(
            AT, given, List.of(), new Decider(constitution).decide(given));
    assertFalse(store.exists());
    LedgerOptions options =
        QUICK.withMasking(Masking.of("who")).withKey(SigningKey.generate("example.org"));
    try (LedgerRecorder recorder = LedgerRecorder.open(store, options)) {
      recorder.adopt(AT, constitution);
      recorder.appendAndWait(decided);
      assertTrue(recorder.ledger().salt(1).isPresent());
      recorder.erase(1, "Ada", "asked to");
      assertTrue(recorder.ledger().salt(1).isEmpty());
    }
    Ledger ledger = Ledger.of(store);
    Entry entry = ledger.entry(1);
    assertEquals(EntryKind.DECISION, entry.kind());
    assertTrue(entry.decision().isSame(decided.decision()));
    assertEquals(List.of("/case/outputs/0/attributes/who"), entry.decision().masked());
    assertEquals(Set.of(constitution.digest()), ledger.constitutions());
    assertEquals(constitution.files(), ledger.files(constitution.digest()));
    LedgerVerification found = verify();
    assertTrue(found.isIntact(), () -> found.findings().toString());
    assertEquals(3, found.head().size());
    assertEquals(1, found.checkpoints());
  }

  @Test
  void aSecondWriterIsRefusedAndAnotherSchemaIsAnotherLedger() throws SQLException {
    try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
      recorder.appendAndWait(event("mine"));
      PostgresStore same = new PostgresStore(server.source(schema), schema);
      assertThrows(LedgerException.class, () -> LedgerRecorder.open(same, QUICK));
      ownSchema();
      LedgerRecorder.open(store, QUICK).close();
    }
  }

  @Test
  void aLedgerGoesOnWhereItEndedAndIsReadInPieces() {
    List<CompletableFuture<Receipt>> kept = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
        for (int i = 0; i < 1_300; i++) {
          kept.add(recorder.append(event(i)));
        }
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      assertEquals(i, kept.get(i).join().sequence());
    }
    assertEquals(2_600, verify().head().size());
    assertTrue(Ledger.of(store).entry(1_301).body().contains("\"1\""));
    assertThrows(IllegalArgumentException.class, () -> Ledger.of(store).entry(2_600));
  }

  @Test
  void whatIsAlteredIsFound() throws SQLException {
    try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
      for (int i = 0; i < 5; i++) {
        recorder.appendAndWait(event(i));
      }
    }
    assertTrue(verify().isIntact());
    for (String alteration :
        List.of(
            "update equipoise_entry set entry = set_byte(entry, 20, 65) where sequence = 2",
            "delete from equipoise_entry where sequence = 2",
            "update equipoise_entry set sequence = 9 where sequence = 2")) {
      execute("create table before as select * from equipoise_entry");
      execute(alteration);
      assertEquals(2, verify().findings().get(0).entry(), alteration);
      execute("truncate equipoise_entry");
      execute("insert into equipoise_entry select * from before");
      execute("drop table before");
    }
    execute("delete from equipoise_entry where sequence = 4");
    assertEquals(4, verify().findings().get(0).entry());
    assertThrows(DamagedLedgerException.class, () -> LedgerRecorder.open(store, QUICK));
  }

  @Test
  void aGapInNumbersIsFoundAlsoWhereEveryEntryIsThere() throws SQLException {
    try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
      for (int i = 0; i < 5; i++) {
        recorder.appendAndWait(event(i));
      }
    }
    for (String alteration :
        List.of(
            "update equipoise_entry set sequence = sequence + 1000 where sequence >= 3",
            "update equipoise_entry set sequence = sequence + 10000 where sequence >= 3",
            "update equipoise_entry set sequence = sequence + 20000",
            "update equipoise_entry set sequence = 9223372036854775807 where sequence = 4",
            "update equipoise_entry set sequence = -1 where sequence = 0",
            "insert into equipoise_entry select -7, entry from equipoise_entry where sequence = 0",
            "delete from equipoise_entry where sequence = 0",
            "delete from equipoise_entry where sequence in (1, 2, 3)",
            "delete from equipoise_entry")) {
      execute("create table before as select * from equipoise_entry");
      execute(alteration);
      assertFalse(verify().isIntact(), alteration);
      execute("truncate equipoise_entry");
      execute("insert into equipoise_entry select * from before");
      execute("drop table before");
    }
    assertTrue(verify().isIntact());
    execute("delete from equipoise_entry where sequence = 3");
    assertThrows(DamagedLedgerException.class, () -> Ledger.of(store).entry(3));
  }

  @Test
  void aServerThatCrashesBlocksAndNothingAcknowledgedIsLost() throws Exception {
    List<Long> kept = new ArrayList<>();
    try (LedgerRecorder recorder = LedgerRecorder.open(store, QUICK)) {
      for (int i = 0; i < 20; i++) {
        kept.add(recorder.appendAndWait(event(i)).sequence());
      }
      server.crash();
      assertThrows(LedgerException.class, () -> recorder.appendAndWait(event("lost")));
      server.restart();
      Eventually.until("it can be written again", () -> recorder.health().failure() == null);
      assertEquals(20, recorder.appendAndWait(event("after")).sequence());
    }
    LedgerVerification found = verify();
    assertTrue(found.isIntact(), () -> found.findings().toString());
    assertEquals(kept.size() + 1, found.head().size());
  }
}
