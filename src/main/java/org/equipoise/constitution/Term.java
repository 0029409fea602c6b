package org.equipoise.constitution;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How long a rule is in force, and who answers for it. Both days are inclusive and are days in UTC:
 * a rule until 2026-12-31 speaks until the end of that day. Immutable.
 *
 * @param from the first day, or null if there is none
 * @param until the last day, or null if there is none
 * @param owner who answers for the rule, or null
 */
public record Term(@Nullable LocalDate from, @Nullable LocalDate until, @Nullable String owner) {
  /** A rule that is always in force, without an owner. */
  public static final Term ALWAYS = new Term(null, null, null);

  /** Returns whether the rule is in force on a day. */
  public boolean includes(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }

  /** Returns whether there is a first or a last day. */
  public boolean isLimited() {
    return from != null || until != null;
  }

  /** Returns the day of a time, in UTC. */
  public static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /** Returns the days in words, such as {@code from 2026-01-01 until 2026-12-31}; empty if none. */
  public String days() {
    String begins = from == null ? "" : "from " + from;
    String ends = until == null ? "" : "until " + until;
    return begins + (from != null && until != null ? " " : "") + ends;
  }
}
