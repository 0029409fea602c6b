package org.equipoise.audit.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Semantics;
import org.equipoise.formats.CanonicalCaseReader;
import org.equipoise.formats.internal.CanonicalScanner;
import org.equipoise.formats.internal.JsonLimits;
import org.jspecify.annotations.Nullable;

/** One entry of a ledger, as it stands there. Immutable. */
public final class Entry {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.none())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final byte[] BODY = CanonicalScanner.ascii("{\"body\":");
  private static final byte[] CONSTITUTION = CanonicalScanner.ascii(",\"constitution\":");
  private static final byte[] KIND = CanonicalScanner.ascii(",\"kind\":");
  private static final byte[] PREVIOUS = CanonicalScanner.ascii(",\"previous\":");
  private static final byte[] SEMANTICS = CanonicalScanner.ascii(",\"semantics\":");
  private static final byte[] SEQUENCE = CanonicalScanner.ascii(",\"sequence\":");
  private static final byte[] TIME = CanonicalScanner.ascii(",\"time\":");
  private static final byte[] END = CanonicalScanner.ascii("}");

  private final byte[] bytes;
  private final int bodyStart;
  private final int bodyEnd;
  private final @Nullable String constitution;
  private final EntryKind kind;
  private final Hash previous;
  private final String semantics;
  private final long sequence;
  private final Instant time;

  private Entry(
      byte[] bytes,
      int bodyEnd,
      @Nullable String constitution,
      EntryKind kind,
      Hash previous,
      String semantics,
      long sequence,
      Instant time) {
    this.bytes = bytes;
    this.bodyStart = BODY.length;
    this.bodyEnd = bodyEnd;
    this.constitution = constitution;
    this.kind = kind;
    this.previous = previous;
    this.semantics = semantics;
    this.sequence = sequence;
    this.time = time;
  }

  /**
   * The entry that canonical bytes hold; null if they need a parser to find out. Its body is taken
   * to end with the last bracket before the end, since no field after it has any, and not read.
   */
  static @Nullable Entry scanned(byte[] bytes) {
    CanonicalScanner scan = new CanonicalScanner(bytes, 0, bytes.length);
    if (!scan.passes(BODY) || !scan.sees('{') || !scan.passesUpToLast('}')) {
      return null;
    }
    int bodyEnd = scan.at();
    String constitution = null;
    if (scan.passes(CONSTITUTION)) {
      constitution = scan.plainText();
      if (constitution == null) {
        return null;
      }
    }
    String word = scan.passes(KIND) ? scan.plainText() : null;
    EntryKind kind = word == null ? null : EntryKind.of(word).orElse(null);
    Hash previous = scan.passes(PREVIOUS) ? hash(bytes, scan) : null;
    String semantics = scan.passes(SEMANTICS) ? scan.plainText() : null;
    long sequence = scan.passes(SEQUENCE) ? scan.wholeNumber() : -1;
    Instant time = scan.passes(TIME) ? scan.time() : null;
    return kind == null
            || previous == null
            || semantics == null
            || sequence < 0
            || time == null
            || !scan.passes(END)
            || !scan.isEnd()
        ? null
        : new Entry(bytes, bodyEnd, constitution, kind, previous, semantics, sequence, time);
  }

  /** Reads a text that is a hash in hexadecimal; null if there is none. */
  private static @Nullable Hash hash(byte[] bytes, CanonicalScanner scan) {
    int from = scan.at() + 1;
    int end = from + 2 * Hash.LENGTH;
    if (!scan.passes('"') || end >= bytes.length) {
      return null;
    }
    scan.goTo(end);
    return scan.passes('"') ? Hash.ofHex(bytes, from) : null;
  }

  private Entry(byte[] bytes, JsonParser json) throws IOException {
    this.bytes = bytes;
    expect(json.nextToken() == JsonToken.START_OBJECT, "an entry is an object");
    name(json.nextFieldName(), "body");
    expect(json.nextToken() == JsonToken.START_OBJECT, "`body` is not an object");
    this.bodyStart = (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    this.bodyEnd = (int) json.currentLocation().getByteOffset();
    String name = json.nextFieldName();
    if ("constitution".equals(name)) {
      this.constitution = text(json, name);
      name = json.nextFieldName();
    } else {
      this.constitution = null;
    }
    name(name, "kind");
    String word = text(json, "kind");
    this.kind =
        EntryKind.of(word)
            .orElseThrow(
                () -> new IllegalArgumentException("there is no kind of entry `" + word + "`"));
    name(json.nextFieldName(), "previous");
    this.previous = Hash.parseHex(text(json, "previous"));
    name(json.nextFieldName(), "semantics");
    this.semantics = text(json, "semantics");
    name(json.nextFieldName(), "sequence");
    expect(json.nextToken() == JsonToken.VALUE_NUMBER_INT, "`sequence` is not a whole number");
    this.sequence = json.getLongValue();
    name(json.nextFieldName(), "time");
    this.time = Instant.parse(text(json, "time"));
    expect(json.nextToken() == JsonToken.END_OBJECT, "a field follows `time`");
    expect(json.currentLocation().getByteOffset() == bytes.length, "something follows the object");
  }

  private static void name(@Nullable String found, String wanted) {
    expect(wanted.equals(found), "the field `" + wanted + "` does not stand where it belongs");
  }

  private static String text(JsonParser json, String field) throws IOException {
    String text = json.nextTextValue();
    expect(text != null, "`" + field + "` is not text");
    return Objects.requireNonNull(text);
  }

  private static void expect(boolean truth, String otherwise) {
    if (!truth) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * The entry that a line of a ledger holds. Of its body only the brackets are looked at: whether
   * it is what was written, its hash tells.
   *
   * @param line the line's bytes, without its end; they must not be changed any more
   * @param expected the sequence number that the entry should have
   * @throws DamagedLedgerException if the line holds no entry, or another one
   */
  public static Entry parse(byte[] line, long expected) {
    Entry scanned = scanned(line);
    Entry entry = scanned != null && scanned.isBodyClosed() ? scanned : parsed(line, expected);
    if (entry.sequence != expected) {
      throw new DamagedLedgerException(
          expected, "in its place stands the entry numbered " + entry.sequence);
    }
    return entry;
  }

  /**
   * The same, but nothing at all is read of the body of a decision, if this engine replays its
   * semantics, before {@link #decision()} asks for it, which throws what this would have thrown.
   */
  public static Entry skim(byte[] line, long expected) {
    Entry entry = scanned(line);
    return entry != null
            && entry.kind == EntryKind.DECISION
            && entry.sequence == expected
            && Semantics.isReplayed(entry.semantics)
        ? entry
        : parse(line, expected);
  }

  /** Whether the body's first bracket is closed by its last. */
  private boolean isBodyClosed() {
    CanonicalScanner scan = new CanonicalScanner(bytes, bodyStart, bodyEnd);
    return scan.sees('{') && scan.passesValue() && scan.isEnd();
  }

  static Entry parsed(byte[] line, long expected) {
    try (JsonParser json = JSON.createParser(line)) {
      return new Entry(line, json);
    } catch (IOException e) {
      throw new DamagedLedgerException(expected, "the line is not JSON");
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new DamagedLedgerException(expected, "the line is no entry: " + e.getMessage());
    }
  }

  /** Its place in the ledger, from 0. */
  public long sequence() {
    return sequence;
  }

  /** When it happened, by the clock of who recorded it. */
  public Instant time() {
    return time;
  }

  public EntryKind kind() {
    return kind;
  }

  /** The digest of the constitution it is about, or null if it is about none. */
  public @Nullable String constitution() {
    return constitution;
  }

  /** The semantics version of the engine that recorded it. */
  public String semantics() {
    return semantics;
  }

  /** The hash of the entry before; of the empty tree for the first. */
  public Hash previous() {
    return previous;
  }

  /** The hash of this entry: that of its leaf in the tree. */
  public Hash hash() {
    return Hash.leaf(bytes);
  }

  /** The entry as it stands in the ledger, in canonical JSON. */
  public String json() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The body as it stands in the ledger, in canonical JSON; what it holds depends on the kind. */
  public String body() {
    return new String(bytes, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
  }

  /**
   * What a decision recorded.
   *
   * @throws IllegalStateException if this is no decision
   * @throws DamagedLedgerException if the body does not hold one
   */
  public RecordedDecision decision() {
    if (kind != EntryKind.DECISION) {
      throw new IllegalStateException("entry " + sequence + " is no decision");
    }
    return RecordedDecision.parse(this);
  }

  /**
   * The same, at a glance: null if it takes a closer look, as {@link #decision()} takes. Of what
   * was decided nothing is looked at but whether a decision {@linkplain RecordedDecision#isSame is
   * the same}; if one is, a closer look finds nothing else in this entry.
   *
   * @param cases reads the case, and has read others before
   */
  public @Nullable RecordedDecision skim(CanonicalCaseReader cases) {
    return kind == EntryKind.DECISION ? RecordedDecision.skimmed(this, cases) : null;
  }

  /**
   * This entry, if it is one even where it was only skimmed.
   *
   * @throws DamagedLedgerException if it is not
   */
  Entry careful() {
    return isBodyClosed() ? this : parsed(bytes, sequence);
  }

  byte[] bytes() {
    return bytes;
  }

  int bodyStart() {
    return bodyStart;
  }

  int bodyEnd() {
    return bodyEnd;
  }

  @Override
  public String toString() {
    return json();
  }
}
