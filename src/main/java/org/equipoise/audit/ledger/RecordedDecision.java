package org.equipoise.audit.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.decision.DecisionFields.Part;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.internal.ByNames;
import org.equipoise.formats.CanonicalCaseReader;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.JudgmentReader;
import org.equipoise.formats.internal.CanonicalJson;
import org.equipoise.formats.internal.CanonicalScanner;
import org.equipoise.formats.internal.TextMask;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision with its input. Each call reads the case and the judgments anew. Immutable
 * and thread-safe.
 */
public final class RecordedDecision {
  private static final byte[] DECISION = CanonicalScanner.ascii("{\"decision\":");
  private static final byte[] FACTS = CanonicalScanner.ascii(",\"facts\":{\"case\":");
  private static final byte[] CASE = CanonicalScanner.ascii("{\"case\":");
  private static final byte[] JUDGMENTS = CanonicalScanner.ascii(",\"judgments\":[");
  private static final byte[] MASKED = CanonicalScanner.ascii(",\"masked\":[");
  private static final byte[] OBJECTS = CanonicalScanner.ascii(",\"objects\":[");
  private static final byte[] END = CanonicalScanner.ascii("}}");
  private static final byte[] ENFORCED = CanonicalScanner.ascii("},\"mode\":\"enforce\"");
  private static final byte[] SHADOW = CanonicalScanner.ascii("},\"mode\":\"shadow\"");

  private static final ObjectMapper TREES = new ObjectMapper(Entry.JSON);

  private final Entry entry;
  private final byte[] bytes;
  private final Slice decision;
  private final Slice given;
  private final @Nullable Case read;
  private final List<Slice> judgments;
  private final List<String> masked;
  private final List<String> objects;
  private final @Nullable Boolean enforced;

  private record Slice(int from, int to) {
    int length() {
      return to - from;
    }

    String of(byte[] bytes) {
      return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
  }

  /**
   * @param from where the body starts, from which the parser counts
   */
  private RecordedDecision(Entry entry, byte[] bytes, int from, JsonParser json)
      throws IOException {
    this.entry = entry;
    this.bytes = bytes;
    json.nextToken();
    name(json, "decision");
    this.decision = slice(json, from);
    name(json, "facts");
    json.nextToken();
    name(json, "case");
    this.given = slice(json, from);
    this.read = null;
    name(json, "judgments");
    json.nextToken();
    List<Slice> found = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      found.add(rest(json, from));
    }
    this.judgments = List.copyOf(found);
    String next = json.nextFieldName();
    if ("masked".equals(next)) {
      this.masked = texts(json);
      next = json.nextFieldName();
    } else {
      this.masked = List.of();
    }
    if ("objects".equals(next)) {
      this.objects = texts(json);
      next = json.nextFieldName();
    } else {
      this.objects = List.of();
    }
    while (next != null) {
      json.nextToken();
      json.skipChildren();
      next = json.nextFieldName();
    }
    this.enforced =
        "mode".equals(json.nextFieldName()) ? "enforce".equals(json.nextTextValue()) : null;
  }

  private RecordedDecision(
      Entry entry,
      Slice decision,
      Slice given,
      @Nullable Case read,
      List<Slice> judgments,
      List<String> masked,
      List<String> objects,
      @Nullable Boolean enforced) {
    this.enforced = enforced;
    this.entry = entry;
    this.bytes = entry.bytes();
    this.decision = decision;
    this.given = given;
    this.read = read;
    this.judgments = judgments;
    this.masked = masked;
    this.objects = objects;
  }

  /** Returns the decision in an entry, or null if only a parser can tell. */
  static @Nullable RecordedDecision skimmed(Entry entry, CanonicalCaseReader cases) {
    CanonicalScanner scan = new CanonicalScanner(entry.bytes(), entry.bodyStart(), entry.bodyEnd());
    if (!scan.passes(DECISION)) {
      return null;
    }
    int from = scan.at();
    if (!scan.passesUpTo(FACTS)) {
      return null;
    }
    Slice decision = new Slice(from, scan.at());
    int begin = scan.at() + FACTS.length;
    Case read = cases.readAt(entry.bytes(), begin, entry.bodyEnd());
    if (read == null) {
      return null;
    }
    scan.goTo(cases.end());
    return rest(entry, scan, decision, new Slice(begin, scan.at()), read);
  }

  /** Returns the decision in canonical bytes, or null if only a parser can tell. */
  private static @Nullable RecordedDecision scanned(Entry entry) {
    CanonicalScanner scan = new CanonicalScanner(entry.bytes(), entry.bodyStart(), entry.bodyEnd());
    Slice decision = scan.passes(DECISION) ? object(scan) : null;
    Slice given = scan.passes(FACTS) ? object(scan) : null;
    return decision == null || given == null ? null : rest(entry, scan, decision, given, null);
  }

  /** Reads the part after the case. Returns null if only a parser can tell. */
  private static @Nullable RecordedDecision rest(
      Entry entry, CanonicalScanner scan, Slice decision, Slice given, @Nullable Case read) {
    List<Slice> judgments = scan.passes(JUDGMENTS) ? objects(scan) : null;
    List<String> masked = scan.passes(MASKED) ? texts(scan) : List.of();
    List<String> objects = scan.passes(OBJECTS) ? texts(scan) : List.of();
    Boolean enforced = scan.passes(ENFORCED) ? (Boolean) true : scan.passes(SHADOW) ? false : null;
    return judgments == null
            || masked == null
            || objects == null
            || !(enforced == null ? scan.passes(END) : scan.passes('}'))
            || !scan.isEnd()
        ? null
        : new RecordedDecision(entry, decision, given, read, judgments, masked, objects, enforced);
  }

  private static @Nullable List<Slice> objects(CanonicalScanner scan) {
    if (scan.passes(']')) {
      return List.of();
    }
    List<Slice> objects = new ArrayList<>();
    do {
      Slice object = object(scan);
      if (object == null) {
        return null;
      }
      objects.add(object);
    } while (scan.passes(','));
    return scan.passes(']') ? List.copyOf(objects) : null;
  }

  private static @Nullable List<String> texts(CanonicalScanner scan) {
    List<String> texts = new ArrayList<>();
    do {
      String text = scan.plainText();
      if (text == null) {
        return null;
      }
      texts.add(text);
    } while (scan.passes(','));
    return scan.passes(']') ? List.copyOf(texts) : null;
  }

  private static @Nullable Slice object(CanonicalScanner scan) {
    int from = scan.at();
    return scan.sees('{') && scan.passesValue() ? new Slice(from, scan.at()) : null;
  }

  static RecordedDecision parse(Entry skimmed) {
    RecordedDecision scanned = scanned(skimmed);
    if (scanned != null) {
      return scanned;
    }
    Entry entry = skimmed.careful();
    byte[] bytes = entry.bytes();
    int from = entry.bodyStart();
    try (JsonParser json = Entry.JSON.createParser(bytes, from, entry.bodyEnd() - from)) {
      return new RecordedDecision(entry, bytes, from, json);
    } catch (IOException e) {
      throw new DamagedLedgerException(entry.sequence(), "its body holds no decision");
    }
  }

  private static void name(JsonParser json, String wanted) throws IOException {
    if (!wanted.equals(json.nextFieldName())) {
      throw new IOException("the field `" + wanted + "` does not stand where it belongs");
    }
  }

  private static Slice slice(JsonParser json, int base) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object stands where one belongs");
    }
    return rest(json, base);
  }

  private static Slice rest(JsonParser json, int base) throws IOException {
    int from = base + (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    return new Slice(from, base + (int) json.currentLocation().getByteOffset());
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    json.nextToken();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getText());
    }
    return List.copyOf(texts);
  }

  /** Returns the entry that holds the decision. */
  public Entry entry() {
    return entry;
  }

  /**
   * Returns the case. Commitments replace masked values, and the host's own objects are missing.
   *
   * @throws InvalidInputException if a file could not hold the case, for example because a host
   *     nested its values too deeply
   */
  public Case given() {
    return read != null
        ? read
        : CaseReader.parseWritten(given.of(bytes), "entry " + entry.sequence(), 0);
  }

  /**
   * Returns the case as {@link #given()} does.
   *
   * @param cases reads several cases, faster if they are similar
   * @throws InvalidInputException as {@link #given()}
   */
  public Case given(CanonicalCaseReader cases) {
    return read != null
        ? read
        : cases.read(bytes, given.from(), given.to(), "entry " + entry.sequence(), 0);
  }

  /**
   * Returns the judgments on the case, in the order in which the host passed them.
   *
   * @throws InvalidInputException as {@link #given()}
   */
  public List<Judgment> judgments() {
    return judgments.isEmpty()
        ? List.of()
        : judgments.stream()
            .map(it -> JudgmentReader.parseWritten(it.of(bytes), "entry " + entry.sequence(), 0))
            .toList();
  }

  /** Returns the sorted JSON pointers of the masked values in the entry's facts. */
  public List<String> masked() {
    return masked;
  }

  /** Returns the class names of the host's own objects, which are not recorded. */
  public List<String> objects() {
    return objects;
  }

  /** Returns whether the host acted on the decision; null if that was not recorded. */
  public @Nullable Boolean enforced() {
    return enforced;
  }

  /** Returns the decision in canonical JSON, as {@link CanonicalDecision} writes it. */
  public String json() {
    return decision.of(bytes);
  }

  /**
   * Returns the decision, as {@link #read} reads it. The code of an error in the old form is
   * derived from its sentence.
   *
   * @throws DamagedLedgerException if the entry holds no decision, or one on other outputs
   */
  public Decision decision() {
    return read(tree(decision), tree(given), entry);
  }

  /**
   * Reads a decision from the JSON trees of an entry.
   *
   * @param given the case
   * @throws DamagedLedgerException as {@link #decision()}
   */
  public static Decision read(JsonNode tree, JsonNode given, Entry entry) {
    return DecisionTree.read(tree, given, entry);
  }

  private JsonNode tree(Slice slice) {
    try {
      return TREES.readTree(slice.of(bytes)); // bytes cannot hold a name with half a character
    } catch (IOException e) {
      throw new DamagedLedgerException(entry.sequence(), "its decision is not JSON");
    }
  }

  /** Returns why deciding failed, or null if it did not fail. */
  public @Nullable DecisionError error() {
    return hasError() ? decision().error() : null;
  }

  private boolean hasError() {
    try (JsonParser json = Entry.JSON.createParser(bytes, decision.from(), decision.length())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals("error")) {
          return true;
        }
        json.nextToken();
        json.skipChildren();
      }
      return false;
    } catch (IOException e) {
      throw new DamagedLedgerException(entry.sequence(), "its decision is not JSON");
    }
  }

  /** Returns the commitments to masked facts, by the pointers of {@link #masked()}. */
  Map<String, String> commitments() {
    JsonNode facts = entry.fields().path("facts");
    Map<String, String> found = new TreeMap<>();
    masked.forEach(it -> found.put(it, DecisionTree.at(facts, it).asText()));
    return found;
  }

  /** Returns what is recorded from where another decision differs, or null if they are equal. */
  @Nullable String difference(Decision other) {
    boolean isOld = other.error() != null && DecisionTree.isOld(tree(decision));
    byte[] written =
        CanonicalDecision.of(
            other, null, isOld ? Part.RECORDED_BEFORE_ERROR_DETAILS : Part.RECORDED);
    return difference(written, written.length, decision.from(), decision.to());
  }

  /** Returns what is recorded from where other facts differ, or null if they are equal. */
  @Nullable String difference(Case other, List<Judgment> others) {
    CanonicalJson json = new CanonicalJson();
    new FactsWriter(json, Masking.NONE, null, new ByNames<>(AttributesTemplate::new))
        .write(other, others);
    byte[] written = json.toBytes();
    int from = given.from() - CASE.length;
    int end = written.length - 1; // before `masked` and `objects`
    return difference(written, end, from, Math.min(from + end, entry.bodyEnd()));
  }

  private @Nullable String difference(byte[] written, int end, int from, int to) {
    int at = Arrays.mismatch(written, 0, end, bytes, from, to);
    return at < 0
        ? null
        : new String(
            bytes, from + at, Math.min(60, entry.bodyEnd() - from - at), StandardCharsets.UTF_8);
  }

  /** How a decision compares with the recorded one. */
  public enum Equality {
    /** Both are equal, byte by byte. */
    SAME,
    /** The decisions differ. */
    OTHER,
    /** The decisions may be equal. The recorded one has masked texts, and their salt was erased. */
    UNKNOWN
  }

  /**
   * The result of a comparison with the recorded decision.
   *
   * @param equality whether the decisions are equal
   * @param other the compared decision, read as {@link #decision()} reads the recorded one; texts
   *     that are known to equal masked texts of the recorded decision are masked too
   */
  public record Comparison(Equality equality, Decision other) {}

  /**
   * Compares a decision with the recorded one.
   *
   * @param salt the salt of the entry; empty if there is none or it was erased
   */
  public Comparison compare(Decision other, Optional<byte[]> salt) {
    Set<String> hidden = masked.isEmpty() ? Set.of() : Commitment.in(json());
    TextMask hiding =
        new TextMask() {
          @Override
          public String text(String text) {
            String commitment = salt.map(it -> Commitment.of(it, "", text)).orElse("");
            return hidden.contains(commitment) ? commitment : text;
          }

          @Override
          public String name(String name) {
            return text(name);
          }
        };
    TextMask mask = hidden.isEmpty() ? null : hiding;
    boolean isOld = other.error() != null && DecisionTree.isOld(tree(decision));
    byte[] written =
        CanonicalDecision.of(
            other, mask, isOld ? Part.RECORDED_BEFORE_ERROR_DETAILS : Part.RECORDED);
    if (Arrays.equals(written, 0, written.length, bytes, decision.from(), decision.to())) {
      return new Comparison(Equality.SAME, other);
    }
    boolean isUnknown =
        !hidden.isEmpty() && salt.isEmpty() && isSame(tree(decision), parsed(written), hidden);
    byte[] whole = CanonicalDecision.of(other, mask, Part.RECORDED);
    return new Comparison(
        isUnknown ? Equality.UNKNOWN : Equality.OTHER,
        DecisionTree.readAlone(parsed(whole), other.caseId(), entry));
  }

  private static JsonNode parsed(byte[] written) {
    try {
      return TREES.readTree(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSame(JsonNode recorded, JsonNode other, Set<String> hidden) {
    if (recorded.isTextual() && other.isTextual()) {
      String text = recorded.asText();
      String name = text.substring(text.indexOf(':') + 1); // of an element, `principle:NAME`
      return hidden.contains(text) || hidden.contains(name) || recorded.equals(other);
    }
    if (recorded.size() != other.size() || !recorded.isContainerNode()) {
      return recorded.equals(other);
    }
    if (recorded.isArray()) {
      for (int i = 0; i < recorded.size(); i++) {
        if (!isSame(recorded.get(i), other.path(i), hidden)) {
          return false;
        }
      }
      return other.isArray();
    }
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      if (!isSame(field.getValue(), other.path(field.getKey()), hidden)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a decision equals the recorded one, byte by byte. */
  public boolean isSame(Decision other) {
    return isSame(other, new CanonicalDecision());
  }

  /**
   * Returns whether a decision equals the recorded one, byte by byte.
   *
   * @param writer writes several decisions, faster if they are similar
   */
  public boolean isSame(Decision other, CanonicalDecision writer) {
    return writer.is(other, bytes, decision.from(), decision.to());
  }
}
