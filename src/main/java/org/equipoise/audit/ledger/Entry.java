package org.equipoise.audit.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Objects;
import org.equipoise.audit.ledger.transparency.Hash;
import org.equipoise.constitution.Semantics;
import org.equipoise.formats.CanonicalCaseReader;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.CanonicalScanner;
import org.equipoise.formats.internal.JsonLimits;
import org.jspecify.annotations.Nullable;

/** One entry of a ledger. Immutable and thread-safe. */
public final class Entry {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.none())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final ObjectMapper TREES = new ObjectMapper(JSON);

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
   * Returns the entry in canonical bytes, or null if only a parser can tell. It takes the last
   * bracket as the end of the body, since no later field contains a bracket. It does not read the
   * body.
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

  /** Reads a hash in hexadecimal. Returns null if there is none. */
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
   * Parses a line of a ledger. Of the body it checks only the brackets; the hash shows whether the
   * body was altered.
   *
   * @param line the bytes of the line without its end; the caller must not change them afterwards
   * @param expected the sequence number that the entry should have
   * @throws DamagedLedgerException if the line holds no entry or an entry with another number
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
   * Parses a line as {@link #parse} does, but leaves the body of a decision unread if this engine
   * replays its semantics. {@link #decision()} then reads the body and throws what {@link #parse}
   * would have thrown.
   *
   * @throws DamagedLedgerException if the line holds no entry or an entry with another number
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

  /** Returns whether the last bracket of the body closes its first. */
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

  /** Returns the sequence number: the place in the ledger, from 0. */
  public long sequence() {
    return sequence;
  }

  /** Returns the time of the event, by the clock of the host that recorded it. */
  public Instant time() {
    return time;
  }

  public EntryKind kind() {
    return kind;
  }

  /**
   * Returns the digest of the constitution that the entry is about, or null if it is about none.
   */
  public @Nullable String constitution() {
    return constitution;
  }

  /** Returns the semantics version of the engine that recorded the entry. */
  public String semantics() {
    return semantics;
  }

  /** Returns the hash of the previous entry; for the first entry, the hash of the empty tree. */
  public Hash previous() {
    return previous;
  }

  /** Returns the hash of this entry, which is the hash of its leaf in the tree. */
  public Hash hash() {
    return Hash.leaf(bytes);
  }

  /** Returns the recorded entry in canonical JSON. */
  public String json() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the recorded body in canonical JSON. Its fields depend on the kind. */
  public String body() {
    return new String(bytes, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
  }

  /**
   * Returns the recorded body, which has the fields of its kind. What a decision or an amendment
   * holds is not looked into.
   *
   * @throws DamagedLedgerException if the body is not JSON or has other fields
   */
  public JsonNode fields() {
    JsonNode body;
    // The parser reads names with unpaired surrogates only from characters.
    try {
      body = TREES.readTree(body());
    } catch (IOException e) {
      throw new DamagedLedgerException(sequence, "its body is not JSON");
    }
    String fault = BodyForm.fault(kind, body);
    if (fault != null) {
      throw new DamagedLedgerException(sequence, fault);
    }
    return body;
  }

  /**
   * Returns the recorded decision.
   *
   * @throws IllegalStateException if this entry records no decision
   * @throws DamagedLedgerException if the body holds no decision
   */
  public RecordedDecision decision() {
    if (kind != EntryKind.DECISION) {
      throw new IllegalStateException("entry " + sequence + " is no decision");
    }
    return RecordedDecision.parse(this);
  }

  /**
   * Returns the recorded decision if it can be read without a parser, and null otherwise; then
   * {@link #decision()} reads it. Apart from the case, it only serves to ask whether a decision
   * {@linkplain RecordedDecision#isSame is the same}. If one is, {@link #decision()} would not find
   * anything else in this entry.
   *
   * @param cases reads the case; it may have read other cases before
   */
  public @Nullable RecordedDecision skim(CanonicalCaseReader cases) {
    return kind == EntryKind.DECISION ? RecordedDecision.skimmed(this, cases) : null;
  }

  /**
   * Returns this entry after it has read the body that {@link #skim} left unread.
   *
   * @throws DamagedLedgerException if the body is not well formed
   */
  Entry careful() {
    return isBodyClosed() ? this : parsed(bytes, sequence);
  }

  /** Returns whether the fields after the body are written as they were read. */
  boolean isPlain() {
    CanonicalJson rest = new CanonicalJson().beginObject().field("body").raw(new byte[0]);
    if (constitution != null) {
      rest.field("constitution").bare(constitution);
    }
    rest.field("kind").bare(kind.word()).field("previous").bare(previous.hex());
    rest.field("semantics").bare(semantics).field("sequence").number(sequence);
    rest.field("time").bare(time.toString()).endObject();
    byte[] written = rest.toBytes(BODY.length);
    return Arrays.equals(written, 0, written.length, bytes, bodyEnd, bytes.length);
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
