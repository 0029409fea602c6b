package org.equipoise.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.formats.CaseReader;
import org.equipoise.formats.JudgmentReader;
import org.equipoise.formats.WrittenCases;
import org.equipoise.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it was recorded, with what it was made from. Case and judgments are read each time
 * they are asked for. Immutable.
 */
public final class RecordedDecision {
  private static final byte[] DECISION = CanonicalScan.ascii("{\"decision\":");
  private static final byte[] FACTS = CanonicalScan.ascii(",\"facts\":{\"case\":");
  private static final byte[] JUDGMENTS = CanonicalScan.ascii(",\"judgments\":[");
  private static final byte[] COMMA = CanonicalScan.ascii(",");
  private static final byte[] END = CanonicalScan.ascii("]}}");

  private final Entry entry;
  private final byte[] bytes;
  private final Slice decision;
  private final Slice given;
  private final List<Slice> judgments;
  private final List<String> masked;
  private final List<String> objects;

  private record Slice(int from, int to) {
    String of(byte[] bytes) {
      return new String(bytes, from, to - from, StandardCharsets.UTF_8);
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
    this.objects = "objects".equals(next) ? texts(json) : List.of();
  }

  private RecordedDecision(
      Entry entry, byte[] bytes, Slice decision, Slice given, List<Slice> judgments) {
    this.entry = entry;
    this.bytes = bytes;
    this.decision = decision;
    this.given = given;
    this.judgments = List.copyOf(judgments);
    this.masked = List.of();
    this.objects = List.of();
  }

  /** A decision on facts none of which is masked or missing; null if a parser has to find out. */
  private static @Nullable RecordedDecision scanned(Entry entry, byte[] bytes, int from, int to) {
    CanonicalScan scan = new CanonicalScan(bytes, from, to);
    Slice decision = scan.passes(DECISION) ? object(scan) : null;
    Slice given = scan.passes(FACTS) ? object(scan) : null;
    if (decision == null || given == null || !scan.passes(JUDGMENTS)) {
      return null;
    }
    List<Slice> judgments = new ArrayList<>();
    while (!scan.passes(END)) {
      Slice judgment = judgments.isEmpty() || scan.passes(COMMA) ? object(scan) : null;
      if (judgment == null) {
        return null;
      }
      judgments.add(judgment);
    }
    return scan.isEnd() ? new RecordedDecision(entry, bytes, decision, given, judgments) : null;
  }

  private static @Nullable Slice object(CanonicalScan scan) {
    int from = scan.at();
    return scan.sees('{') && scan.passesBrackets() ? new Slice(from, scan.at()) : null;
  }

  static RecordedDecision parse(Entry entry, byte[] bytes, int from, int to) {
    RecordedDecision scanned = scanned(entry, bytes, from, to);
    if (scanned != null) {
      return scanned;
    }
    try (JsonParser json = Entry.JSON.createParser(bytes, from, to - from)) {
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

  /** The entry that holds it. */
  public Entry entry() {
    return entry;
  }

  /**
   * The case; the masked values are commitments, and the host's objects are missing.
   *
   * @throws InvalidInputException if it is none that a file could hold, as a host may make them:
   *     nested too deep, say
   */
  public Case given() {
    return CaseReader.parseWritten(given.of(bytes), "entry " + entry.sequence(), 0);
  }

  /**
   * The case, as {@link #given()} reads it.
   *
   * @param cases reads one case after the other, the faster the more alike they are
   * @throws InvalidInputException likewise
   */
  public Case given(WrittenCases cases) {
    return cases.read(bytes, given.from(), given.to(), "entry " + entry.sequence(), 0);
  }

  /**
   * The judgments on the case, in the order they were handed in.
   *
   * @throws InvalidInputException as for the case
   */
  public List<Judgment> judgments() {
    return judgments.stream()
        .map(it -> JudgmentReader.parseWritten(it.of(bytes), "entry " + entry.sequence(), 0))
        .toList();
  }

  /** JSON pointers, into the entry's facts, to the values that were masked; sorted. */
  public List<String> masked() {
    return masked;
  }

  /** The class names of the host's own objects among the facts, which are not recorded. */
  public List<String> objects() {
    return objects;
  }

  /** The decision in canonical JSON, as {@link CanonicalDecision} writes it. */
  public String json() {
    return decision.of(bytes);
  }

  /** What deciding failed of, or null if it did not fail. */
  public @Nullable String error() {
    try (JsonParser json =
        Entry.JSON.createParser(bytes, decision.from(), decision.to() - decision.from())) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (name.equals("error")) {
          return json.getText();
        }
        json.skipChildren();
      }
      return null;
    } catch (IOException e) {
      throw new DamagedLedgerException(entry.sequence(), "its decision is not JSON");
    }
  }

  /** Whether a decision is the recorded one, to the byte. */
  public boolean isSame(byte[] canonical) {
    return Arrays.equals(bytes, decision.from(), decision.to(), canonical, 0, canonical.length);
  }
}
