package org.equipoise.audit.monitor;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found in a ledger. Immutable.
 *
 * @param constitution the digest of the constitution that was looked at
 * @param from the beginning of the last window, which is not part of it
 * @param to its end
 * @param decisions how many decisions are in it
 * @param alarms the alarms, by sign and subject
 * @param unmeasured the signs that could not be looked for, with the reason
 */
public record MonitorReport(
    String constitution,
    Instant from,
    Instant to,
    long decisions,
    List<Alarm> alarms,
    SortedMap<AlarmSign, String> unmeasured) {

  public MonitorReport {
    alarms = List.copyOf(alarms);
    unmeasured =
        Collections.unmodifiableSortedMap(new TreeMap<>((Map<AlarmSign, String>) unmeasured));
  }
}
