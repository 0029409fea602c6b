package org.equipoise.audit.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.monitor.Observed.Period;
import org.jspecify.annotations.Nullable;

/** No bound was met in the last window, though fixtures fail or overrides mount. */
final class MissingTriggers implements SignWatch {
  private static final int WINDOWS = 3;
  private static final int LEAST_OVERRIDES = 10;

  private final Shown shown;
  private final Duration window;
  private final List<String> failing;
  private final long[] overrides = new long[WINDOWS];
  private long triggers;

  /**
   * @param failing the fixtures that fail
   */
  MissingTriggers(Shown shown, Duration window, List<String> failing) {
    this.shown = shown;
    this.window = window;
    this.failing = failing;
  }

  @Override
  public void recorded(LogEntry entry, Period period, Entry raw) {
    if (entry.kind() == EntryKind.TRIGGER && period == Period.LAST) {
      triggers++;
    } else if (entry.kind() == EntryKind.OVERRIDE) {
      Instant end = shown.to();
      for (int ago = 0; ago < WINDOWS; ago++) {
        Instant begin = end.minus(window);
        if (entry.time().isAfter(begin) && !entry.time().isAfter(end)) {
          overrides[ago]++;
        }
        end = begin;
      }
    }
  }

  /** In each window more than in the one before, and twice as many in all. */
  private boolean isMounting() {
    return overrides[0] >= LEAST_OVERRIDES
        && overrides[0] > overrides[1]
        && overrides[1] > overrides[2]
        && overrides[0] >= 2 * overrides[2];
  }

  @Override
  public List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    if (triggers > 0) {
      return alarms;
    }
    if (isMounting()) {
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("overridesTwoWindowsAgo", (double) overrides[2]);
      figures.put("overridesBefore", (double) overrides[1]);
      figures.put("overrides", (double) overrides[0]);
      alarms.add(
          alarm(
              "overrides",
              "overrides mount from "
                  + overrides[2]
                  + " over "
                  + overrides[1]
                  + " to "
                  + overrides[0]
                  + " in the last windows, and nobody was asked to look at the rules",
              figures,
              List.of(),
              shown.last("--kind", "override")));
    }
    if (!failing.isEmpty()) {
      alarms.add(
          alarm(
              "fixtures",
              failing.size() + " fixtures fail, and nobody was asked to look at the rules",
              Map.of("failing", (double) failing.size()),
              failing.subList(0, Math.min(failing.size(), Alarm.MAX_CASES)),
              List.of("test", shown.folder())));
    }
    return alarms;
  }

  private static Alarm alarm(
      @Nullable String subject,
      String says,
      Map<String, Double> figures,
      List<String> cases,
      List<String> command) {
    return new Alarm(AlarmSign.NO_TRIGGER, subject, says, figures, cases, command);
  }
}
