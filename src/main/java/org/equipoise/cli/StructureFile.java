package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Weights;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code equilibrate}.
 *
 * @param sentences the texts of the sentences, in the order of their numbers
 * @param structure the sentences and arguments
 * @param commitments the initial commitments
 * @param weights the weights, those of the literature if the file names none
 */
record StructureFile(
    List<String> sentences, DialecticalStructure structure, Position commitments, Weights weights) {
  private static final long MAX_BYTES = 10_000_000;
  private static final List<String> FIELDS =
      List.of("sentences", "arguments", "commitments", "weights");
  private static final List<String> MEASURES = List.of("account", "systematicity", "faithfulness");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static StructureFile read(Path path) {
    return new Reader(path.toString()).read(path);
  }

  /** Reads one file and names it in each problem. */
  private static final class Reader {
    private final String file;

    Reader(String file) {
      this.file = file;
    }

    StructureFile read(Path path) {
      JsonNode root = tree(path);
      if (!root.isObject()) {
        throw problem("wrong-type", null, "the file holds no object", "see `formats.md`");
      }
      known(root, null, FIELDS);
      List<String> sentences = sentences(needed(root, "sentences"));
      List<List<Integer>> arguments = new ArrayList<>();
      for (JsonNode argument : list(needed(root, "arguments"), "arguments")) {
        arguments.add(literals(argument, "arguments[" + arguments.size() + "]"));
      }
      DialecticalStructure structure =
          valid("arguments", () -> DialecticalStructure.of(sentences.size(), arguments));
      List<Integer> literals = literals(needed(root, "commitments"), "commitments");
      Position commitments = valid("commitments", () -> Position.of(literals));
      for (int literal : literals) {
        if (Math.abs(literal) > sentences.size()) {
          throw problem(
              "wrong-value",
              "commitments",
              "there is no sentence " + Math.abs(literal),
              "sentences are 1 to " + sentences.size());
        }
      }
      return new StructureFile(sentences, structure, commitments, weights(root.get("weights")));
    }

    private JsonNode tree(Path path) {
      try {
        if (Files.size(path) > MAX_BYTES) {
          throw problem(
              "file-too-large", null, "the file has more than " + MAX_BYTES + " bytes", null);
        }
        return JSON.readTree(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
      } catch (NoSuchFileException e) {
        throw problem("no-such-file", null, "there is no such file", null);
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            Problem.error(
                "not-json",
                file,
                e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                null,
                "this is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""),
                null));
      } catch (IOException e) {
        throw problem("unreadable", null, "the file cannot be read: " + e.getMessage(), null);
      }
    }

    private InvalidInputException problem(
        String code, @Nullable String field, String message, @Nullable String hint) {
      return new InvalidInputException(Problem.error(code, file, 0, 0, field, message, hint));
    }

    private <T> T valid(String field, Supplier<T> made) {
      try {
        return made.get();
      } catch (IllegalArgumentException e) {
        throw problem("wrong-value", field, String.valueOf(e.getMessage()), null);
      }
    }

    private void known(JsonNode object, @Nullable String within, List<String> names) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!names.contains(name)) {
                  throw problem(
                      "unknown-field",
                      within,
                      "there is no field `" + name + "`",
                      "the fields are `" + String.join("`, `", names) + "`");
                }
              });
    }

    private JsonNode needed(JsonNode object, String name) {
      JsonNode value = object.get(name);
      if (value == null) {
        throw problem("missing-field", name, "`" + name + "` is missing", null);
      }
      return value;
    }

    private JsonNode list(JsonNode value, String field) {
      if (!value.isArray()) {
        throw problem("wrong-type", field, "`" + field + "` is a list", null);
      }
      return value;
    }

    private List<String> sentences(JsonNode value) {
      List<String> result = new ArrayList<>();
      for (JsonNode each : list(value, "sentences")) {
        if (!each.isTextual()) {
          throw problem("wrong-type", "sentences", "each sentence is a text", null);
        }
        result.add(each.textValue());
      }
      return result;
    }

    private List<Integer> literals(JsonNode value, String field) {
      List<Integer> result = new ArrayList<>();
      for (JsonNode each : list(value, field)) {
        if (!each.isInt()) {
          throw problem(
              "wrong-type",
              field,
              "`" + field + "` holds something other than numbers of sentences",
              "write i for sentence i, and -i for its negation");
        }
        result.add(each.intValue());
      }
      return result;
    }

    private Weights weights(@Nullable JsonNode value) {
      if (value == null) {
        return Weights.DEFAULT;
      }
      if (!value.isObject()) {
        throw problem("wrong-type", "weights", "`weights` is an object", null);
      }
      known(value, "weights", MEASURES);
      List<BigDecimal> numbers = new ArrayList<>();
      for (String measure : MEASURES) {
        JsonNode number = needed(value, measure);
        if (!number.isNumber()) {
          throw problem("wrong-type", measure, "`" + measure + "` is a number", null);
        }
        numbers.add(number.decimalValue());
      }
      return valid("weights", () -> Weights.of(numbers.get(0), numbers.get(1), numbers.get(2)));
    }
  }
}
