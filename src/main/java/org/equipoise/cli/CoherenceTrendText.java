package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.audit.trigger.CoherenceTrend;
import org.equipoise.audit.trigger.CoherenceTrend.Recorded;
import org.equipoise.authoring.coherence.CoherenceAlarm;
import org.equipoise.formats.internal.JsonText;

/** What a ledger recorded of contradictions, in words and as JSON. */
record CoherenceTrendText(CoherenceTrend trend, List<CoherenceAlarm> alarms) {
  private static final int MAX_DAYS = 14;

  CoherenceTrendText {
    alarms = List.copyOf(alarms);
  }

  private static SortedMap<LocalDate, List<Recorded>> byDay(List<Recorded> recorded) {
    SortedMap<LocalDate, List<Recorded>> days = new TreeMap<>();
    recorded.forEach(it -> days.computeIfAbsent(it.day(), day -> new ArrayList<>()).add(it));
    return days;
  }

  private static long contradictory(List<Recorded> recorded) {
    return recorded.stream().filter(Recorded::isContradictory).count();
  }

  private static long undecided(List<Recorded> recorded) {
    return recorded.stream().filter(Recorded::isUndecided).count();
  }

  void write(PrintWriter out) {
    out.println();
    out.println("Recorded findings by day");
    trend
        .findings()
        .forEach(
            (principle, recorded) -> {
              out.println("  " + principle);
              List<Map.Entry<LocalDate, List<Recorded>>> days =
                  List.copyOf(byDay(recorded).entrySet());
              for (Map.Entry<LocalDate, List<Recorded>> each :
                  days.subList(Math.max(0, days.size() - MAX_DAYS), days.size())) {
                out.println(
                    "    "
                        + each.getKey()
                        + ": "
                        + contradictory(each.getValue())
                        + " of "
                        + each.getValue().size()
                        + " contradict, "
                        + undecided(each.getValue())
                        + " undecided");
              }
            });
    for (CoherenceAlarm each : alarms) {
      out.println();
      out.println(
          String.format(
              Locale.ROOT,
              "%s: surely contradicted more often than agreed (%d of %d; more than %.1f %%, %s for"
                  + " errors of the scorer; agreed %.1f %%)",
              each.principle(),
              each.contradictory(),
              each.findings(),
              100 * each.low(),
              each.isCorrected() ? "corrected" : "uncorrected",
              100 * each.agreed()));
      each.readings().forEach(it -> out.println("  either " + it));
    }
    if (alarms.isEmpty()) {
      out.println("No principle is surely contradicted more often than agreed.");
    }
  }

  void fields(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("trend");
    for (Map.Entry<String, List<Recorded>> each : trend.findings().entrySet()) {
      for (Map.Entry<LocalDate, List<Recorded>> day : byDay(each.getValue()).entrySet()) {
        json.writeStartObject();
        json.writeStringField("principle", each.getKey());
        json.writeStringField("day", day.getKey().toString());
        json.writeNumberField("all", day.getValue().size());
        json.writeNumberField("contradictory", contradictory(day.getValue()));
        json.writeNumberField("undecided", undecided(day.getValue()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("alarms");
    for (CoherenceAlarm each : alarms) {
      json.writeStartObject();
      json.writeStringField("principle", each.principle());
      json.writeNumberField("findings", each.findings());
      json.writeNumberField("contradictory", each.contradictory());
      JsonText.decimal(json, "low", each.low());
      JsonText.decimal(json, "agreed", each.agreed());
      json.writeBooleanField("corrected", each.isCorrected());
      json.writeNumberField("settled", each.settled());
      json.writeNumberField("attributes", each.attributes());
      JsonText.strings(json, "readings", each.readings());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
