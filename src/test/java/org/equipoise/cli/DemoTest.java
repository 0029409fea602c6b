package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES = Path.of("test-fixtures", "assistant-conduct");

  private static String demo() {
    StringWriter out = new StringWriter();
    assertEquals(ExitCode.FINE, Demo.run(new PrintWriter(out)));
    return out.toString();
  }

  @Test
  void oneCaseWithItsDecisionAndReasonsComesBeforeAnyTotalOnOneScreen() {
    String shown = demo();
    int decision = shown.indexOf("decision: block");
    int reason = shown.indexOf("it states as settled what the evidence leaves open");
    int totals = shown.indexOf("All 46 cases");
    assertTrue(0 < decision && decision < reason && reason < totals, shown);
    assertTrue(shown.contains("index: 1 (irreconcilable)"), shown);
    assertTrue(shown.contains("principle:no-coercion@collect-1"), shown);
    assertTrue(shown.lines().count() <= 40, shown);
    shown.lines().forEach(it -> assertTrue(it.length() <= 100, it));
  }

  @Test
  void noNumberHasMoreThanFourDigits() {
    Pattern.compile("\\d+(\\.\\d+)?")
        .matcher(demo())
        .results()
        .map(it -> it.group().replace(".", "").replaceFirst("^0+", ""))
        .forEach(it -> assertTrue(it.length() <= 4, it));
  }

  @Test
  void theReadmeShowsWhatItPrints() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String shown = readme.substring(readme.indexOf("One case\n"));
    String block = shown.substring(0, shown.indexOf("```")).strip();
    assertTrue(demo().contains(block), block);
  }

  @Test
  void theCaseIsOneOfTheFixtures() throws IOException {
    assertTrue(contains("cases.jsonl", JSON.readTree(Demo.CASE)));
    assertTrue(contains("judgments.jsonl", JSON.readTree(Demo.JUDGMENT)));
  }

  private static boolean contains(String file, JsonNode wanted) throws IOException {
    for (String line : Files.readAllLines(FIXTURES.resolve(file))) {
      if (JSON.readTree(line).equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
