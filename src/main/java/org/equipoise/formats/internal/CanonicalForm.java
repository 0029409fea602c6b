package org.equipoise.formats.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Checks that bytes are in the one form in which {@link CanonicalJson} writes. Each reader of such
 * bytes understands the same; of a repeated field, one may take the first and another the last.
 */
public final class CanonicalForm {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(JsonLimits.none())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser json;
  private final CanonicalJson written = new CanonicalJson();
  private final Deque<String> before = new ArrayDeque<>();

  private CanonicalForm(JsonParser json) {
    this.json = json;
  }

  /** Returns what is wrong with the form of some JSON, or null if nothing is. */
  public static @Nullable String fault(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8); // which may hold half a character
    try (JsonParser json = JSON.createParser(text)) {
      CanonicalForm form = new CanonicalForm(json);
      String fault = form.write();
      return fault != null || form.written.is(bytes, 0, bytes.length)
          ? fault
          : "it is not in canonical form from byte " + form.difference(bytes) + " on";
    } catch (IOException e) {
      return "it is not JSON";
    }
  }

  private int difference(byte[] bytes) {
    byte[] own = written.toBytes();
    int same = 0;
    while (same < own.length && same < bytes.length && own[same] == bytes[same]) {
      same++;
    }
    return same;
  }

  /** Writes what is read, up to the first field that is out of order. */
  private @Nullable String write() throws IOException {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      switch (token) {
        case START_OBJECT -> {
          before.push("");
          written.beginObject();
        }
        case END_OBJECT -> {
          before.pop();
          written.endObject();
        }
        case START_ARRAY -> written.beginList();
        case END_ARRAY -> written.endList();
        case FIELD_NAME -> {
          String fault = field(json.currentName());
          if (fault != null) {
            return fault;
          }
        }
        case VALUE_STRING -> written.bare(json.getText());
        case VALUE_NUMBER_INT -> written.raw(whole(json.getText()));
        case VALUE_NUMBER_FLOAT -> {
          double number = Double.parseDouble(json.getText());
          if (Double.isInfinite(number)) {
            return place() + " is a number out of range";
          }
          written.number(number);
        }
        case VALUE_TRUE, VALUE_FALSE -> written.bool(token == JsonToken.VALUE_TRUE);
        default -> written.value(null);
      }
    }
    return null;
  }

  private @Nullable String field(String name) {
    String last = before.pop();
    before.push(name);
    written.field(name);
    int order = last.compareTo(name);
    boolean isFirst = last.isEmpty() && json.getParsingContext().getCurrentIndex() == 0;
    return order < 0 || isFirst
        ? null
        : place() + (order == 0 ? " is there twice" : " does not stand in the order of names");
  }

  private static byte[] whole(String digits) {
    return (digits.equals("-0") ? "0" : digits).getBytes(StandardCharsets.US_ASCII);
  }

  private String place() {
    return "`" + JsonPlace.of(json.getParsingContext()) + "`";
  }
}
