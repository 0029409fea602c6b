package org.equipoise.constitution;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.language.Element;

/**
 * Which rules are in force when. Between the days on which a term begins or ends nothing changes,
 * so there is one rule base for each such interval. Thread-safe.
 */
final class Timetable {
  private final List<DefinedRule> limited;

  /** By the first day of an interval: the rules in force from then on. */
  private final TreeMap<LocalDate, Supplier<RuleBase>> intervals = new TreeMap<>();

  Timetable(Collection<DefinedRule> rules, java.util.function.Supplier<RuleBase> all) {
    this.limited = rules.stream().filter(it -> it.term().isLimited()).toList();
    Set<LocalDate> days = new TreeSet<>(List.of(LocalDate.MIN));
    for (DefinedRule rule : limited) {
      LocalDate from = rule.term().from();
      LocalDate until = rule.term().until();
      if (from != null) {
        days.add(from);
      }
      if (until != null) {
        days.add(until.plusDays(1));
      }
    }
    for (LocalDate day : days) {
      intervals.put(day, Suppliers.memoize(() -> all.get().without(Set.copyOf(notInForce(day)))));
    }
  }

  /** Whether some rule has a first or a last day. */
  boolean isLimited() {
    return !limited.isEmpty();
  }

  /** The rules, of which only those fire that are in force at a time. */
  RuleBase at(Instant time) {
    var interval = Objects.requireNonNull(intervals.floorEntry(Term.day(time)));
    return Objects.requireNonNull(interval.getValue().get());
  }

  /** The rules that are not in force at a time, sorted. */
  List<Element> notInForce(Instant time) {
    return limited.isEmpty() ? List.of() : notInForce(Term.day(time));
  }

  private List<Element> notInForce(LocalDate day) {
    return limited.stream()
        .filter(it -> !it.term().includes(day))
        .map(it -> it.rule().element())
        .sorted()
        .toList();
  }
}
