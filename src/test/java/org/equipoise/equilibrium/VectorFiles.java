package org.equipoise.equilibrium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** Reads the public test vectors of the formal model; a test is skipped where they are absent. */
public final class VectorFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VectorFiles() {}

  /** The folder of the data; the test is skipped if it is absent. */
  public static Path folder(String name) {
    List<Path> places = new ArrayList<>();
    String named = System.getenv("EQUIPOISE_DATA");
    if (named != null) {
      places.add(Path.of(named, name));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      places.add(at.resolve("shared/data").resolve(name));
    }
    Path found = places.stream().filter(Files::isDirectory).findFirst().orElse(null);
    Assumptions.assumeTrue(
        found != null,
        "skipped: there is no folder shared/data/"
            + name
            + " beside this checkout or above it; EQUIPOISE_DATA can name the folder that holds it");
    return found;
  }

  /** The files with one structure each. */
  public static List<JsonNode> structures() throws IOException {
    List<JsonNode> result = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder("re-vectors"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        JsonNode read = JSON.readTree(file.toFile());
        if (read.isObject()) {
          result.add(read);
        }
      }
    }
    if (result.size() < 50) {
      throw new IOException("only " + result.size() + " structures in re-vectors");
    }
    return result;
  }

  /** The degenerate inputs. */
  public static JsonNode edgeCases() throws IOException {
    return JSON.readTree(folder("re-vectors").resolve("edge_cases.json").toFile());
  }

  /** The objects of a file of lines. */
  public static List<JsonNode> lines(String folder, String name) throws IOException {
    List<JsonNode> result = new ArrayList<>();
    for (String line : Files.readAllLines(folder(folder).resolve(name))) {
      result.add(JSON.readTree(line));
    }
    return result;
  }

  /** The elements of a list. */
  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** A list of numbers. */
  public static List<Integer> integers(JsonNode array) {
    return list(array).stream().map(JsonNode::asInt).toList();
  }

  static Position position(JsonNode array) {
    return Position.of(integers(array));
  }

  static List<Position> positions(JsonNode array) {
    return list(array).stream().map(VectorFiles::position).toList();
  }

  static DialecticalStructure structure(JsonNode it) {
    return DialecticalStructure.of(
        it.get("n").asInt(),
        list(it.get("arguments")).stream().map(VectorFiles::integers).toList());
  }
}
