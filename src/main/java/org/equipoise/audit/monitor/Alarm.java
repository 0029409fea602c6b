package org.equipoise.audit.monitor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.formats.internal.ShellWords;
import org.jspecify.annotations.Nullable;

/**
 * An alarm. Immutable.
 *
 * @param sign what it is raised by
 * @param subject what it is about: a rule, an attribute or a person; null if it is about all
 * @param says what was found, in one sentence for people
 * @param figures what was counted or measured, by name, in the order to show
 * @param cases the ids of the cases that show it, at most 100, in the order of the ledger
 * @param shownBy the arguments of the command that shows them, without {@code equipoise}
 */
public record Alarm(
    AlarmSign sign,
    @Nullable String subject,
    String says,
    Map<String, Double> figures,
    List<String> cases,
    List<String> shownBy) {
  /** How many cases an alarm names. */
  static final int MAX_CASES = 100;

  public Alarm {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    cases = List.copyOf(cases);
    shownBy = List.copyOf(shownBy);
  }

  /** Returns the command that shows the cases, quoted for a POSIX shell. */
  public String command() {
    return ShellWords.of(shownBy);
  }
}
