package org.equipoise.formats.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Disputed;
import org.jspecify.annotations.Nullable;

/** JSON on one line, as all of this library's writers write it. */
public final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private JsonText() {}

  /** What is written to a generator. */
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The JSON that a body writes, without a line end; half a character is written as an escape. */
  public static String of(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withHalvesEscaped(text.toString());
  }

  /** Writes a field that holds texts. */
  public static void strings(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Writes a field that holds a number, with at most six decimals, half to even. */
  public static void decimal(JsonGenerator json, String name, double number) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(sixDecimals(number));
  }

  /** Writes a field that holds a number, or null. */
  public static void number(JsonGenerator json, String name, @Nullable Double value)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  /** A number with at most six decimals, half to even. */
  public static String sixDecimals(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  public static void optional(JsonGenerator json, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  public static void attributes(JsonGenerator json, String name, Attributes attributes)
      throws IOException {
    if (!attributes.asMap().isEmpty()) {
      json.writeFieldName(name);
      value(json, attributes.asMap());
    }
  }

  public static void extensions(JsonGenerator json, Attributes extensions) throws IOException {
    for (Map.Entry<String, Object> each : extensions.asMap().entrySet()) {
      json.writeFieldName(each.getKey());
      value(json, each.getValue());
    }
  }

  /** Writes a value as {@link Attributes} hold them. */
  public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Disputed disputed) {
      json.writeStartObject();
      json.writeFieldName("value");
      value(json, disputed.value());
      json.writeNumberField("credence", disputed.credence());
      json.writeEndObject();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        value(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> tree) {
      json.writeStartObject();
      for (Map.Entry<?, ?> each : tree.entrySet()) {
        json.writeFieldName((String) each.getKey());
        value(json, each.getValue());
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("no JSON value: " + value);
    }
  }

  /** Outside of texts JSON is plain ASCII, so a half found anywhere stands in a text. */
  private static String withHalvesEscaped(String text) {
    StringBuilder escaped = null;
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      if (Character.charCount(text.codePointAt(i)) == 2) {
        i++;
        continue;
      }
      if (escaped == null) {
        escaped = new StringBuilder(text.length() + 16);
      }
      escaped
          .append(text, copied, i)
          .append(String.format(Locale.ROOT, "\\u%04x", (int) text.charAt(i)));
      copied = i + 1;
    }
    return escaped == null ? text : escaped.append(text, copied, text.length()).toString();
  }
}
