package org.equipoise.service.governor;

import java.util.Objects;
import java.util.function.Supplier;
import org.equipoise.service.governor.internal.Faults;

/** The discretion of a journal, which hides whatever the journal fails on. */
record CautiousDiscretion(Supplier<Discretion> journal) implements Discretion {
  private static final String HIDDEN = "a hidden text";

  @Override
  public String text(String text) {
    try {
      return Objects.requireNonNull(journal.get().text(text));
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      return HIDDEN;
    }
  }

  @Override
  public String name(String name) {
    try {
      return Objects.requireNonNull(journal.get().name(name));
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      return HIDDEN;
    }
  }
}
