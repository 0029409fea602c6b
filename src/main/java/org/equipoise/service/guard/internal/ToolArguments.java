package org.equipoise.service.guard.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool call in JSON, as a model wrote them. The guard must review exactly what
 * the tool gets. A tool decodes escaped letters, and of two fields with the same name it takes one.
 * So the arguments are parsed and written again in one plain form, for the guard and the tool.
 *
 * <p>Hosts parse a text once more if a tool asks for an object where the model wrote a text, and
 * LangChain4j also if all arguments are one text. So texts that are JSON themselves are written
 * plainly too. They stay as they are if they contain no escape. Immutable.
 */
public final class ToolArguments {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final @Nullable String given;
  private final @Nullable String plain;
  private final @Nullable JsonProcessingException fault;

  private ToolArguments(
      @Nullable String given, @Nullable String plain, @Nullable JsonProcessingException fault) {
    this.given = given;
    this.plain = plain;
    this.fault = fault;
  }

  /**
   * Parses arguments.
   *
   * @param given the arguments in JSON; null or blank if the tool takes none
   */
  public static ToolArguments of(@Nullable String given) {
    if (given == null || given.isBlank()) {
      return new ToolArguments(given, "{}", null);
    }
    if ("{[\"".indexOf(given.stripLeading().charAt(0)) < 0) {
      return new ToolArguments(given, given, null);
    }
    try {
      JsonNode read = JSON.readTree(given);
      if (read.isTextual() && read.textValue().stripLeading().startsWith("{")) {
        return of(read.textValue());
      }
      return new ToolArguments(given, JSON.writeValueAsString(plain(read)), null);
    } catch (JsonProcessingException e) {
      return new ToolArguments(given, null, e);
    }
  }

  private static JsonNode plain(JsonNode node) throws JsonProcessingException {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(plain(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, plain(array.get(i)));
      }
    } else if (node.isTextual()) {
      return TextNode.valueOf(plain(node.textValue()));
    }
    return node;
  }

  /** Parsers of hosts read the JSON that a text begins with, and pass over what follows it. */
  private static String plain(String text) throws JsonProcessingException {
    String begins = text.stripLeading();
    if (begins.isEmpty() || "{[\"".indexOf(begins.charAt(0)) < 0) {
      return text;
    }
    try (JsonParser parser = JSON.createParser(begins)) {
      JsonNode read =
          JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(parser);
      int end = (int) parser.currentLocation().getCharOffset();
      return begins.lastIndexOf('\\', end) < 0
          ? text
          : JSON.writeValueAsString(plain(read)) + begins.substring(end);
    } catch (JsonProcessingException e) {
      if (isTwice(e)) {
        throw e;
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text is no stream
    }
  }

  private static boolean isTwice(JsonProcessingException e) {
    return e.getOriginalMessage().startsWith("Duplicate field");
  }

  /**
   * The same arguments without escapes that are not needed, and without spaces between values;
   * {@code {}} for none. What is no JSON at all stays as it is.
   *
   * @throws IllegalArgumentException if they begin like JSON and cannot be read to the end, or name
   *     a field twice
   */
  public String plain() {
    if (plain == null) {
      throw new IllegalArgumentException(
          "the arguments of the call cannot be read: "
              + (fault == null ? "" : fault.getOriginalMessage()),
          fault);
    }
    return plain;
  }

  /** The same; as they were given where they cannot be read, which only shadow mode lets pass. */
  public @Nullable String plainOrGiven() {
    return plain != null ? plain : given;
  }
}
