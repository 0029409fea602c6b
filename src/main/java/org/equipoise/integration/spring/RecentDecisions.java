package org.equipoise.integration.spring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.equipoise.decision.OutputDecision;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.service.governor.Discretion;
import org.equipoise.service.governor.GovernedDecision;
import org.equipoise.service.governor.GovernorListener;
import org.equipoise.service.governor.Journal;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions, latest first, as the endpoint shows them: the case ids, the decisions and the
 * rules, without texts and without what the journal does not keep in clear. Thread-safe.
 */
final class RecentDecisions implements GovernorListener {
  private static final int MAX_OUTPUTS = 16;

  private final AtomicReferenceArray<@Nullable GovernedDecision> ring;
  private final Supplier<@Nullable Journal> journal;
  private final AtomicLong count = new AtomicLong();

  /**
   * Creates a list.
   *
   * @param most its maximum size in [0, 1000]
   * @param journal returns what records the decisions; null if nothing does
   */
  RecentDecisions(int most, Supplier<@Nullable Journal> journal) {
    this.journal = journal;
    this.ring = new AtomicReferenceArray<>(Math.max(0, Math.min(most, 1_000)));
  }

  @Override
  public void decided(GovernedDecision governed, long nanoseconds) {
    if (ring.length() > 0) {
      ring.set((int) (count.getAndIncrement() % ring.length()), governed);
    }
  }

  List<Map<String, Object>> shown() {
    List<Map<String, Object>> shown = new ArrayList<>();
    long end = count.get();
    for (long at = end - 1; at >= 0 && at >= end - ring.length(); at--) {
      GovernedDecision governed = ring.get((int) (at % ring.length()));
      if (governed != null) {
        shown.add(shown(governed));
      }
    }
    return shown;
  }

  private Map<String, Object> shown(GovernedDecision governed) {
    Journal kept = journal.get();
    Discretion discretion =
        kept == null ? Discretion.NONE : kept.discretion(governed.given(), governed.judgments());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("at", governed.at().toString());
    shown.put("case", discretion.name(governed.given().id()));
    shown.put("state", governed.decision().state().word());
    shown.put("constitution", governed.authority().digest());
    shown.put(
        "outputs",
        governed.decision().outputs().stream()
            .limit(MAX_OUTPUTS)
            .map(it -> shown(it, discretion))
            .toList());
    return shown;
  }

  private static Map<String, Object> shown(OutputDecision output, Discretion discretion) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("output", discretion.name(output.output()));
    shown.put("decision", output.verdict().word());
    shown.put("action", output.action().word());
    shown.put(
        "forbidden",
        output.claims().stream()
            .filter(it -> it.claim().deonticStatus() == DeonticStatus.FORBIDDEN)
            .map(it -> discretion.name(it.claim().getBy()))
            .distinct()
            .limit(MAX_OUTPUTS)
            .toList());
    return shown;
  }
}
