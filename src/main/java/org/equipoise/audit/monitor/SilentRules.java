package org.equipoise.audit.monitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import org.equipoise.audit.log.LogOutcome;
import org.equipoise.audit.monitor.Observed.Period;

/**
 * A rule in force that spoke earlier and did not in the last window. A rule that speaks rarely may
 * be silent by chance; that is no sign.
 */
final class SilentRules implements SignWatch {
  private static final int LEAST_SPOKEN = 5;

  private final Shown shown;
  private final SortedSet<String> inForce;
  private final Map<String, Long> spoken = new TreeMap<>();
  private final Map<String, List<String>> cases = new HashMap<>();
  private final Map<String, Long> spokenLast = new HashMap<>();
  private long decisions;
  private long decisionsLast;

  /**
   * @param inForce the rules of the constitution whose term has not ended
   */
  SilentRules(Shown shown, SortedSet<String> inForce) {
    this.shown = shown;
    this.inForce = inForce;
  }

  @Override
  public void decided(Observed decision) {
    if (decision.entry().outcome() == LogOutcome.ERROR) {
      return;
    }
    boolean isLast = decision.period() == Period.LAST;
    if (isLast) {
      decisionsLast++;
    } else {
      decisions++;
    }
    for (String rule : decision.entry().rules()) {
      (isLast ? spokenLast : spoken).merge(rule, 1L, Long::sum);
      if (!isLast) {
        List<String> ids = cases.computeIfAbsent(rule, it -> new ArrayList<>());
        if (ids.size() < Alarm.MAX_CASES) {
          ids.add(decision.caseId());
        }
      }
    }
  }

  @Override
  public List<Alarm> alarms() {
    List<Alarm> alarms = new ArrayList<>();
    spoken.forEach(
        (rule, count) -> {
          double chance = Rates.none(Rates.share(count, decisions), decisionsLast);
          if (inForce.contains(rule)
              && !spokenLast.containsKey(rule)
              && count >= LEAST_SPOKEN
              && chance < Rates.RARE) {
            alarms.add(alarm(rule, count));
          }
        });
    return alarms;
  }

  private Alarm alarm(String rule, long count) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("spokeEarlier", (double) count);
    figures.put("decisionsEarlier", (double) decisions);
    figures.put("decisions", (double) decisionsLast);
    return new Alarm(
        AlarmSign.SILENT_RULE,
        rule,
        "the rule `"
            + rule
            + "` spoke in "
            + count
            + " of "
            + decisions
            + " decisions, and in none of the last "
            + decisionsLast,
        figures,
        cases.getOrDefault(rule, List.of()),
        shown.log("--rule", rule));
  }
}
