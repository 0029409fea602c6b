package org.equipoise.equilibrium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The public vectors and reference runs of the literature's own programs. */
class VectorsTest {
  private static final double NEAR = 1e-7;
  private static final int ALL = 1_000_000;

  @Test
  void logicEqualsTheVectors() throws IOException {
    for (JsonNode file : VectorFiles.structures()) {
      String id = file.get("id").asText();
      DialecticalStructure structure = VectorFiles.structure(file);
      assertEquals(
          file.get("n_complete_consistent").bigIntegerValue(),
          structure.extensions(Position.EMPTY),
          id);
      assertEquals(
          file.get("n_consistent_positions").asLong(), BruteForce.consistent(structure), id);
      assertEquals(
          VectorFiles.position(file.get("empty_closure")),
          structure.closure(Position.EMPTY).orElseThrow(),
          id);
      for (JsonNode row : file.get("logic")) {
        Position it = VectorFiles.position(row.get("position"));
        String shown = id + " " + it;
        assertEquals(row.get("consistent").asBoolean(), structure.isConsistent(it), shown);
        assertEquals(
            row.get("n_complete_extensions").bigIntegerValue(), structure.extensions(it), shown);
        if (row.get("consistent").asBoolean()) {
          assertEquals(
              VectorFiles.position(row.get("closure")), structure.closure(it).orElseThrow(), shown);
          assertEquals(row.get("closed").asBoolean(), structure.isClosed(it), shown);
          assertEquals(row.get("minimal").asBoolean(), structure.isMinimal(it), shown);
        }
      }
      for (JsonNode row : file.get("entails_compatible")) {
        Position one = VectorFiles.position(row.get(0));
        Position other = VectorFiles.position(row.get(1));
        assertEquals(row.get(2).asBoolean(), structure.entails(one, other), id);
        assertEquals(row.get(3).asBoolean(), structure.areCompatible(one, other), id);
      }
    }
  }

  @Test
  void measuresAndAchievementEqualTheVectors() throws IOException {
    int compared = 0;
    for (JsonNode file : VectorFiles.structures()) {
      DialecticalStructure structure = VectorFiles.structure(file);
      for (JsonNode run : file.get("runs")) {
        Position initial = VectorFiles.position(run.get("c0"));
        for (Shape shape : Shape.values()) {
          List<JsonNode> pairs = VectorFiles.list(run.get("pairs"));
          for (int i = 0; i < pairs.size(); i++) {
            State state = state(pairs.get(i));
            Equilibria any = Equilibria.of(structure, initial, Weights.DEFAULT);
            JsonNode measures = pairs.get(i).get(key(shape));
            near(measures.get(0), any.account(state, shape));
            near(measures.get(1), any.systematicity(state.theory(), shape));
            near(measures.get(2), any.faithfulness(state.commitments(), shape));
            for (JsonNode row : run.get("cases")) {
              Equilibria equilibria =
                  Equilibria.of(structure, initial, weights(row.get("weights")));
              near(row.get("Z").get(key(shape)).get(i), equilibria.achievement(state, shape));
              compared++;
            }
          }
        }
      }
    }
    assertTrue(compared > 5000, "compared " + compared);
  }

  @Test
  void globalOptimaEqualTheVectors() throws IOException {
    int compared = 0;
    for (JsonNode file : VectorFiles.structures()) {
      DialecticalStructure structure = VectorFiles.structure(file);
      for (JsonNode run : file.get("runs")) {
        for (JsonNode row : run.get("cases")) {
          Equilibria equilibria =
              Equilibria.of(
                  structure, VectorFiles.position(run.get("c0")), weights(row.get("weights")));
          for (Shape shape : Shape.values()) {
            JsonNode expected = row.get("global_optima").get(key(shape));
            String shown =
                file.get("id").asText() + " " + run.get("c0") + row.get("weights") + shape;
            GlobalOptima actual = equilibria.globalOptima(shape, ALL);
            String[] parts = expected.get("Z_exact").asText().split("/", 2);
            assertEquals(
                new Fraction(new BigInteger(parts[0]), new BigInteger(parts[1])),
                actual.achievement(),
                shown);
            JsonNode list = expected.has("exact") ? expected.get("exact") : expected.get("peer");
            compareOptima(list, actual, equilibria, shown);
            compared++;
          }
        }
      }
    }
    assertTrue(compared > 1000, "compared " + compared);
  }

  private static void compareOptima(
      JsonNode expected, GlobalOptima actual, Equilibria equilibria, String shown) {
    assertFalse(actual.isCut(), shown);
    assertEquals(actual.count(), BigInteger.valueOf(actual.optima().size()), shown);
    List<String> listed =
        actual.optima().stream()
            .map(
                it ->
                    it.theory().literals()
                        + ""
                        + it.commitments().literals()
                        + (equilibria.isFullyAccounted(it) ? 1 : 0))
            .toList();
    if (expected.has("count")) {
      assertEquals(expected.get("count").asInt(), listed.size(), shown);
    }
    JsonNode list =
        expected.isArray()
            ? expected
            : expected.has("list") ? expected.get("list") : expected.get("list_first");
    List<String> wanted =
        VectorFiles.list(list).stream()
            .map(
                it ->
                    VectorFiles.integers(it.get(0))
                        + ""
                        + VectorFiles.integers(it.get(1))
                        + it.get(2).asInt())
            .toList();
    if (expected.has("sha256")) {
      assertEquals(wanted, listed.subList(0, wanted.size()), shown);
      String lines =
          actual.optima().stream()
              .map(it -> index(it.theory()) + " " + index(it.commitments()))
              .collect(Collectors.joining("\n"));
      assertEquals(
          expected.get("sha256").asText(),
          Hashing.sha256().hashString(lines, StandardCharsets.UTF_8).toString(),
          shown);
    } else {
      assertEquals(wanted, listed, shown);
    }
  }

  private static long index(Position it) {
    long index = 0;
    for (int literal : it.literals()) {
      index += (literal > 0 ? 1 : 2) * BigInteger.valueOf(3).pow(Math.abs(literal) - 1).longValue();
    }
    return index;
  }

  @Test
  void processesEqualTheVectors() throws IOException {
    Map<Variant, Integer> compared = new TreeMap<>();
    for (JsonNode file : VectorFiles.structures()) {
      DialecticalStructure structure = VectorFiles.structure(file);
      for (JsonNode run : file.get("runs")) {
        for (JsonNode row : run.get("cases")) {
          Equilibria equilibria =
              Equilibria.of(
                  structure, VectorFiles.position(run.get("c0")), weights(row.get("weights")));
          for (Variant variant : Variant.values()) {
            JsonNode expected = row.get("process").get(variant.name());
            String shown = file.get("id").asText() + run.get("c0") + row.get("weights") + variant;
            boolean paths = expected.path("exact_equals_peer").asBoolean(false);
            ProcessResult actual = equilibria.process(variant, ALL, paths ? 20_000 : 0);
            assertFalse(actual.isCut(), shown);
            compareProcess(expected, actual, shown);
            compared.merge(variant, 1, Integer::sum);
          }
        }
      }
    }
    assertEquals(4, compared.size());
    assertTrue(compared.values().stream().allMatch(it -> it > 500), compared.toString());
  }

  private static void compareProcess(JsonNode expected, ProcessResult actual, String shown) {
    boolean exact = expected.has("exact_fixed_points");
    List<String> fixedPoints =
        actual.fixedPoints().stream()
            .map(
                it ->
                    it.state().theory().literals()
                        + ""
                        + it.state().commitments().literals()
                        + it.branches()
                        + flags(it))
            .toList();
    List<JsonNode> rows =
        VectorFiles.list(expected.get(exact ? "exact_fixed_points" : "fixed_points"));
    List<String> wanted =
        rows.stream()
            .map(
                it ->
                    VectorFiles.integers(it.get(0))
                        + ""
                        + VectorFiles.integers(it.get(1))
                        + it.get(2).bigIntegerValue()
                        + (it.size() < 7
                            ? ""
                            : " " + it.get(4).asInt() + it.get(5).asInt() + it.get(6).asInt()))
            .toList();
    if (!rows.isEmpty() && rows.get(0).size() < 7) {
      fixedPoints = fixedPoints.stream().map(it -> it.substring(0, it.indexOf(' '))).toList();
    }
    assertEquals(
        new TreeSet<>(wanted),
        new TreeSet<>(wanted.size() == 120 ? fixedPoints.subList(0, 120) : fixedPoints),
        shown);
    if (expected.has("first_theories") && !exact) {
      List<Position> first = VectorFiles.positions(expected.get("first_theories"));
      assertEquals(
          new HashSet<>(first),
          new HashSet<>(
              first.size() == 40 ? actual.firstTheories().subList(0, 40) : actual.firstTheories()),
          shown);
    }
    if (expected.path("exact_equals_peer").asBoolean(false)) {
      assertEquals(expected.get("n_branches").asLong(), actual.branches().longValue(), shown);
      for (JsonNode path : expected.get("paths")) {
        assertTrue(actual.paths().contains(VectorFiles.positions(path)), shown + path);
      }
    }
  }

  private static String flags(FixedPoint it) {
    return " "
        + (it.isGlobalOptimum() ? 1 : 0)
        + (it.isFullyAccounted() ? 1 : 0)
        + (it.isConsistent() ? 1 : 0);
  }

  @Test
  void allBranchesEqualTheReferenceRuns() throws IOException {
    int branches = 0;
    for (JsonNode row : VectorFiles.lines("re-reference-runs", "runs.jsonl")) {
      Set<List<Position>> expected = new HashSet<>();
      ProcessResult actual = null;
      for (JsonNode branch : row.get("full_branch")) {
        List<Position> evolution =
            VectorFiles.list(branch.get("state").get("evolution")).stream()
                .map(it -> VectorFiles.position(it.get("position")))
                .toList();
        expected.add(evolution);
        JsonNode structure = branch.get("dialectical_structure");
        JsonNode weights = branch.get("model_parameters").get("weights");
        actual =
            Equilibria.of(
                    DialecticalStructure.of(
                        structure.get("n_unnegated_sentence_pool").asInt(),
                        VectorFiles.list(structure.get("arguments")).stream()
                            .map(VectorFiles::integers)
                            .toList()),
                    evolution.get(0),
                    Weights.of(
                        weights.get("account").decimalValue(),
                        weights.get("systematicity").decimalValue(),
                        weights.get("faithfulness").decimalValue()))
                .process(Variant.QGRE, ALL, ALL);
      }
      assertEquals(expected, new HashSet<>(actual.paths()), row.get("row").asText());
      assertEquals(expected.size(), actual.branches().intValue());
      branches += expected.size();
    }
    assertEquals(153, branches);
  }

  @Test
  void degenerateProcessesEqualTheExtraVectors() throws IOException {
    int compared = 0;
    for (JsonNode row : VectorFiles.lines("re-vectors", "extra-vectors.jsonl")) {
      List<Integer> weights = VectorFiles.integers(row.get("weights"));
      Variant variant = Variant.valueOf(row.get("variant").asText());
      Equilibria equilibria =
          Equilibria.of(
              VectorFiles.structure(row),
              VectorFiles.position(row.get("c0")),
              new Weights(weights.get(0), weights.get(1), weights.get(2)));
      String shown = row.toString();
      ProcessResult actual = equilibria.process(variant, ALL, 20_000);
      Set<List<Position>> expected = new HashSet<>();
      row.get("evolutions").forEach(it -> expected.add(VectorFiles.positions(it)));
      assertEquals(expected, new HashSet<>(actual.paths()), shown);
      Set<State> optima = new HashSet<>();
      for (JsonNode it : row.get("global_optima")) {
        optima.add(new State(VectorFiles.position(it.get(0)), VectorFiles.position(it.get(1))));
      }
      Set<State> found = new HashSet<>(equilibria.globalOptima(variant.shape(), ALL).optima());
      assertTrue(found.containsAll(optima), shown);
      compared++;
    }
    assertEquals(814, compared);
  }

  @Test
  void edgeCasesAreAsDefined() throws IOException {
    Map<String, JsonNode> cases = new LinkedHashMap<>();
    VectorFiles.edgeCases().forEach(it -> cases.put(it.get("id").asText(), it));
    List<String> refused = new ArrayList<>();
    cases.forEach(
        (id, row) -> {
          JsonNode expected = row.path("expected");
          if (expected.has("n_complete_consistent")
              && expected.get("n_complete_consistent").asInt() == 0) {
            assertThrows(IllegalArgumentException.class, () -> VectorFiles.structure(row));
            refused.add(id);
          } else if (expected.has("n_complete_consistent")) {
            DialecticalStructure structure = VectorFiles.structure(row);
            assertEquals(
                expected.get("n_complete_consistent").bigIntegerValue(),
                structure.extensions(Position.EMPTY),
                id);
            assertEquals(
                expected.get("n_consistent_positions").asLong(),
                BruteForce.consistent(structure),
                id);
            assertEquals(
                VectorFiles.position(expected.get("empty_closure")),
                structure.closure(Position.EMPTY).orElseThrow(),
                id);
          } else if (expected.has("global_optima")) {
            Equilibria equilibria =
                Equilibria.of(
                    VectorFiles.structure(row),
                    VectorFiles.position(row.get("c0")),
                    weights(row.get("weights")));
            compareOptima(
                expected.get("global_optima"),
                equilibria.globalOptima(Shape.QUADRATIC, ALL),
                equilibria,
                id);
          }
        });
    assertEquals(List.of("unsatisfiable"), refused);
  }

  private static State state(JsonNode pair) {
    return new State(VectorFiles.position(pair.get("T")), VectorFiles.position(pair.get("C")));
  }

  private static String key(Shape shape) {
    return shape == Shape.QUADRATIC ? "q" : "l";
  }

  private static Weights weights(JsonNode it) {
    return Weights.of(it.get(0).decimalValue(), it.get(1).decimalValue(), it.get(2).decimalValue());
  }

  private static void near(JsonNode expected, Fraction actual) {
    assertEquals(expected.asDouble(), actual.decimal(15).doubleValue(), NEAR);
  }
}
