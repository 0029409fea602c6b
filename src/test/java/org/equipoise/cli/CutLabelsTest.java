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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label that met its limit is marked wherever it is shown: here three sets are kept of four. */
class CutLabelsTest {
  private static final String MARK = "(and more sets than could be listed)";

  @TempDir Path folder;

  private String run(int code, Object... arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    assertEquals(code, Main.run(texts, new PrintWriter(out), new PrintWriter(err)), err.toString());
    return out.toString();
  }

  private Path cases() throws IOException {
    return Files.writeString(
        folder.resolve("cases.jsonl"), "{\"case\":\"C\",\"outputs\":[{\"output\":\"a\"}]}\n");
  }

  private Path rules() throws IOException {
    Path rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(
        rules.resolve("constitution.json"),
        "{\"name\":\"cut\",\"version\":\"1\",\"settings\":{\"limits\":{\"labelSize\":3}}}");
    StringBuilder text = new StringBuilder("package cut\n");
    for (String word : new String[] {"forbid", "permit"}) {
      for (int i = 1; i <= 2; i++) {
        text.append("rule \"%s-%d\" @Principle( weight = 0.%d )\n".formatted(word, i, i + 2))
            .append("when $o : Output() then %s( $o, \"so\" ); end\n".formatted(word));
      }
    }
    Files.writeString(rules.resolve("cut.drl"), text.toString());
    return rules;
  }

  @Test
  void whatIsDecidedRecordedAndExplainedBearsTheMark() throws IOException {
    Path ledger = folder.resolve("ledger");
    String decided =
        run(1, "decide", rules(), "--cases", cases(), "--ledger", ledger, "--format", "text");
    assertTrue(decided.contains(MARK), decided);
    String why = run(0, "why", "--ledger", ledger, "--entry", "1");
    assertTrue(why.contains(MARK), why);
    assertTrue(why.replaceAll("\\s+", " ").contains(", and more sets than could be listed."), why);
  }

  @Test
  void coverageSaysThatPartiesMayBeMissing() throws IOException {
    Path rules = rules();
    String text = run(1, "cover", rules, "--cases", cases());
    assertTrue(text.contains("in 1 conflict there are more sets than could be listed"), text);
    JsonNode json =
        new ObjectMapper().readTree(run(1, "cover", rules, "--cases", cases(), "--format", "json"));
    assertEquals(3, json.get("guidance").size());
    assertEquals(1, json.get("guidanceCut").asInt());
  }
}
