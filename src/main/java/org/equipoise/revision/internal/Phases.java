package org.equipoise.revision.internal;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.inference.InferenceException;
import org.equipoise.revision.solver.SolveLimits;

/**
 * Work that is left out, as a whole and by name, where the time for it is over. Not safe for
 * several threads.
 */
public final class Phases {
  private final SolveLimits limits;
  private final SortedSet<String> leftOut = new TreeSet<>();
  private boolean isCut;

  public Phases(SolveLimits limits) {
    this.limits = limits;
  }

  /** The names of what was left out. */
  public SortedSet<String> leftOut() {
    return leftOut;
  }

  /** Whether any work was not done for lack of time, so that what rests on it may lack a part. */
  public boolean isCut() {
    return isCut;
  }

  /** Notes that something was left out, wholly or in part. */
  public void leaveOut(String name) {
    leftOut.add(name);
  }

  /** Does some work, or notes that it was left out. */
  public <T> Optional<T> run(String name, Supplier<T> work) {
    Optional<T> done = inTime(work);
    if (done.isEmpty()) {
      leaveOut(name);
    }
    return done;
  }

  /** Does some work; empty if the limits were reached before it was done. */
  public <T> Optional<T> inTime(Supplier<T> work) {
    Optional<T> done = withinTheRest(work);
    isCut |= done.isEmpty();
    return done;
  }

  private <T> Optional<T> withinTheRest(Supplier<T> work) {
    if (limits.reached()) {
      return Optional.empty();
    }
    if (limits.left() == Long.MAX_VALUE) {
      return Optional.of(work.get());
    }
    long begun = System.nanoTime();
    Budget rest = new Budget(Math.max(1, limits.left()), Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
    try {
      return Optional.of(Meter.within(rest, work));
    } catch (LimitExceeded e) {
      return Optional.empty();
    } catch (InferenceException e) {
      boolean isOver = System.nanoTime() - begun >= rest.nanos();
      if (e.getCause() instanceof LimitExceeded && isOver) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
