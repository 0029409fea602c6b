package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code equilibrate}. */
class EquilibrateTest {
  private static final String CHAIN =
      "{\"sentences\":[\"a\",\"b\",\"c\"],\"arguments\":[[1,2],[2,3]],\"commitments\":[1,2,3]}";

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("structure.json"), text);
  }

  private JsonNode json(Ran ran) throws IOException {
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void onePrincipleThatImpliesAllCommitmentsIsTheFullEquilibrium() throws IOException {
    Ran ran = Ran.of("equilibrate", file(CHAIN), "--format", "json");
    assertEquals(0, ran.code(), ran.err());
    JsonNode found = json(ran);
    assertEquals("1/1", found.get("optima").get("achievement").asText());
    assertEquals(1, found.get("optima").get("count").asInt());
    JsonNode optimum = found.get("optima").get("list").get(0);
    assertEquals("[1]", optimum.get("theory").toString());
    assertEquals("[1,2,3]", optimum.get("commitments").toString());
    assertTrue(optimum.get("full").asBoolean());
    assertEquals("[1,2,3]", found.get("core").toString());
    assertEquals("0/1", found.get("diameter").asText());
    assertEquals(4, found.get("processes").size());
    for (JsonNode process : found.get("processes")) {
      assertFalse(process.get("cut").asBoolean());
      assertEquals("[1]", process.get("fixedPoints").get(0).get("theory").toString());
      assertEquals(
          "[[1,2,3],[1],[1,2,3],[1]]", process.get("paths").get(0).toString(), process.toString());
    }
  }

  @Test
  void theTextNamesOptimaProcessesAndTheMap() throws IOException {
    Ran ran = Ran.of("equilibrate", file(CHAIN), "--map", "3", "--shape", "linear");
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().contains("1 global optimum (linear), achievement 1\n"), ran.out());
    assertTrue(ran.out().contains("QGRE: 1 branch\n"), ran.out());
    assertTrue(
        ran.out().contains("  0.3333 0.3333 0.3333  1 global optimum, theories [1]\n"), ran.out());
  }

  @Test
  void withoutAFullEquilibriumTheExitCodeIsOne() throws IOException {
    Path free = file("{\"sentences\":[\"a\",\"b\"],\"arguments\":[],\"commitments\":[1,2]}");
    assertEquals(1, Ran.of("equilibrate", free, "--weights", "0.1,0.3,0.6").code());
  }

  @Test
  void badInputIsNamed() throws IOException {
    refused("{\"sentences\":[\"a\"],\"arguments\":[[2]],\"commitments\":[]}", "sentence 2");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[2]}", "no sentence 2");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[1,-1]}", "both");
    refused("{\"sentences\":[\"a\"],\"arguments\":[[1],[-1]],\"commitments\":[]}", "consistent");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitment\":[]}", "commitment");
    refused("{\"sentences\":[\"a\"],\"commitments\":[]}", "missing");
    refused("{\"sentences\":[\"a\"],\"arguments\":[],\"commitments\":[1.5]}", "numbers");
    refused("{\"sentences\":[]", "no JSON");
    refused("", "no object");
    assertEquals(2, Ran.of("equilibrate", folder.resolve("none.json")).code());
    Path fine = file(CHAIN);
    assertEquals(2, Ran.of("equilibrate", fine, "--weights", "1,1,1").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--weights", "1,0").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--map", "1").code());
    assertEquals(2, Ran.of("equilibrate", fine, "--limit", "0").code());
  }

  private void refused(String text, String words) throws IOException {
    Ran ran = Ran.of("equilibrate", file(text));
    assertEquals(2, ran.code(), text);
    assertTrue(ran.err().contains("structure.json") && ran.err().contains(words), ran.err());
  }
}
