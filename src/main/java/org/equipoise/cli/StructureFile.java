package org.equipoise.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.equipoise.equilibrium.DialecticalStructure;
import org.equipoise.equilibrium.Equilibria;
import org.equipoise.equilibrium.Position;
import org.equipoise.equilibrium.Shape;
import org.equipoise.equilibrium.Weights;
import org.equipoise.formats.internal.TextFile;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What {@code equilibrate} looks at: a file, or what a constitution was made into.
 *
 * @param names the texts of the sentences, in the order of their numbers; empty if the file gives
 *     their number only
 * @param sentenceWeights the weights of the sentences; empty if they are equal
 * @param structure the sentences and arguments
 * @param commitments the initial commitments to begin with, one after the other
 * @param weights the weights to use, those of the literature if the file names none
 * @param shapes the shapes to use; empty if the file names none
 * @param mapping how a constitution was made into this; null if it is a file
 * @param holders who holds each of the initial commitments; empty if that is nobody in particular
 */
record StructureFile(
    List<String> names,
    List<Long> sentenceWeights,
    DialecticalStructure structure,
    List<Position> commitments,
    List<GivenWeights> weights,
    List<Shape> shapes,
    @Nullable Mapping mapping,
    List<String> holders) {
  /** How a constitution becomes a structure. */
  enum Mapping {
    FLAT,
    RICH
  }

  private static final int MAX_BYTES = 10_000_000;
  private static final int MAX = DialecticalStructure.MAX_SENTENCES;
  private static final List<String> FIELDS =
      List.of("sentences", "arguments", "commitments", "weights", "shapes");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The equilibria from initial commitments under weights. */
  Equilibria equilibria(Position initial, Weights measures) {
    Equilibria equilibria = Equilibria.of(structure, initial, measures);
    return sentenceWeights.isEmpty() ? equilibria : equilibria.weighing(sentenceWeights);
  }

  /** Whether sentences say that elements of a constitution stand. */
  boolean isOfConstitution() {
    return mapping != null;
  }

  /** The names of the sentences of literals, with "not" before those that are rejected. */
  List<String> named(Collection<Integer> literals) {
    return literals.stream()
        .map(it -> (it > 0 ? "" : "not ") + names.get(Math.abs(it) - 1))
        .toList();
  }

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
      JsonNode given = needed(root, "sentences");
      List<String> names = given.isNumber() ? List.of() : names(given);
      int sentences = given.isNumber() ? number(given) : names.size();
      List<List<Integer>> arguments = new ArrayList<>();
      for (JsonNode argument : list(needed(root, "arguments"), "arguments")) {
        arguments.add(literals(argument, "arguments[" + arguments.size() + "]", sentences));
      }
      return new StructureFile(
          names,
          List.of(),
          valid("arguments", () -> DialecticalStructure.of(sentences, arguments)),
          commitments(needed(root, "commitments"), sentences),
          weights(root.get("weights")),
          shapes(root.get("shapes")),
          null,
          List.of());
    }

    private JsonNode tree(Path path) {
      try {
        return JSON.readTree(TextFile.read(path, MAX_BYTES));
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            Problem.error(
                "not-json",
                file,
                e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                null,
                "this is no JSON",
                "the file holds one object: see `formats.md`"));
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

    private List<String> names(JsonNode value) {
      if (!value.isArray()) {
        throw problem(
            "wrong-type",
            "sentences",
            "`sentences` is neither a list of texts nor the number of sentences",
            null);
      }
      List<String> result = new ArrayList<>();
      for (JsonNode each : value) {
        if (!each.isTextual()) {
          throw problem(
              "wrong-type", "sentences[" + result.size() + "]", "each sentence is a text", null);
        }
        result.add(each.textValue());
      }
      checked(!result.isEmpty() && result.size() <= MAX, result.size() + " sentences");
      return result;
    }

    private int number(JsonNode value) {
      checked(
          value.isInt() && value.intValue() >= 1 && value.intValue() <= MAX,
          value.asText() + " sentences");
      return value.intValue();
    }

    private void checked(boolean fits, String found) {
      if (!fits) {
        throw problem("wrong-value", "sentences", found, "give 1 to " + MAX + " sentences");
      }
    }

    /** Several lists of literals, or one. */
    private List<Position> commitments(JsonNode value, int sentences) {
      list(value, "commitments");
      if (value.isEmpty() || !value.get(0).isArray()) {
        return List.of(position(value, "commitments", sentences));
      }
      List<Position> result = new ArrayList<>();
      for (JsonNode each : value) {
        result.add(position(each, "commitments[" + result.size() + "]", sentences));
      }
      return result;
    }

    private Position position(JsonNode value, String field, int sentences) {
      List<Integer> literals = literals(value, field, sentences);
      return valid(field, () -> Position.of(literals));
    }

    private List<Integer> literals(JsonNode value, String field, int sentences) {
      List<Integer> result = new ArrayList<>();
      for (JsonNode each : list(value, field)) {
        if (!each.isIntegralNumber()) {
          throw problem(
              "wrong-type",
              field,
              "`" + field + "` holds something other than numbers of sentences",
              "write i for sentence i, and -i for its negation");
        }
        long literal = each.isInt() ? Math.abs((long) each.intValue()) : Long.MAX_VALUE;
        if (literal == 0 || literal > sentences) {
          throw problem(
              "wrong-value",
              field,
              "there is no sentence " + each.asText().replace("-", ""),
              "sentences are 1 to " + sentences);
        }
        result.add(each.intValue());
      }
      return result;
    }

    private List<GivenWeights> weights(@Nullable JsonNode value) {
      if (value == null) {
        return List.of(GivenWeights.DEFAULT);
      }
      if (value.isObject()) {
        return List.of(byName(value, "weights"));
      }
      List<GivenWeights> result = new ArrayList<>();
      for (JsonNode each : list(value, "weights")) {
        String field = "weights[" + result.size() + "]";
        result.add(each.isObject() ? byName(each, field) : inOrder(each, field));
      }
      return someOf(result, "weights");
    }

    private GivenWeights byName(JsonNode value, String field) {
      known(value, field, GivenWeights.MEASURES);
      return weights(
          GivenWeights.MEASURES.stream().map(it -> decimal(needed(value, it), it)).toList(), field);
    }

    private GivenWeights inOrder(JsonNode value, String field) {
      if (!value.isArray() || value.size() != GivenWeights.MEASURES.size()) {
        throw problem(
            "wrong-type",
            field,
            "`" + field + "` does not hold three weights",
            "write account, systematicity and faithfulness, as in [\"0.35\",\"0.55\",\"0.10\"]");
      }
      List<String> numbers = new ArrayList<>();
      for (JsonNode each : value) {
        numbers.add(decimal(each, field + "[" + numbers.size() + "]"));
      }
      return weights(numbers, field);
    }

    private GivenWeights weights(List<String> numbers, String field) {
      return valid(field, () -> GivenWeights.of(numbers));
    }

    private String decimal(JsonNode value, String field) {
      if (!value.isNumber() && !value.isTextual()) {
        throw problem("wrong-type", field, "`" + field + "` is no number", null);
      }
      return value.asText();
    }

    private List<Shape> shapes(@Nullable JsonNode value) {
      if (value == null) {
        return List.of();
      }
      List<Shape> result = new ArrayList<>();
      for (JsonNode each : list(value, "shapes")) {
        result.add(
            Arrays.stream(Shape.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(each.asText()))
                .findFirst()
                .orElseThrow(
                    () ->
                        problem(
                            "wrong-value",
                            "shapes",
                            "there is no shape " + each,
                            "the shapes are `quadratic` and `linear`")));
      }
      return someOf(result, "shapes");
    }

    private <T> List<T> someOf(List<T> list, String field) {
      if (list.isEmpty()) {
        throw problem("wrong-value", field, "`" + field + "` is empty", "leave it out or fill it");
      }
      return list;
    }
  }
}
