package org.equipoise.audit.log;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What entries can be counted by. */
public enum LogColumn {
  /** The person who answered, overrode or asked for an erasure. */
  BY(it -> one(it.later().by())),
  CASE(it -> one(it.caseId())),
  CONSTITUTION(it -> one(it.constitution())),
  /** The conversation in which a case arose, as the host names it. */
  CONVERSATION(it -> one(it.conversation())),
  /** The day in UTC. */
  DAY(it -> one(day(it))),
  /** What read the attributes; a decision counts for each. */
  DETECTOR(it -> each(it.detectors())),
  /** {@code true}, or {@code false} for a decision that was only observed. */
  ENFORCED(it -> one(it.enforced() == null ? null : it.enforced().toString())),
  KIND(it -> one(it.kind().word())),
  /** The month in UTC. */
  MONTH(it -> one(month(it))),
  OUTCOME(it -> one(it.outcome() == null ? null : it.outcome().word())),
  /** A decision counts for each rule that it names. */
  RULE(it -> each(it.rules())),
  /** A decision counts for each holder of a judgment. */
  STAKEHOLDER(it -> each(it.stakeholders()));

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<LogEntry, List<@Nullable String>> values;

  private final String word = name().toLowerCase(Locale.ROOT);

  LogColumn(Function<LogEntry, List<@Nullable String>> values) {
    this.values = values;
  }

  /** Returns the name that commands and JSON use. */
  public String word() {
    return word;
  }

  /** Returns the column with this name, or empty if there is none. */
  public static Optional<LogColumn> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }

  /** Returns what an entry has in this column: at least one value, which may be null. */
  List<@Nullable String> values(LogEntry of) {
    return values.apply(of);
  }

  private static List<@Nullable String> one(@Nullable String value) {
    return Collections.singletonList(value);
  }

  private static List<@Nullable String> each(List<String> values) {
    return values.isEmpty() ? one(null) : Collections.unmodifiableList(values);
  }

  private static String day(LogEntry of) {
    return of.time().atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String month(LogEntry of) {
    String day = day(of);
    return day.substring(0, day.lastIndexOf('-'));
  }
}
