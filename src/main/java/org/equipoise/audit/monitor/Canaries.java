package org.equipoise.audit.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.equipoise.audit.ledger.LedgerEvent;
import org.equipoise.audit.monitor.Observed.Period;
import org.jspecify.annotations.Nullable;

/** Planted cases that must be held back, and that the rules allowed. */
final class Canaries implements SignWatch {
  private final Shown shown;
  private final List<String> passed = new ArrayList<>();
  private long planted;

  Canaries(Shown shown) {
    this.shown = shown;
  }

  @Override
  public void decided(Observed decision) {
    if (decision.period() != Period.LAST || !"block".equals(decision.planted())) {
      return;
    }
    planted++;
    if (decision.isAllowed()) {
      passed.add(decision.caseId());
    }
  }

  @Override
  public List<Alarm> alarms() {
    if (passed.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Alarm(
            AlarmSign.CANARY,
            null,
            passed.size() + " of " + planted + " planted cases that must be held back were allowed",
            Map.of("passed", (double) passed.size()),
            passed.subList(0, Math.min(passed.size(), Alarm.MAX_CASES)),
            shown.log("--case", Objects.requireNonNull(passed.get(0)))));
  }

  @Override
  public @Nullable Unmeasured unmeasured() {
    return planted > 0
        ? null
        : new Unmeasured(
            AlarmSign.CANARY,
            "no case of the last window has `\"" + LedgerEvent.Review.PLANTED + "\": \"block\"`");
  }
}
