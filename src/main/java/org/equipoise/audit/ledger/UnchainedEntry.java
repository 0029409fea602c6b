package org.equipoise.audit.ledger;

import static org.equipoise.formats.internal.CanonicalScanner.ascii;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.equipoise.audit.ledger.RecentMasks.Mask;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Semantics;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.EncodedTextCache;
import org.equipoise.formats.internal.TextMask;
import org.jspecify.annotations.Nullable;

/**
 * An entry without its place in the chain. The recording thread encodes it, so that the committing
 * thread has little left to do. The fields that depend on the place come last in canonical order.
 * Immutable.
 */
final class UnchainedEntry {
  private static final byte[] BODY = ascii("{\"body\":");
  private static final byte[] PREVIOUS = ascii("\"previous\":\"");
  private static final byte[] SEMANTICS =
      ascii("\",\"semantics\":\"" + Semantics.VERSION + "\",\"sequence\":");
  private static final byte[] TIME = ascii(",\"time\":\"");
  private static final byte[] END = ascii("\"}");

  /** An upper bound for the bytes of the fields that depend on the place. */
  private static final int ROOM = 1_024;

  private final byte[] head;
  private final byte[] time;
  private final byte @Nullable [] salt;
  private final @Nullable Mask mask;
  private Hash.@Nullable Begun begun;

  private UnchainedEntry(
      byte[] head,
      byte[] time,
      byte @Nullable [] salt,
      Hash.@Nullable Begun begun,
      @Nullable Mask mask) {
    this.head = head;
    this.time = time;
    this.salt = salt;
    this.mask = mask;
    this.begun = begun;
  }

  /** Encodes an event, as {@link UnchainedEntryWriter} does. */
  static UnchainedEntry of(LedgerEvent event, Masking masking) {
    return new UnchainedEntryWriter(masking, any -> null).draft(event);
  }

  /** Encodes events and reuses encoded text. Not thread-safe. */
  static final class Writer {
    private final CanonicalJson json = new CanonicalJson(new EncodedTextCache());
    private final Masking masking;
    private final ByNames<AttributesTemplate> forms;
    private long second = Long.MIN_VALUE;
    private byte[] uptoSecond = {};

    /**
     * Creates a writer.
     *
     * @param forms the templates of attributes; several writers may share them
     */
    Writer(Masking masking, ByNames<AttributesTemplate> forms) {
      this.masking = masking;
      this.forms = forms;
    }

    /**
     * Encodes an event.
     *
     * @throws IllegalArgumentException if an entry cannot hold the event
     */
    UnchainedEntry draft(LedgerEvent event) {
      if (event instanceof LedgerEvent.DecisionEvent decided) {
        return draft(decided, masking.valuesIn(decided.given(), decided.judgments()));
      }
      return draft(event, (TextMask) null);
    }

    /**
     * Encodes an event that is not a decision.
     *
     * @param mask masks the masked values of decisions in the texts of the event; null if none are
     *     known
     * @throws IllegalArgumentException if an entry cannot hold the event
     */
    UnchainedEntry draft(LedgerEvent event, @Nullable TextMask mask) {
      json.clear().masked(mask).begin(BODY).beginObject();
      event.kind().write(event, json);
      json.endObject().masked(null);
      return draft(event, null, null);
    }

    private UnchainedEntry draft(LedgerEvent.DecisionEvent decided, @Nullable MaskedValues values) {
      json.clear().begin(BODY).beginObject().masked(values == null ? null : values.ofOneEntry());
      decided.kind().write(decided, json);
      json.masked(null).plainField("facts");
      new FactsWriter(json, masking, values, forms).write(decided.given(), decided.judgments());
      if (decided.enforced() != null) {
        json.plainField("mode").word(decided.enforced() ? "enforce" : "shadow");
      }
      json.endObject();
      return values == null
          ? draft(decided, null, null)
          : draft(decided, values.salt(), new Mask(decided.given().id(), values));
    }

    private UnchainedEntry draft(LedgerEvent event, byte @Nullable [] salt, @Nullable Mask mask) {
      String constitution = event.kind().constitution(event);
      if (constitution != null) {
        json.plainField("constitution").recurring(constitution);
      }
      json.plainField("kind").word(event.kind().word());
      json.endObject();
      byte[] object = json.toBytes();
      if (object.length > SegmentLines.MAX_ENTRY_BYTES - ROOM) {
        throw new IllegalArgumentException(
            "what is to be recorded takes "
                + object.length
                + " bytes, and an entry may have "
                + SegmentLines.MAX_ENTRY_BYTES);
      }
      object[object.length - 1] = ','; // the object goes on
      return new UnchainedEntry(object, time(event.at()), salt, Hash.begin(object), mask);
    }

    /** Returns the text of {@link Instant#toString}. */
    private byte[] time(Instant at) {
      if (at.getEpochSecond() != second) {
        String whole = Instant.ofEpochSecond(at.getEpochSecond()).toString();
        uptoSecond = ascii(whole.substring(0, whole.length() - 1));
        second = at.getEpochSecond();
      }
      int nanos = at.getNano();
      int decimals = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
      int length = uptoSecond.length;
      byte[] time = Arrays.copyOf(uptoSecond, length + (decimals == 0 ? 1 : decimals + 2));
      if (decimals > 0) {
        time[length] = '.';
        int rest = decimals == 3 ? nanos / 1_000_000 : decimals == 6 ? nanos / 1_000 : nanos;
        for (int i = length + decimals; i > length; i--) {
          time[i] = (byte) ('0' + rest % 10);
          rest /= 10;
        }
      }
      time[time.length - 1] = 'Z';
      return time;
    }
  }

  /** Returns the salt of the commitments, or null if nothing is masked. */
  byte @Nullable [] salt() {
    return salt;
  }

  /**
   * Returns the masked values of a decision; null if there are none or they are no longer known.
   */
  @Nullable Mask mask() {
    return mask;
  }

  /** Returns the approximate number of bytes in memory. */
  int length() {
    return head.length + 160;
  }

  /** Returns the entry at a place in the chain. */
  byte[] entry(Hash previous, long sequence) {
    int hash = head.length + PREVIOUS.length;
    int at = hash + 2 * Hash.LENGTH + SEMANTICS.length;
    int end = at + digits(sequence);
    byte[] entry = Arrays.copyOf(head, end + TIME.length + time.length + END.length);
    System.arraycopy(PREVIOUS, 0, entry, head.length, PREVIOUS.length);
    previous.writeHex(entry, hash);
    System.arraycopy(SEMANTICS, 0, entry, at - SEMANTICS.length, SEMANTICS.length);
    long rest = sequence;
    for (int i = end - 1; i >= at; i--) {
      entry[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    System.arraycopy(TIME, 0, entry, end, TIME.length);
    System.arraycopy(time, 0, entry, end + TIME.length, time.length);
    System.arraycopy(END, 0, entry, entry.length - END.length, END.length);
    return entry;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Returns the hash of an entry that this draft made. */
  Hash hash(byte[] entry) {
    Hash.Begun half = begun;
    begun = null; // it is good for one hash
    return half == null ? Hash.leaf(entry) : half.leaf(entry);
  }

  /** Returns whether an entry is this draft at its place in the chain. */
  boolean isIn(Entry entry) {
    byte[] recorded = entry.json().getBytes(StandardCharsets.UTF_8);
    return recorded.length > head.length
        && Arrays.equals(head, 0, head.length, recorded, 0, head.length)
        && Arrays.equals(ascii(entry.time().toString()), time);
  }

  /** Returns the draft as a line: its salt in hexadecimal or {@code -}, its time, and its text. */
  byte[] line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(ascii(salt == null ? "-" : HexFormat.of().formatHex(salt)));
    line.write(' ');
    line.writeBytes(time);
    line.write(' ');
    line.writeBytes(head);
    return line.toByteArray();
  }

  /** Parses a line. */
  static UnchainedEntry parse(String line) {
    String[] parts = line.split(" ", 3);
    return new UnchainedEntry(
        parts[2].getBytes(StandardCharsets.UTF_8),
        ascii(parts[1]),
        parts[0].equals("-") ? null : HexFormat.of().parseHex(parts[0]),
        null,
        null);
  }
}
