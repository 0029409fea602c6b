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
 * Checks that entries are plausible in one ledger, even if they are chained correctly: bodies are
 * JSON, times increase, and entries refer only to existing entries.
 */
final class PlausibilityCheck {
  /** Concurrent threads record in another order than they finish. */
  static final Duration TOLERANCE = Duration.ofSeconds(10);

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** The largest number of findings of one kind that are listed individually. */
  private static final int MAX_FINDINGS_OF_A_KIND = 10;

  private final LedgerStore store;
  private final BitSet decisions = new BitSet();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Entry> latest = new HashMap<>();
  private int more;

  PlausibilityCheck(LedgerStore store) {
    this.store = store;
  }

  /** Returns the findings, the first ones individually. */
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

  /** Checks the next entry. */
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
    if (entry.kind().isAboutEntry()) {
      reference(entry, about);
    }
  }

  private void time(Entry entry) {
    Instant time = entry.time();
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      find(entry, "its time, " + time + ", is not within the years 1970 to 9999");
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

  /** Returns the number in the field {@code entry}, or null. Reads the body as JSON. */
  private @Nullable Long about(Entry entry) {
    Long about = null;
    // The parser reads names with unpaired surrogates only from characters.
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
