package org.equipoise.facts;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What rules raised in the earlier cases of a conversation: names that are only ever added. The
 * host keeps it, hands it in with each case, and adds what the decision raises: {@code session =
 * session.and( decision.raised() )}. Immutable and safe to share between threads.
 *
 * @param raised the names, sorted
 */
public record Session(SortedSet<String> raised) {
  /** A session in which nothing was raised. */
  public static final Session NONE = new Session(Collections.emptySortedSet());

  public Session {
    raised = raised.isEmpty() ? raised : Collections.unmodifiableSortedSet(new TreeSet<>(raised));
  }

  /** Returns a session in which some names were raised. */
  public static Session of(Collection<String> raised) {
    return raised.isEmpty() ? NONE : new Session(new TreeSet<>(raised));
  }

  /** Returns a session in which some names were raised. */
  public static Session of(String... raised) {
    return of(Set.of(raised));
  }

  /** Returns this session with more names; itself if it has them all. */
  public Session and(Collection<String> more) {
    if (raised.containsAll(more)) {
      return this;
    }
    SortedSet<String> all = new TreeSet<>(raised);
    all.addAll(more);
    return new Session(all);
  }

  /** Returns whether a name was raised. */
  public boolean has(String name) {
    return raised.contains(name);
  }

  /** Returns whether nothing was raised. */
  public boolean isEmpty() {
    return raised.isEmpty();
  }
}
