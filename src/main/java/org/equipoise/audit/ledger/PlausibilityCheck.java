package org.equipoise.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.equipoise.constitution.Semantics;
import org.equipoise.formats.internal.CanonicalForm;
import org.jspecify.annotations.Nullable;

/**
 * Checks that entries are plausible in one ledger, even if they are chained correctly: each is in
 * canonical form and has the fields of its kind, times increase, and entries refer only to existing
 * entries.
 */
final class PlausibilityCheck {
  /** Concurrent threads record in another order than they finish. */
  static final Duration TOLERANCE = Duration.ofSeconds(10);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** The largest number of findings of one aspect that are listed individually. */
  private static final int MAX_FINDINGS_OF_AN_ASPECT = 10;

  private static final int BLOCK_BITS = 20;

  private final LedgerStore store;
  private final Map<Long, BitSet> decisions = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Aspect, Integer> found = new EnumMap<>(Aspect.class);
  private final Map<Long, String> unlistedWithoutSalt = new HashMap<>();
  private final Map<String, Entry> latest = new HashMap<>();

  /** What is checked; many findings of one aspect do not hide those of another. */
  private enum Aspect {
    FORM("whose form is not that of a ledger"),
    TIME("whose time cannot be"),
    REFERENCE("that name an entry that is not there or no decision");

    private final String words;

    Aspect(String words) {
      this.words = words;
    }
  }

  PlausibilityCheck(LedgerStore store) {
    this.store = store;
  }

  /** Returns the findings, the first ones of each aspect individually. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    found.forEach(
        (aspect, count) -> {
          if (count > MAX_FINDINGS_OF_AN_ASPECT) {
            int more = count - MAX_FINDINGS_OF_AN_ASPECT;
            all.add(new Finding(-1, more + " more entries " + aspect.words));
          }
        });
    return all;
  }

  private void find(Aspect aspect, Entry entry, String what) {
    if (found.merge(aspect, 1, Integer::sum) <= MAX_FINDINGS_OF_AN_ASPECT) {
      findings.add(new Finding(entry.sequence(), what));
    }
  }

  /** Checks the next entry. */
  void add(Entry entry) throws IOException {
    time(entry);
    if (entry.kind() == EntryKind.DECISION) {
      block(entry.sequence()).set(bit(entry.sequence()));
    }
    String fault = CanonicalForm.fault(entry.bytes());
    if (fault == null && !entry.isPlain()) {
      fault = "its time, sequence or previous hash is not written in canonical form";
    }
    if (fault == null && !Semantics.isReplayed(entry.semantics())) {
      fault = "its `semantics` is no version of this library: `" + entry.semantics() + "`";
    }
    if (fault == null && entry.constitution() == null && entry.kind().isUnderConstitution()) {
      fault = "it names no constitution";
    }
    JsonNode body = MissingNode.getInstance();
    if (fault == null) {
      try {
        body = entry.fields();
        fault =
            entry.kind() == EntryKind.DECISION
                ? DecisionForm.fault(entry.decision(), body.path("facts"))
                : null;
        fault = fault == null && entry.kind() == EntryKind.DECISION ? unlisted(entry) : fault;
      } catch (DamagedLedgerException e) {
        fault = e.what();
      }
    }
    if (fault != null) {
      find(Aspect.FORM, entry, fault);
    } else if (entry.kind().isAboutEntry()) {
      reference(entry, body.path("entry").longValue());
    }
  }

  /**
   * Returns that a commitment is taken for a text; null if there is none, or if nothing shows that
   * the entry has masked facts, as a host's text may look the same.
   */
  private @Nullable String unlisted(Entry entry) throws IOException {
    List<String> unlisted = Commitment.unlisted(entry);
    if (unlisted.isEmpty()) {
      return null;
    }
    if (entry.decision().masked().isEmpty() && !hasSalt(entry.sequence())) {
      unlistedWithoutSalt.put(entry.sequence(), unlisted.get(0));
      return null;
    }
    return "`facts.masked` leaves out `"
        + unlisted.get(0)
        + "`, where a commitment stands: it would be taken for a text";
  }

  private BitSet block(long sequence) {
    return decisions.computeIfAbsent(sequence >> BLOCK_BITS, any -> new BitSet());
  }

  private static int bit(long sequence) {
    return (int) (sequence & ((1 << BLOCK_BITS) - 1));
  }

  private void time(Entry entry) {
    Instant time = entry.time();
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      find(Aspect.TIME, entry, "its time, " + time + ", is not within the years 1970 to 9999");
      return;
    }
    // The recorder sets the times of erasures and losses, the host all others.
    String clock =
        switch (entry.kind()) {
          case ERASURE, LOSS -> entry.kind().word();
          default -> "host";
        };
    Entry before = latest.get(clock);
    if (before != null && time.isBefore(before.time().minus(TOLERANCE))) {
      find(
          Aspect.TIME,
          entry,
          "time runs back: it is of "
              + time
              + ", and entry "
              + before.sequence()
              + " of "
              + before.time());
    }
    if (before == null || time.isAfter(before.time())) {
      latest.put(clock, entry);
    }
  }

  private void reference(Entry entry, long about) throws IOException {
    String kind = entry.kind().word();
    if (about < 0 || about >= entry.sequence()) {
      find(
          Aspect.REFERENCE,
          entry,
          "it is an " + kind + " about entry " + about + ", which there was not when it was made");
    } else if (!block(about).get(bit(about))) {
      find(
          Aspect.REFERENCE,
          entry,
          "it is an " + kind + " about entry " + about + ", which is no decision");
    } else if (entry.kind() == EntryKind.ERASURE && hasSalt(about)) {
      find(
          Aspect.REFERENCE,
          entry,
          "it says that the salt of entry " + about + " was erased, but it is there");
    } else if (entry.kind() == EntryKind.ERASURE && unlistedWithoutSalt.containsKey(about)) {
      find(
          Aspect.REFERENCE,
          entry,
          "it says that the salt of entry "
              + about
              + " was erased, whose `facts.masked` leaves out `"
              + unlistedWithoutSalt.get(about)
              + "`, where a commitment stands: it would be taken for a text");
    }
  }

  private boolean hasSalt(long entry) throws IOException {
    try {
      return store.salt(entry).isPresent();
    } catch (DamagedLedgerException e) {
      return false; // the store tells itself that its salts cannot be read
    }
  }
}
