package org.equipoise.audit.review;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.revision.Cost;
import org.equipoise.service.guard.ActTicket;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was left to a person. Immutable.
 *
 * @param entry the sequence number of the decision
 * @param caseId the case
 * @param time when it was decided
 * @param constitution the digest of the constitution under which it was decided
 * @param stake the greatest weight, over the outputs, that is given up whichever way a person
 *     answers
 * @param leanings for each output whether the costs are in favour of allowing it; outputs without a
 *     leaning are left out
 * @param claims what principles say of the outputs, in one text; equal for cases of which the same
 *     principles say the same
 * @param isPlanted whether an operator planted it
 * @param ticket the last act that waits for approval; null if none does
 */
public record WaitingCase(
    long entry,
    String caseId,
    Instant time,
    String constitution,
    Cost stake,
    SortedMap<String, Boolean> leanings,
    String claims,
    boolean isPlanted,
    @Nullable ActTicket ticket) {

  public WaitingCase {
    leanings = Collections.unmodifiableSortedMap(new TreeMap<>(leanings));
  }

  /**
   * The most urgent first: an act whose ticket is not void yet, the one that is void soonest first;
   * then the greatest stake (on the highest level); then the oldest.
   *
   * @param now tickets that are void at this time do not count
   */
  static Comparator<WaitingCase> urgency(Instant now) {
    return Comparator.comparing((WaitingCase it) -> it.expiry(now))
        .thenComparing(it -> !it.stake().isInfinite())
        .thenComparing(it -> it.stake().isInfinite() ? 0 : it.stake().rank())
        .thenComparing(it -> -it.stake().billionths())
        .thenComparing(WaitingCase::entry);
  }

  private Instant expiry(Instant now) {
    return isActWaiting(now) && ticket != null ? ticket.expires() : Instant.MAX;
  }

  /** Returns whether an act waits for approval at a time. */
  public boolean isActWaiting(Instant now) {
    return ticket != null && !ticket.isOverAt(now);
  }

  WaitingCase with(ActTicket other) {
    return new WaitingCase(
        entry, caseId, time, constitution, stake, leanings, claims, isPlanted, other);
  }

  /**
   * Returns whether judgments agree with the leanings.
   *
   * @param forbids for each judged output whether it is forbidden
   * @return null if there is no leaning to agree with
   */
  @Nullable Boolean agrees(Map<String, Boolean> forbids) {
    Boolean agrees = null;
    for (Map.Entry<String, Boolean> each : forbids.entrySet()) {
      Boolean allows = leanings.get(each.getKey());
      if (allows != null) {
        agrees = (agrees == null || agrees) && !allows.equals(each.getValue());
      }
    }
    return agrees;
  }
}
