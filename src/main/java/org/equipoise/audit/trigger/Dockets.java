package org.equipoise.audit.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.equipoise.audit.adoption.RecordedCases;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.LedgerEvent.TriggerEvent;
import org.equipoise.audit.ledger.LedgerRecorder;
import org.equipoise.authoring.trigger.Triggering;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.Settings.Triggers;
import org.equipoise.constitution.Trigger;
import org.equipoise.formats.Corpus.JudgedCase;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the last windows of a ledger, and records which bounds are met. The last window ends at
 * the time of asking, and each other where the next begins. A window holds the cases that were
 * decided in it, with what people said of them until the time of asking. Stateless and thread-safe.
 */
public final class Dockets {

  private Dockets() {}

  /**
   * Returns the triggers that fire at some time; nothing is recorded.
   *
   * @param constitution under which everything is measured
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static List<Trigger> firing(Ledger ledger, Constitution constitution, Instant now) {
    Triggers bounds = constitution.settings().revision().triggers();
    if (bounds == null) {
      return List.of();
    }
    List<List<JudgedCase>> windows = new ArrayList<>();
    for (int left = bounds.windows(); left > 0; left--) {
      Instant after = now.minus(bounds.window().multipliedBy(left));
      Instant until = now.minus(bounds.window().multipliedBy(left - 1L));
      windows.add(RecordedCases.decidedBetween(ledger, after, until, now));
    }
    List<Trigger> firing = new ArrayList<>(Triggering.of(constitution, windows));
    firing.addAll(CoherenceTrend.firing(ledger, constitution));
    return List.copyOf(firing);
  }

  /**
   * Records the triggers that fire now. One that was recorded within the last window, under the
   * same constitution and about the same, is not recorded again.
   *
   * @param constitution under which everything is measured; it must have come into force
   * @return what was recorded
   * @throws org.equipoise.audit.ledger.LedgerException if an entry could not be written
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static List<Docket> record(
      LedgerRecorder recorder, Constitution constitution, Instant now) {
    Triggers bounds = constitution.settings().revision().triggers();
    if (bounds == null) {
      return List.of();
    }
    String head = recorder.head().toString();
    List<Docket> recorded = recorded(recorder.ledger(), constitution.digest());
    // One that is dated ahead does not keep the same from being recorded until then.
    recorded.removeIf(it -> !it.at().isAfter(now.minus(bounds.window())) || it.at().isAfter(now));
    List<Docket> fresh = new ArrayList<>();
    for (Trigger trigger : firing(recorder.ledger(), constitution, now)) {
      if (recorded.stream().noneMatch(it -> it.trigger().isAboutSame(trigger))) {
        TriggerEvent event =
            new TriggerEvent(now, constitution.digest(), bounds.window(), trigger, head);
        long entry = recorder.appendAndWait(event).sequence();
        fresh.add(new Docket(entry, now, event.constitution(), event.window(), trigger, head));
      }
    }
    return fresh;
  }

  /**
   * Returns the dockets that are open under a constitution: of those that were recorded about the
   * same, the last. An amendment closes them all, since another constitution is in force then.
   *
   * @param constitution its digest
   * @throws DamagedLedgerException if an entry cannot be read
   */
  public static List<Docket> open(Ledger ledger, String constitution) {
    List<Docket> open = new ArrayList<>();
    for (Docket each : recorded(ledger, constitution)) {
      open.removeIf(it -> it.trigger().isAboutSame(each.trigger()));
      open.add(each);
    }
    return List.copyOf(open);
  }

  private static List<Docket> recorded(Ledger ledger, String constitution) {
    List<Docket> recorded = new ArrayList<>();
    try (Ledger.Entries entries = ledger.entries()) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        if (entry.kind() == EntryKind.TRIGGER && constitution.equals(entry.constitution())) {
          recorded.add(docket(entry, constitution));
        }
      }
    }
    return recorded;
  }

  private static Docket docket(Entry entry, String constitution) {
    try {
      JsonNode body = entry.fields();
      JsonNode docket = body.path("docket");
      List<Double> values = new ArrayList<>();
      body.path("values").forEach(it -> values.add(it.asDouble()));
      List<String> cases = new ArrayList<>();
      docket.path("cases").forEach(it -> cases.add(it.asText()));
      return new Docket(
          entry.sequence(),
          entry.time(),
          constitution,
          Duration.parse(body.path("window").asText()),
          new Trigger(
              Trigger.Kind.valueOf(body.path("of").asText().toUpperCase(Locale.ROOT)),
              body.has("subject") ? body.get("subject").asText() : null,
              body.path("bound").asDouble(),
              values,
              cases,
              texts(body.path("texts"))),
          docket.path("ledger").asText());
    } catch (DamagedLedgerException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DamagedLedgerException(entry.sequence(), "its trigger cannot be read: " + e);
    }
  }

  private static Trigger.@Nullable Texts texts(JsonNode texts) {
    return texts.isObject()
        ? new Trigger.Texts(
            texts.path("corrected").asBoolean(),
            texts.path("settled").asInt(),
            texts.path("attributes").asInt())
        : null;
  }
}
