package org.equipoise.audit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Trigger;
import org.junit.jupiter.api.Test;

class EntryKindTest {
  private static final LedgerEvent TRIGGER =
      new LedgerEvent.TriggerEvent(
          Specimen.AT,
          "sha256:0",
          Duration.ofDays(30),
          new Trigger(Trigger.Kind.OVERRIDES, "principle:no", 5, List.of(6.0), List.of("C")),
          "7:0");

  private static final Map<LedgerEvent, String> BODIES =
      bodies(
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
          new LedgerEvent.AnswerEvent(Specimen.AT, 3, false, "Ada", "rash", Specimen.review()),
          "{\"by\":\"Ada\",\"entry\":3,\"judgments\":[{\"case\":\"C-3\",\"circumstances\":"
              + "{\"underPressure\":true},\"confidence\":0.5,\"judgment\":\"J\",\"output\":\"a\","
              + "\"stakeholder\":\"Ada\",\"status\":\"forbidden\"}],\"passes\":false,"
              + "\"review\":{\"blind\":true,\"planted\":{\"a\":\"forbidden\"},\"seconds\":12.5},"
              + "\"ticket\":{\"act\":\"sha256:1\",\"constitution\":\"sha256:0\","
              + "\"expires\":\"2026-01-31T10:00:00Z\",\"id\":\"00ff\"},\"why\":\"rash\"}",
          new LedgerEvent.TicketEvent(Specimen.AT, 3, Specimen.TICKET, "{}"),
          "{\"arguments\":\"{}\",\"entry\":3,\"ticket\":{\"act\":\"sha256:1\","
              + "\"constitution\":\"sha256:0\",\"expires\":\"2026-01-31T10:00:00Z\",\"id\":\"00ff\"}}",
          new LedgerEvent.RedemptionEvent(Specimen.AT, 3, "00ff", "sha256:1", "approved"),
          "{\"act\":\"sha256:1\",\"entry\":3,\"id\":\"00ff\",\"result\":\"approved\"}",
          new LedgerEvent.AuditEvent(Specimen.AT, Map.of("round", "may", "act", "open")),
          "{\"act\":\"open\",\"round\":\"may\"}",
          new LedgerEvent.OutcomeEvent(Specimen.AT, 3, "sent"),
          "{\"entry\":3,\"what\":\"sent\"}",
          new LedgerEvent.ErrorEvent(Specimen.AT, "C", "no address"),
          "{\"case\":\"C\",\"cause\":\"no address\"}",
          new LedgerEvent.ErrorEvent(Specimen.AT, null, "no address"),
          "{\"cause\":\"no address\"}",
          new LedgerEvent.LossEvent(Specimen.AT, 7, "the disk is full"),
          "{\"cause\":\"the disk is full\",\"entries\":7}",
          new LedgerEvent.ErasureEvent(Specimen.AT, 3, "Ada", "asked"),
          "{\"by\":\"Ada\",\"entry\":3,\"why\":\"asked\"}",
          TRIGGER,
          "{\"bound\":5,\"docket\":{\"cases\":[\"C\"],\"ledger\":\"7:0\"},\"of\":\"overrides\","
              + "\"subject\":\"principle:no\",\"values\":[6],\"window\":\"PT720H\"}");

  /** What happens to an amendment is one event of several kinds. */
  private static final Set<EntryKind> OF_AMENDMENTS =
      EnumSet.of(
          EntryKind.ADOPTED,
          EntryKind.DISSENTED,
          EntryKind.LAPSED,
          EntryKind.PROPOSED,
          EntryKind.REJECTED,
          EntryKind.SIGNED);

  private static Map<LedgerEvent, String> bodies(Object... eventsAndBodies) {
    Map<LedgerEvent, String> bodies = new LinkedHashMap<>();
    for (int i = 0; i < eventsAndBodies.length; i += 2) {
      bodies.put((LedgerEvent) eventsAndBodies[i], (String) eventsAndBodies[i + 1]);
    }
    return bodies;
  }

  private static Stream<Class<?>> events(Class<?> event) {
    return event.isInterface()
        ? Stream.of(event.getPermittedSubclasses()).flatMap(EntryKindTest::events)
        : Stream.of(event);
  }

  @Test
  void eachEventHasTheNameOfItsKindAndNoKindIsSharedButOfAmendments() {
    assertEquals(
        events(LedgerEvent.class).collect(Collectors.toSet()),
        Stream.of(EntryKind.values()).map(EntryKind::event).collect(Collectors.toSet()));
    for (EntryKind kind : EntryKind.values()) {
      assertEquals(
          (OF_AMENDMENTS.contains(kind) ? "amendment" : kind.word()) + "event",
          kind.event().getSimpleName().toLowerCase(Locale.ROOT));
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
    assertEquals(
        EntryKind.values().length - OF_AMENDMENTS.size() - 1,
        kinds.size(),
        "all but decisions and amendments");
    LedgerEvent decision = Specimen.decided(1);
    byte[] line = UnchainedEntry.of(decision, Masking.NONE).entry(Hash.EMPTY, 7);
    assertEquals(EntryKind.DECISION, Entry.parse(line, 7).kind());
    assertTrue(
        new String(line, StandardCharsets.UTF_8)
            .startsWith("{\"body\":{\"decision\":{\"choice\":"));
  }
}
