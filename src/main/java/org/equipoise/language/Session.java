package org.equipoise.language;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was raised in a conversation, as rules match it: {@code Session( attr("sawSecrets") == true
 * )}. One fact stands for what earlier cases raised, and one for each name that a rule raises in
 * this case. The attribute of a name that was raised is true; that of any other is absent.
 * Immutable.
 */
public final class Session extends Attributed {
  private final SortedSet<String> raised;

  public Session(SortedSet<String> raised) {
    super(it -> raised.contains(it) ? true : null);
    this.raised = Collections.unmodifiableSortedSet(new TreeSet<>(raised));
  }

  /** Returns the names, sorted. */
  public SortedSet<String> getRaised() {
    return raised;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Session that && raised.equals(that.raised);
  }

  @Override
  public int hashCode() {
    return raised.hashCode();
  }

  @Override
  public String toString() {
    return "session with " + String.join(", ", raised);
  }
}
