package org.equipoise.audit.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.audit.ledger.LedgerVerification.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Whether entries, which may be chained well, say what entries of one ledger can say: bodies that
 * are JSON, times that go on, and only of entries that are there.
 */
final class PlausibilityCheck {
  /** Threads that decide at the same time record in another order than they finished. */
  static final Duration TOLERANCE = Duration.ofSeconds(10);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** So many findings of a kind are told one by one. */
  private static final int MAX_FINDINGS_OF_A_KIND = 10;

  private final LedgerStore store;
  private final BitSet decisions = new BitSet();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Entry> latest = new HashMap<>();
  private int more;

  PlausibilityCheck(LedgerStore store) {
    this.store = store;
  }

  /** What was found, the first ones in particular. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    if (more > 0) {
      all.add(new Finding(-1, more + " more such entries"));
    }
    return all;
  }

  private void find(Entry entry, String what) {
    if (findings.size() < MAX_FINDINGS_OF_A_KIND) {
      findings.add(new Finding(entry.sequence(), what));
    } else {
      more++;
    }
  }

  /** Looks at the entry that comes next. */
  void add(Entry entry) throws IOException {
    time(entry);
    if (entry.kind() == EntryKind.DECISION) {
      decisions.set(Math.toIntExact(entry.sequence()));
      try {
        entry.decision();
      } catch (DamagedLedgerException e) {
        find(entry, e.what());
        return;
      }
    }
    Long about = about(entry);
    switch (entry.kind()) {
      case ANSWER, OVERRIDE, OUTCOME, ERASURE -> reference(entry, about);
      default -> {}
    }
  }

  private void time(Entry entry) {
    Instant time = entry.time();
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      find(entry, "its time, " + time + ", is not within the years 1970 to 9999");
      return;
    }
    // Erasures and losses are timed by the recorder's clock, all else by its host's.
    String clock =
        switch (entry.kind()) {
          case ERASURE, LOSS -> entry.kind().word();
          default -> "host";
        };
    Entry before = latest.get(clock);
    if (before != null && time.isBefore(before.time().minus(TOLERANCE))) {
      find(
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

  /** The number in the field {@code entry}, or null; the body is looked through for its JSON. */
  private @Nullable Long about(Entry entry) {
    Long about = null;
    // Names with half a character in them are read from characters alone.
    try (JsonParser json = Entry.JSON.createParser(entry.body())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (name.equals("entry") && value == JsonToken.VALUE_NUMBER_INT) {
          about = json.getBigIntegerValue().bitLength() < 63 ? json.getLongValue() : -1;
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      find(entry, "its body is not JSON");
    }
    return about;
  }

  private void reference(Entry entry, @Nullable Long about) throws IOException {
    String kind = entry.kind().word();
    if (about == null) {
      find(entry, "it is an " + kind + " and names no entry that it is about");
    } else if (about < 0 || about >= entry.sequence()) {
      find(
          entry,
          "it is an " + kind + " about entry " + about + ", which there was not when it was made");
    } else if (!decisions.get(Math.toIntExact(about))) {
      find(entry, "it is an " + kind + " about entry " + about + ", which is no decision");
    } else if (entry.kind() == EntryKind.ERASURE && store.salt(about).isPresent()) {
      find(entry, "it says that the salt of entry " + about + " was erased, but it is there");
    }
  }
}
