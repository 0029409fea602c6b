package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.junit.jupiter.api.Test;

class EntryKindTest {
  private static final Map<LedgerEvent, String> BODIES =
      Map.of(
          new LedgerEvent.AdoptionEvent(Specimen.AT, Specimen.CONSTITUTION),
          "{\"name\":\"honesty\",\"version\":\"1.0.0\"}",
          new LedgerEvent.RefusalEvent(Specimen.AT, "sha256:0", "no"),
          "{\"cause\":\"no\"}",
          new LedgerEvent.OverrideEvent(Specimen.AT, 3, "a", Action.ALLOW, "Eve", "known"),
          "{\"action\":\"allow\",\"by\":\"Eve\",\"entry\":3,\"output\":\"a\",\"why\":\"known\"}",
          new LedgerEvent.OverrideEvent(Specimen.AT, 3, null, Action.BLOCK, "Eve", "known"),
          "{\"action\":\"block\",\"by\":\"Eve\",\"entry\":3,\"why\":\"known\"}",
          new LedgerEvent.AnswerEvent(Specimen.AT, 3, true, "Ada", null),
          "{\"by\":\"Ada\",\"entry\":3,\"passes\":true}",
          new LedgerEvent.OutcomeEvent(Specimen.AT, 3, "sent"),
          "{\"entry\":3,\"what\":\"sent\"}",
          new LedgerEvent.ErrorEvent(Specimen.AT, "C", "no address"),
          "{\"case\":\"C\",\"cause\":\"no address\"}",
          new LedgerEvent.ErrorEvent(Specimen.AT, null, "no address"),
          "{\"cause\":\"no address\"}",
          new LedgerEvent.LossEvent(Specimen.AT, 7, "the disk is full"),
          "{\"cause\":\"the disk is full\",\"entries\":7}",
          new LedgerEvent.ErasureEvent(Specimen.AT, 3, "Ada", "asked"),
          "{\"by\":\"Ada\",\"entry\":3,\"why\":\"asked\"}");

  @Test
  void eachEventHasTheNameOfItsKindAndNoKindIsShared() {
    List<Class<?>> events = List.of(LedgerEvent.class.getPermittedSubclasses());
    assertEquals(
        Set.copyOf(events),
        Stream.of(EntryKind.values()).map(EntryKind::event).collect(Collectors.toSet()));
    assertEquals(EntryKind.values().length, events.size());
    for (EntryKind kind : EntryKind.values()) {
      assertEquals(kind.word() + "event", kind.event().getSimpleName().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void eachEventIsRecordedUnderItsKindWithItsFields() {
    BODIES.forEach(
        (event, body) -> {
          Entry entry = Entry.parse(UnchainedEntry.of(event, Masking.NONE).entry(Hash.EMPTY, 7), 7);
          assertEquals(event.kind(), entry.kind());
          assertEquals(event.kind().event(), event.getClass());
          assertEquals(body, entry.body());
        });
    Set<EntryKind> kinds =
        BODIES.keySet().stream().map(LedgerEvent::kind).collect(Collectors.toSet());
    assertEquals(EntryKind.values().length - 1, kinds.size(), "all but decisions");
    LedgerEvent decision = Specimen.decided(1);
    byte[] line = UnchainedEntry.of(decision, Masking.NONE).entry(Hash.EMPTY, 7);
    assertEquals(EntryKind.DECISION, Entry.parse(line, 7).kind());
    assertTrue(
        new String(line, StandardCharsets.UTF_8)
            .startsWith("{\"body\":{\"decision\":{\"choice\":"));
  }
}
