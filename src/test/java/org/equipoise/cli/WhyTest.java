package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What {@code why} says of entries of the golden ledgers. Each file in {@code test-fixtures/why}
 * has the command after a dollar sign, what it prints, and after a percent sign its exit code.
 */
class WhyTest {
  private static final Path FOLDER = Path.of("test-fixtures", "why");

  private static String run(String command) {
    Ran ran = Ran.of((Object[]) command.split(" "));
    String said = ran.err().replaceAll("(?m)^(tried|read|trying) .*\\R", ""); // how far it came
    return "$ " + command + "\n" + ran.out() + said + "% " + ran.code() + "\n";
  }

  @Test
  void itSaysWhatItSaid() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.sorted().toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      String expected = Files.readString(file);
      String command = expected.lines().findFirst().orElseThrow().substring(2);
      assertEquals(expected, run(command), file.toString());
    }
  }

  @Test
  void wrongUseIsToldInALine() {
    String small = "why --ledger test-fixtures/ledgers/small ";
    for (String wrong :
        List.of(
            "--entry 1 --for allow",
            "--entry 1 --not nobody",
            "--entry 1 --not b --for allow",
            "--entry 1 --not --for allow",
            "--entry 1 --not --tries 0",
            "--entry -1",
            "--entry 11",
            "--entry 7",
            "--entry x",
            "--case nobody",
            "--entry 1 --case a",
            "")) {
      String said = run(small + wrong);
      assertTrue(said.endsWith("% 2\n"), said);
      assertFalse(said.contains("\tat "), said);
    }
  }

  @Test
  void theJsonHoldsTheRecordAsItStands() throws IOException {
    String said = run("why --ledger test-fixtures/ledgers/small --entry 1 --not a --format json");
    String line = said.lines().skip(1).findFirst().orElseThrow();
    JsonNode json = new ObjectMapper().readTree(line);
    String entry =
        Files.readAllLines(
                Path.of("test-fixtures/ledgers/small/segments/00000000000000000000.jsonl"))
            .get(1);
    assertTrue(line.contains("\"record\":" + entry + ","), line);
    assertEquals(7, json.path("later").get(0).path("sequence").asInt());
    assertEquals(3, json.path("otherwise").path("ways").size());
    for (JsonNode ways : json.path("otherwise").path("ways")) {
      for (JsonNode found : ways.path("changes")) {
        String action = found.path("decision").path("outputs").get(0).path("action").asText();
        assertTrue(action.equals("allow") || action.equals("block"), found.toString());
      }
    }
  }
}
