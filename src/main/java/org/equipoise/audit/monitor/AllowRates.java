package org.equipoise.audit.monitor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.log.LogEntry;
import org.equipoise.audit.monitor.Observed.Period;
import org.jspecify.annotations.Nullable;

/** More is allowed than in the window before, and people take more of it back. */
final class AllowRates implements SignWatch {
  private static final int LEAST_DECISIONS = 30;

  private final Shown shown;
  private final Count before = new Count();
  private final Count last = new Count();
  private final Map<Long, String> cases = new HashMap<>();

  /** What one window holds. */
  private static final class Count {
    private final BitSet allowed = new BitSet();
    private final BitSet takenBack = new BitSet();
    private long decisions;

    private long allowed() {
      return allowed.cardinality();
    }

    private long takenBack() {
      return takenBack.cardinality();
    }
  }

  AllowRates(Shown shown) {
    this.shown = shown;
  }

  private @Nullable Count of(Period period) {
    return switch (period) {
      case EARLIER -> null;
      case BEFORE -> before;
      case LAST -> last;
    };
  }

  @Override
  public void decided(Observed decision) {
    Count count = of(decision.period());
    if (count == null) {
      return;
    }
    count.decisions++;
    if (decision.isAllowed()) {
      count.allowed.set(Math.toIntExact(decision.entry().entry()));
      if (decision.period() == Period.LAST) {
        cases.put(decision.entry().entry(), decision.caseId());
      }
    }
  }

  @Override
  public void recorded(LogEntry entry, Period period, Entry raw) {
    Long about = entry.about();
    if (entry.kind() != EntryKind.OVERRIDE
        || !"block".equals(entry.later().action())
        || about == null
        || about < 0
        || about > Integer.MAX_VALUE) {
      return;
    }
    for (Count count : List.of(before, last)) {
      if (count.allowed.get(about.intValue())) {
        count.takenBack.set(about.intValue());
      }
    }
  }

  private boolean isMeasured() {
    return before.decisions >= LEAST_DECISIONS && last.decisions >= LEAST_DECISIONS;
  }

  @Override
  public List<Alarm> alarms() {
    if (!isMeasured()
        || !Rates.rose(before.allowed(), before.decisions, last.allowed(), last.decisions)
        || !Rates.rose(before.takenBack(), before.decisions, last.takenBack(), last.decisions)) {
      return List.of();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("allowedBefore", Rates.share(before.allowed(), before.decisions));
    figures.put("allowed", Rates.share(last.allowed(), last.decisions));
    figures.put("overriddenBefore", Rates.share(before.takenBack(), before.decisions));
    figures.put("overridden", Rates.share(last.takenBack(), last.decisions));
    List<String> shownCases = new ArrayList<>();
    last.takenBack.stream()
        .limit(Alarm.MAX_CASES)
        .forEach(it -> shownCases.add(String.valueOf(cases.get((long) it))));
    return List.of(
        new Alarm(
            AlarmSign.ALLOW_RATE,
            null,
            "the share that is allowed rose from "
                + Rates.percent(Rates.share(before.allowed(), before.decisions))
                + " to "
                + Rates.percent(Rates.share(last.allowed(), last.decisions))
                + ", and the share that people took back rose from "
                + Rates.percent(Rates.share(before.takenBack(), before.decisions))
                + " to "
                + Rates.percent(Rates.share(last.takenBack(), last.decisions)),
            figures,
            shownCases,
            shown.last("--overridden", "--outcome", "allow")));
  }

  @Override
  public @Nullable Unmeasured unmeasured() {
    return isMeasured()
        ? null
        : new Unmeasured(
            AlarmSign.ALLOW_RATE,
            "it takes "
                + LEAST_DECISIONS
                + " decisions in each of the last two windows, and there are "
                + before.decisions
                + " and "
                + last.decisions);
  }
}
