package org.equipoise.audit.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.equipoise.authoring.fixture.Fixture;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.facts.Case;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger is looked at with. Immutable.
 *
 * @param constitution the constitution in force
 * @param folder its folder, for the commands that show cases
 * @param permissions what rules in the ledger may use besides
 * @param window how long a window is
 * @param to the end of the last window; null for the time of the last entry
 * @param fixtures the fixtures of the constitution
 * @param adopted the cases that the constitution was adopted on; empty for those of the first
 *     window after its adoption
 * @param isMutating whether the small changes to rules that the fixtures notice are counted, under
 *     the constitution before and under this one, which takes longer
 */
public record MonitorInput(
    Constitution constitution,
    String folder,
    Permissions permissions,
    Duration window,
    @Nullable Instant to,
    List<Fixture> fixtures,
    List<Case> adopted,
    boolean isMutating) {
  /** How long a window is unless another is stated. */
  public static final Duration WINDOW = Duration.ofDays(30);

  /**
   * @throws IllegalArgumentException if the window is not positive
   */
  public MonitorInput {
    fixtures = List.copyOf(fixtures);
    adopted = List.copyOf(adopted);
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a window of " + window + " is not positive");
    }
  }

  /** A constitution in a folder, looked at without fixtures and corpus. */
  public static MonitorInput of(Constitution constitution, String folder) {
    return new MonitorInput(
        constitution, folder, Permissions.none(), WINDOW, null, List.of(), List.of(), false);
  }

  /** The same with other windows, the last of which ends at a time. */
  public MonitorInput withWindows(Duration each, Instant end) {
    return new MonitorInput(
        constitution, folder, permissions, each, end, fixtures, adopted, isMutating);
  }
}
