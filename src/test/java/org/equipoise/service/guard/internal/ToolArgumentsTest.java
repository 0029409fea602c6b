package org.equipoise.service.guard.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolArgumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a model writes so that a tool reads {@code husband} and a reviewer does not. */
  static Stream<String> disguises() throws JsonProcessingException {
    String inner = "{\"to\":\"your h\\u0075sband\"}";
    String text = JSON.writeValueAsString(inner);
    return Stream.of(
        inner,
        text,
        " " + text + "\n",
        JSON.writeValueAsString(text),
        JSON.writeValueAsString(" " + inner),
        "{\"\\u0068usband\": 1}",
        "{\"mail\": " + text + "}",
        "{\"mail\": [1, " + text + "]}",
        "{\"mail\": " + JSON.writeValueAsString(inner + " and more") + "}",
        "{\"mail\": " + JSON.writeValueAsString("\t[" + inner + "]") + "}",
        "{\"mail\": " + JSON.writeValueAsString("{\"a\": " + text + "}") + "}",
        "{\"mail\": " + JSON.writeValueAsString("\"h\\u0075sband\"") + "}",
        "{\"mail\": {\"deep\": {\"er\": " + text + "}}}");
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void noEscapeHidesWhatAToolReads(String given) {
    String plain = ToolArguments.of(given).plain();
    assertTrue(plain.contains("husband"), plain);
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void whatIsPlainStaysAsItIs(String given) {
    String plain = ToolArguments.of(given).plain();
    assertEquals(plain, ToolArguments.of(plain).plain());
  }

  static Stream<String> namedTwice() throws JsonProcessingException {
    String twice = "{\"to\": \"nobody\", \"to\": \"your husband\"}";
    return Stream.of(
        twice,
        JSON.writeValueAsString(twice),
        "{\"mail\": " + JSON.writeValueAsString(twice) + "}",
        "{\"mail\": [" + JSON.writeValueAsString(" " + twice + " and more") + "]}",
        "{\"mail\": " + JSON.writeValueAsString("[" + twice + "]") + "}");
  }

  @ParameterizedTest
  @MethodSource("namedTwice")
  void aFieldThatIsNamedTwiceCannotBeReviewed(String given) {
    ToolArguments arguments = ToolArguments.of(given);
    assertThrows(IllegalArgumentException.class, arguments::plain);
    assertTrue(arguments.plainOrGiven().contains("husband"));
  }

  static Stream<String> texts() {
    return Stream.of(
        "[1] a source",
        "{name}, good morning",
        "{ \"a\" : 1 }",
        "\"so it is\", she said",
        "[see C:\\temp",
        "a line\nand \"another\" one",
        "{\"broken\": \"\\u00",
        "");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextReachesTheToolAsTheModelWroteIt(String text) throws JsonProcessingException {
    String given = "{\"mail\":" + JSON.writeValueAsString(text) + "}";
    assertEquals(given, ToolArguments.of(given).plain());
  }

  @Test
  void argumentsThatAreNoJsonStayAsTheyAre() {
    assertEquals("good morning", ToolArguments.of("good morning").plain());
    assertEquals("{}", ToolArguments.of(" ").plain());
  }
}
