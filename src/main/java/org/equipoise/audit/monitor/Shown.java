package org.equipoise.audit.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that show cases.
 *
 * @param ledger the ledger's folder
 * @param from the beginning of the last window, which is not part of it
 * @param to its end
 */
record Shown(String ledger, String folder, Instant from, Instant to) {

  List<String> log(String... options) {
    List<String> command = new ArrayList<>(List.of("log", "--ledger", ledger));
    command.addAll(List.of(options));
    return command;
  }

  /** The entries of the last window that match. */
  List<String> last(String... options) {
    List<String> command = log(options);
    command.addAll(
        List.of("--from", from.plusNanos(1).toString(), "--to", to.plusNanos(1).toString()));
    return command;
  }
}
