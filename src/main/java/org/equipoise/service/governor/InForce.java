package org.equipoise.service.governor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.KnownNames;
import org.equipoise.decision.Deciding;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.jspecify.annotations.Nullable;

/**
 * A constitution or charter in force, with the names in cases that were reported under it because
 * it does not know them. Thread-safe: each name is reported once.
 */
final class InForce {
  /** Only this many unknown names are reported. A name that is an id is new with every case. */
  private static final int MAX_UNKNOWN_NAMES = 1_000;

  /** In how many cases it is looked at values of other kinds: who feeds them does so in each. */
  private static final int MAX_COMPARED = 1_000;

  private final Authority authority;
  private final AtomicInteger compared = new AtomicInteger();
  private final Deciding deciding;
  private final Set<KnownNames.Unknown> told = ConcurrentHashMap.newKeySet();
  private final Set<String> reported = new ConcurrentSkipListSet<>();
  private final AtomicReference<List<KnownNames.Unknown>> last = new AtomicReference<>(List.of());
  private final AtomicReference<@Nullable String> unread = new AtomicReference<>();

  InForce(Authority authority) {
    this.authority = authority;
    this.deciding = Deciding.of(authority);
  }

  Authority authority() {
    return authority;
  }

  Deciding deciding() {
    return deciding;
  }

  /** Returns true for the first case that has none of the attributes that rules read. */
  boolean isFirstUnread(Case given, Discretion discretion) {
    return unread.get() == null
        && authority.readsNothingOf(given)
        && unread.compareAndSet(null, unread(discretion.name(given.id())));
  }

  /** Returns the unknown names of a case that no call has returned before, and remembers them. */
  @SuppressWarnings("ReferenceEquality") // cases of the same names have one list
  List<KnownNames.Unknown> notYetTold(Case given, List<Judgment> judgments) {
    List<KnownNames.Unknown> fresh = new ArrayList<>(0);
    if (told.size() < MAX_UNKNOWN_NAMES) {
      List<KnownNames.Unknown> met = authority.unknown(given, judgments);
      if (met != last.get()) {
        addFresh(met, fresh);
        last.set(met);
      }
    }
    if (compared.get() < MAX_COMPARED) {
      compared.incrementAndGet();
      addFresh(authority.unlike(given, judgments), fresh);
    }
    return fresh;
  }

  private void addFresh(List<KnownNames.Unknown> met, List<KnownNames.Unknown> fresh) {
    for (KnownNames.Unknown unknown : met) {
      if (told.size() < MAX_UNKNOWN_NAMES && told.add(unknown)) {
        fresh.add(unknown);
      }
    }
  }

  /** Says what is unknown, as far as it may be said, and remembers that it was reported. */
  String report(KnownNames.Unknown unknown, Discretion discretion) {
    boolean isSaid =
        unknown.subject() != KnownNames.Subject.STAKEHOLDER
            || discretion.name(unknown.name()).equals(unknown.name());
    KnownNames.Unknown shown =
        isSaid
            ? unknown
            : new KnownNames.Unknown(
                unknown.subject(), discretion.name(unknown.name()), unknown.fault());
    String words = authority.inWords(shown);
    reported.add(words);
    String hint = isSaid ? authority.hint(unknown, Set.of()) : null;
    return hint == null ? words : words + "; " + hint;
  }

  /** Returns what was reported, sorted. */
  List<String> reportedNames() {
    return Stream.concat(Stream.ofNullable(unread.get()), reported.stream()).toList();
  }

  /** Says that there is a case with no attribute that rules read; null if there was none. */
  @Nullable String unread() {
    return unread.get();
  }

  private static String unread(String caseId) {
    return "case "
        + caseId
        + " has none of the attributes that rules read; `equipoise attributes` lists them";
  }
}
