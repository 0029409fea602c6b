package org.equipoise.authoring.adoption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.formats.internal.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON as maps, lists, texts, numbers and truth values, read strictly: a field that is
 * missing, of another type or not known is an error that names it.
 */
public final class JsonTree {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String path;
  private final Map<String, @Nullable Object> fields;

  private JsonTree(String path, Map<String, @Nullable Object> fields) {
    this.path = path;
    this.fields = fields;
  }

  /**
   * Parses one object.
   *
   * @throws IllegalArgumentException if the text is none
   */
  @SuppressWarnings("unchecked") // value() makes the maps
  public static JsonTree parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node == null || !node.isObject()) {
        throw new IllegalArgumentException("it is no JSON object");
      }
      return new JsonTree("", (Map<String, @Nullable Object>) value(node));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON: line " + line(e), e);
    }
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new TreeMap<>();
      node.properties().forEach(it -> map.put(it.getKey(), value(it.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(it -> list.add(value(it)));
      return list;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    return node.isNumber() ? (Object) node.doubleValue() : node.isNull() ? "" : node.asText();
  }

  /** Returns the one form of a value in JSON. */
  public static String canonical(Object value) {
    return new String(new CanonicalJson().value(value).toBytes(), StandardCharsets.UTF_8);
  }

  /** Returns {@code sha256:} and the digest of a text in UTF-8, in hexadecimal. */
  public static String digest(String text) {
    return "sha256:" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
  }

  /** Returns the fields. */
  public Map<String, @Nullable Object> fields() {
    return fields;
  }

  /**
   * Checks that there are no other fields.
   *
   * @throws IllegalArgumentException if there is one
   */
  public JsonTree only(String... known) {
    for (String field : fields.keySet()) {
      if (!List.of(known).contains(field)) {
        throw new IllegalArgumentException("the field `" + path + field + "` is not known");
      }
    }
    return this;
  }

  /** Returns whether there is a field. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Returns a text that must be there. */
  public String text(String field) {
    return as(String.class, field, "a text");
  }

  /** Returns a text, or null if it is not there. */
  public @Nullable String textIfAny(String field) {
    return has(field) ? text(field) : null;
  }

  /** Returns an object that must be there. */
  @SuppressWarnings("unchecked") // value() makes the maps
  public JsonTree object(String field) {
    return new JsonTree(
        path + field + ".", (Map<String, @Nullable Object>) as(Map.class, field, "an object"));
  }

  /** Returns texts that must be there. */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Object each : as(List.class, field, "a list")) {
      if (!(each instanceof String text)) {
        throw new IllegalArgumentException("`" + path + field + "` holds something but texts");
      }
      texts.add(text);
    }
    return texts;
  }

  /** Returns objects that must be there. */
  @SuppressWarnings("unchecked") // value() makes the maps
  public List<JsonTree> objects(String field) {
    List<JsonTree> objects = new ArrayList<>();
    for (Object each : as(List.class, field, "a list")) {
      if (!(each instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("`" + path + field + "` holds something but objects");
      }
      objects.add(new JsonTree(path + field + "[].", (Map<String, @Nullable Object>) map));
    }
    return objects;
  }

  private <T> T as(Class<T> type, String field, String what) {
    Object value = fields.get(field);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "`" + path + field + "` " + (value == null ? "is missing" : "is not " + what));
    }
    return type.cast(value);
  }
}
