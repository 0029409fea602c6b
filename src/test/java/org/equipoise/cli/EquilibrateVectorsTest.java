package org.equipoise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.equilibrium.VectorFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code equilibrate} answers as the public vectors and reference runs say. */
class EquilibrateVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every so many structures are tried by default. */
  private static final int STEP = Integer.getInteger("equipoise.seeds", 100) > 200 ? 1 : 10;

  @TempDir private Path folder;

  private List<JsonNode> equilibrate(ObjectNode structure, String... options) throws IOException {
    Path file = folder.resolve("structure.json");
    Files.writeString(file, JSON.writeValueAsString(structure));
    List<Object> words = new ArrayList<>(List.of("equilibrate", file, "--format", "json"));
    words.addAll(List.of(options));
    Ran ran = Ran.of(words.toArray());
    assertTrue(ran.code() <= 1, ran.err());
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static ObjectNode structure(JsonNode sentences, JsonNode arguments) {
    ObjectNode result = JSON.createObjectNode();
    result.set("sentences", sentences);
    result.set("arguments", arguments);
    return result;
  }

  @Test
  void optimaAndFixedPointsAreThoseOfTheVectors() throws IOException {
    int compared = 0;
    List<JsonNode> files = VectorFiles.structures();
    for (int at = 0; at < files.size(); at += STEP) {
      JsonNode file = files.get(at);
      for (JsonNode run : file.get("runs")) {
        ObjectNode structure = structure(file.get("n"), file.get("arguments"));
        structure.putArray("commitments").add(run.get("c0"));
        ArrayNode weights = structure.putArray("weights");
        for (JsonNode row : run.get("cases")) {
          ArrayNode texts = weights.addArray();
          row.get("weights").forEach(it -> texts.add(it.decimalValue().toPlainString()));
        }
        structure.putArray("shapes").add("quadratic").add("linear");
        List<JsonNode> lines = equilibrate(structure);
        assertEquals(2 * run.get("cases").size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
          JsonNode line = lines.get(i);
          String shown = file.get("id").asText() + " " + run.get("c0") + line.get("weights") + i;
          assertEquals(run.get("c0"), line.get("commitments"), shown);
          assertEquals(weights.get(i / 2), line.get("weights"), shown);
          assertEquals(i % 2 == 0 ? "quadratic" : "linear", line.get("shape").asText(), shown);
          JsonNode row = run.get("cases").get(i / 2);
          compareOptima(
              row.get("global_optima").get(i % 2 == 0 ? "q" : "l"), line.get("optima"), shown);
          JsonNode expected = row.get("process");
          JsonNode found = line.get("processes");
          String shape = i % 2 == 0 ? "Q" : "L";
          compareProcess(expected.get(shape + "GRE"), found.get("semi-global"), shown);
          compareProcess(expected.get(shape + "LRE"), found.get("local"), shown);
          compared++;
        }
      }
    }
    assertTrue(compared > 100, "compared " + compared);
  }

  private static void compareOptima(JsonNode expected, JsonNode optima, String shown) {
    assertFalse(optima.get("cut").asBoolean(), shown);
    JsonNode wanted = expected.has("exact") ? expected.get("exact") : expected.get("peer");
    List<String> found = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    String[] achieved = expected.get("Z_exact").asText().split("/", 2);
    for (JsonNode each : optima.get("list")) {
      found.add(
          "[%s,%s,%d]"
              .formatted(
                  each.get("theory"),
                  each.get("commitments"),
                  each.get("full").asBoolean() ? 1 : 0));
      lines.add(index(each.get("theory")) + " " + index(each.get("commitments")));
      String[] loss = each.get("loss").asText().split("/", 2);
      assertEquals(
          new BigInteger(achieved[1]).subtract(new BigInteger(achieved[0])).multiply(big(loss[1])),
          big(loss[0]).multiply(big(achieved[1])),
          shown);
    }
    assertEquals(optima.get("count").asText(), String.valueOf(found.size()), shown);
    if (wanted.has("count")) {
      assertEquals(wanted.get("count").asText(), optima.get("count").asText(), shown);
    }
    if (wanted.has("sha256")) {
      String text = String.join("\n", lines);
      assertEquals(
          wanted.get("sha256").asText(),
          Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString(),
          shown);
    } else {
      List<String> texts = new ArrayList<>();
      (wanted.isArray() ? wanted : wanted.get("list")).forEach(it -> texts.add(it.toString()));
      assertEquals(texts, found, shown);
    }
  }

  private static BigInteger big(String text) {
    return new BigInteger(text);
  }

  private static BigInteger index(JsonNode position) {
    return VectorFiles.integers(position).stream()
        .map(it -> BigInteger.valueOf(3).pow(Math.abs(it) - 1).multiply(big(it > 0 ? "1" : "2")))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static void compareProcess(JsonNode expected, JsonNode found, String shown) {
    assertFalse(found.get("cut").asBoolean(), shown);
    boolean exact = expected.has("exact_fixed_points");
    JsonNode wanted = expected.get(exact ? "exact_fixed_points" : "fixed_points");
    boolean flags = wanted.isEmpty() || wanted.get(0).size() == 7;
    List<String> listed = new ArrayList<>();
    for (JsonNode each : found.get("fixedPoints")) {
      String shownPoint =
          each.get("theory") + " " + each.get("commitments") + " " + each.get("branches").asText();
      boolean full = each.get("full").asBoolean();
      listed.add(flags ? shownPoint + " " + each.get("optimal") + " " + full : shownPoint);
    }
    Set<String> points = new TreeSet<>();
    for (JsonNode each : wanted) {
      String shownPoint = each.get(0) + " " + each.get(1) + " " + each.get(2);
      boolean optimal = each.path(4).asInt() == 1;
      boolean full = optimal && each.path(5).asInt() == 1;
      points.add(flags ? shownPoint + " " + optimal + " " + full : shownPoint);
    }
    assertEquals(
        points, new TreeSet<>(points.size() == 120 ? listed.subList(0, 120) : listed), shown);
  }

  @Test
  void allBranchesAreThoseOfTheReferenceRuns() throws IOException {
    int branches = 0;
    for (JsonNode row : VectorFiles.lines("re-reference-runs", "runs.jsonl")) {
      JsonNode first = row.get("full_branch").get(0);
      JsonNode given = first.get("dialectical_structure");
      ObjectNode structure =
          structure(given.get("n_unnegated_sentence_pool"), given.get("arguments"));
      structure
          .putArray("commitments")
          .add(first.get("state").get("evolution").get(0).get("position"));
      structure.putArray("weights").add(first.get("model_parameters").get("weights"));
      Set<String> expected = new HashSet<>();
      for (JsonNode branch : row.get("full_branch")) {
        expected.add(
            VectorFiles.list(branch.get("state").get("evolution")).stream()
                .map(it -> new TreeSet<>(VectorFiles.integers(it.get("position"))).toString())
                .collect(Collectors.joining(" ")));
      }
      JsonNode found =
          equilibrate(structure, "--paths", "100000").get(0).get("processes").get("semi-global");
      assertEquals(String.valueOf(expected.size()), found.get("branches").asText());
      Set<String> listed = new HashSet<>();
      for (JsonNode path : found.get("paths")) {
        listed.add(
            VectorFiles.list(path).stream()
                .map(it -> new TreeSet<>(VectorFiles.integers(it)).toString())
                .collect(Collectors.joining(" ")));
      }
      assertEquals(expected, listed, row.get("row").asText());
      branches += expected.size();
    }
    assertEquals(153, branches);
  }

  @Test
  void degenerateInputsAreAnsweredOrRefused() throws IOException {
    int refused = 0;
    for (JsonNode row : VectorFiles.edgeCases()) {
      if (!row.has("n") || !row.has("arguments")) {
        continue;
      }
      ObjectNode structure = structure(row.get("n"), row.get("arguments"));
      structure
          .putArray("commitments")
          .add(row.path("c0").isArray() ? row.get("c0") : JSON.createArrayNode());
      JsonNode expected = row.path("expected");
      if (row.path("weights").isArray()) {
        structure.putArray("weights").add(row.get("weights"));
      }
      if (expected.path("n_complete_consistent").asInt(1) == 0) {
        Path file = folder.resolve("edge.json");
        Files.writeString(file, JSON.writeValueAsString(structure));
        assertEquals(2, Ran.of("equilibrate", file).code());
        refused++;
      } else if (expected.has("global_optima")) {
        JsonNode line = equilibrate(structure).get(0);
        assertEquals(
            expected.get("global_optima").size(),
            line.get("optima").get("count").asInt(),
            row.get("id").asText());
      }
    }
    assertEquals(1, refused);
  }
}
