package org.equipoise.audit.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Entry;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.audit.log.LogEntry.LaterRecord;
import org.equipoise.formats.internal.JsonLimits;
import org.jspecify.annotations.Nullable;

/** Reads what one entry says, token by token. */
final class EntryReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.none())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final String PRINCIPLE = "principle:";
  private static final String THEORY = "theory:";

  private final Entry entry;
  private final JsonParser json;
  private final TreeSet<String> rules = new TreeSet<>();
  private final TreeSet<String> detectors = new TreeSet<>();
  private final TreeSet<String> stakeholders = new TreeSet<>();
  private final List<String> verdicts = new ArrayList<>();
  private String state = "";
  private @Nullable String choice;
  private boolean gap;
  private @Nullable String caseId;
  private @Nullable String conversation;
  private @Nullable Boolean enforced;
  private @Nullable Long about;
  private @Nullable String action;
  private @Nullable String output;
  private @Nullable String by;
  private @Nullable String what;
  private @Nullable String why;

  private EntryReader(Entry entry, JsonParser json) {
    this.entry = entry;
    this.json = json;
  }

  /**
   * Returns what an entry says. The case of a later record is left out, since its decision holds
   * it.
   *
   * @param line the bytes of the entry, which begin with its body
   * @throws DamagedLedgerException if the body is not JSON, or holds no decision where it should
   */
  static LogEntry read(byte[] line, Entry entry) {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      if ("body".equals(json.nextFieldName())) {
        return new EntryReader(entry, json).read();
      }
    } catch (IOException e) {
      return read(entry); // only characters can hold a name with half a character
    }
    return read(entry);
  }

  /** Returns what an entry says, as {@link #read(byte[], Entry)} does. */
  static LogEntry read(Entry entry) {
    try (JsonParser json = JSON.createParser(entry.body())) {
      return new EntryReader(entry, json).read();
    } catch (IOException e) {
      throw new DamagedLedgerException(entry.sequence(), "its body is not JSON");
    }
  }

  private LogEntry read() throws IOException {
    json.nextToken();
    boolean isDecision = entry.kind() == EntryKind.DECISION;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (isDecision) {
        part(name);
      } else {
        detail(name);
      }
      json.skipChildren();
    }
    return new LogEntry(
        entry.sequence(),
        entry.time(),
        entry.kind(),
        entry.constitution(),
        caseId,
        isDecision ? outcome() : null,
        List.copyOf(rules),
        enforced,
        List.copyOf(detectors),
        conversation,
        List.copyOf(stakeholders),
        about,
        isDecision ? LaterRecord.NONE : new LaterRecord(action, output, by, what, why));
  }

  private LogOutcome outcome() {
    if (caseId == null || verdicts.isEmpty()) {
      throw noDecision();
    }
    return LogOutcome.of(state, choice, gap, verdicts).orElseThrow(this::noDecision);
  }

  private DamagedLedgerException noDecision() {
    return new DamagedLedgerException(entry.sequence(), "its body holds no decision");
  }

  // ---- a decision

  private void part(String name) throws IOException {
    switch (name) {
      case "decision" -> fields(this::decision);
      case "facts" -> fields(this::facts);
      case "mode" -> enforced = "enforce".equals(json.getText());
      default -> {}
    }
  }

  private void decision(String name) throws IOException {
    switch (name) {
      case "choice" -> choice = json.getValueAsString();
      case "conflicts" -> items(() -> fields(this::claim));
      case "gap" -> gap = json.currentToken() == JsonToken.VALUE_TRUE;
      case "outputs" -> items(() -> fields(this::output));
      case "state" -> state = json.getText();
      default -> {}
    }
  }

  private void output(String name) throws IOException {
    switch (name) {
      case "claims", "guidance" -> items(() -> fields(this::claim));
      case "decision" -> verdicts.add(json.getText());
      default -> {}
    }
  }

  /** Reads a field of a claim, of guidance or of a conflict. */
  private void claim(String name) throws IOException {
    switch (name) {
      case "by" -> element();
      case "environments" -> items(() -> items(this::element));
      default -> {}
    }
  }

  private void element() throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return;
    }
    String element = json.getText();
    if (element.startsWith(PRINCIPLE)) {
      rules.add(element.substring(PRINCIPLE.length()));
    } else if (element.startsWith(THEORY)) {
      rules.add(element.substring(THEORY.length()));
    }
  }

  private void facts(String name) throws IOException {
    switch (name) {
      case "case" ->
          fields(
              field -> {
                switch (field) {
                  case "case" -> caseId = json.getValueAsString();
                  case "x-conversation" -> conversation = json.getValueAsString();
                  case "detections", "x-detectors" -> items(this::detector);
                  default -> {}
                }
              });
      case "judgments" ->
          items(
              () ->
                  fields(
                      field -> {
                        if (field.equals("stakeholder")) {
                          stakeholders.add(json.getText());
                        }
                      }));
      default -> {}
    }
  }

  /** Reads what read the attributes, and in which version. */
  private void detector() throws IOException {
    String[] parts = {"", ""};
    fields(
        field -> {
          switch (field) {
            case "detector" -> parts[0] = json.getText();
            case "version" -> parts[1] = " " + json.getText();
            default -> {}
          }
        });
    if (!parts[0].isEmpty()) {
      detectors.add(parts[0] + parts[1]);
    }
  }

  // ---- any other entry

  private void detail(String name) throws IOException {
    String text = json.currentToken().isScalarValue() ? json.getText() : "";
    switch (name) {
      case "action" -> action = text;
      case "by" -> by = text;
      case "case" -> caseId = text;
      case "cause", "why" -> why = text;
      case "entry" -> about = number();
      case "id", "name", "of", "what" -> what = text;
      case "output" -> output = text;
      case "passes" -> action = text.equals("true") ? "allow" : "block";
      case "act" -> what = entry.kind() == EntryKind.AUDIT ? text : what;
      case "round", "version" -> what = what == null ? text : what + " " + text;
      default -> {}
    }
  }

  private @Nullable Long number() throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getBigIntegerValue().bitLength() < Long.SIZE
        ? (Long) json.getLongValue()
        : null;
  }

  // ---- JSON

  private interface Field {
    void read(String name) throws IOException;
  }

  private interface Item {
    void read() throws IOException;
  }

  /** Reads the fields of an object; of anything else none. */
  private void fields(Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      field.read(name);
      json.skipChildren();
    }
  }

  /** Reads the items of a list; of anything else none. */
  private void items(Item item) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item.read();
      json.skipChildren();
    }
  }
}
