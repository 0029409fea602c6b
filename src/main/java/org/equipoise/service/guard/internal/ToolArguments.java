package org.equipoise.service.guard.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a tool's call, as a model wrote them in JSON. What is reviewed has to be what
 * the tool gets: an escaped letter is a letter to the tool, and of two fields of one name it takes
 * one. So arguments are read, and written again in one plain form, for the review and the tool
 * alike. Safe to share between threads.
 */
public final class ToolArguments {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private ToolArguments() {}

  /**
   * The same arguments without escapes that are not needed, and without spaces between values. What
   * is no JSON at all stays as it is.
   *
   * @param arguments in JSON; null or blank where the tool takes none
   * @return the arguments in JSON; {@code {}} for none
   * @throws IllegalArgumentException if they begin like JSON and cannot be read to the end, or name
   *     a field twice
   */
  public static String plain(@Nullable String arguments) {
    if (arguments == null || arguments.isBlank()) {
      return "{}";
    }
    if ("{[\"".indexOf(arguments.stripLeading().charAt(0)) < 0) {
      return arguments;
    }
    try {
      return JSON.writeValueAsString(JSON.readTree(arguments));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the arguments of the call cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
