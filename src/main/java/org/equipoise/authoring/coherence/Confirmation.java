package org.equipoise.authoring.coherence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.authoring.fixture.Settlement;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Output;
import org.equipoise.formats.internal.JsonText;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that a person answered. Immutable.
 *
 * @param id the id of the candidate
 * @param isConfirmed whether the texts contradict each other, as the person says
 * @param by who answered
 * @param line the candidate as the file has it
 */
public record Confirmation(String id, boolean isConfirmed, String by, JsonNode line) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a file of candidates; those that nobody answered are left out.
   *
   * @param file the name of the file, for messages
   * @param who answers where {@code by} is empty; null if the file must say it
   * @throws InvalidInputException with every problem of the file
   */
  public static List<Confirmation> read(String file, List<String> lines, @Nullable String who) {
    List<Confirmation> answered = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          JsonNode line = JSON.readTree(lines.get(i));
          JsonNode confirmed = line.path("confirmed");
          if (confirmed.isMissingNode() || !line.path("candidate").isTextual()) {
            tell(
                problems, file, i, "confirmed", "this is no candidate of `coherence --candidates`");
          } else if (!confirmed.isNull()) {
            String by = line.path("by").asText("");
            if (!confirmed.isBoolean()) {
              tell(problems, file, i, "confirmed", "it is true, false or null");
            } else if ((by.isEmpty() || by.equals("null")) && who == null) {
              tell(problems, file, i, "by", "nobody answers for it: fill in who does");
            } else {
              String answering = by.isEmpty() || by.equals("null") ? String.valueOf(who) : by;
              answered.add(
                  new Confirmation(
                      line.path("candidate").asText(), confirmed.asBoolean(), answering, line));
            }
          }
        } catch (JsonProcessingException e) {
          tell(problems, file, i, null, "this is no JSON: " + e.getOriginalMessage());
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return List.copyOf(answered);
  }

  private static void tell(
      List<Problem> problems, String file, int index, @Nullable String field, String message) {
    problems.add(Problem.error("wrong-value", file, index + 1, 0, field, message, null));
  }

  /** The id of the case. */
  public String caseId() {
    return line.path("case").asText();
  }

  /** Whether this is about an output and a principle, so that it makes an attribute. */
  public boolean isOfPrinciple() {
    return line.path("attribute").isObject() && line.path("output").isTextual();
  }

  /** The id of the output. */
  public String output() {
    return line.path("output").asText();
  }

  /**
   * Returns a case with the attributes that were answered: disputed, as sure as an attribute of
   * coherence may be. What else the case says of the output is kept.
   */
  public static Case answered(Case given, List<Confirmation> answers) {
    List<Output> outputs = new ArrayList<>();
    for (Output output : given.outputs()) {
      Map<String, Object> tree = new LinkedHashMap<>(output.attributes().asMap());
      for (Confirmation each : answers) {
        if (each.isOfPrinciple()
            && each.caseId().equals(given.id())
            && each.output().equals(output.id())) {
          put(tree, each);
        }
      }
      outputs.add(output.withAttributes(Attributes.of(tree)));
    }
    return given.withOutputs(outputs);
  }

  private static void put(Map<String, Object> tree, Confirmation answer) {
    String name = answer.line().path("attribute").path("name").asText();
    remove(tree, name);
    tree.put(name, new Disputed(answer.isConfirmed(), Candidates.clipped(1)));
  }

  /** Removes an attribute, however its name is nested. */
  static void remove(Map<String, Object> tree, String name) {
    tree.remove(name);
    for (Map.Entry<String, Object> each : List.copyOf(tree.entrySet())) {
      if (name.startsWith(each.getKey() + ".") && each.getValue() instanceof Map<?, ?> inner) {
        Map<String, Object> rest = new LinkedHashMap<>();
        inner.forEach((key, value) -> rest.put(String.valueOf(key), value));
        remove(rest, name.substring(each.getKey().length() + 1));
        tree.put(each.getKey(), rest);
      }
    }
  }

  /**
   * Returns settled fixtures of the cases in which something was confirmed, by name: the output
   * that contradicts a principle must be blocked.
   *
   * @param cases the cases by id
   * @param at the day, as {@code 2026-01-31}
   */
  public static Map<String, String> fixtures(
      List<Confirmation> answers, Map<String, Case> cases, String at) {
    Map<String, List<Confirmation>> byCase = new TreeMap<>();
    for (Confirmation each : answers) {
      if (each.isConfirmed() && each.isOfPrinciple() && cases.containsKey(each.caseId())) {
        byCase.computeIfAbsent(each.caseId(), it -> new ArrayList<>()).add(each);
      }
    }
    Map<String, String> fixtures = new TreeMap<>();
    byCase.forEach(
        (id, confirmed) -> {
          Case given = cases.get(id);
          if (given != null) {
            String name = "coherence-" + (fixtures.size() + 1) + ".json";
            fixtures.put(name, fixture(answered(given, answers), confirmed, at));
          }
        });
    return fixtures;
  }

  private static String fixture(Case given, List<Confirmation> confirmed, String at) {
    Map<String, String> blocked = new LinkedHashMap<>();
    confirmed.forEach(it -> blocked.put(it.output(), "block"));
    List<String> by = confirmed.stream().map(Confirmation::by).distinct().sorted().toList();
    return new Settlement(by, at, null).fixture(given, blocked);
  }

  /** Returns the judgments that were confirmed, one JSON object a line, held by who confirmed. */
  public static String judgments(List<Confirmation> answers, String at) {
    StringBuilder lines = new StringBuilder();
    for (Confirmation each : answers) {
      JsonNode judgment = each.line().path("judgment");
      if (each.isConfirmed() && judgment.isObject()) {
        lines
            .append(
                JsonText.of(
                    json -> {
                      json.writeStartObject();
                      for (String field : List.of("judgment", "case", "output", "status")) {
                        json.writeStringField(field, judgment.path(field).asText());
                      }
                      json.writeStringField("stakeholder", each.by());
                      JsonText.decimal(json, "confidence", Candidates.clipped(1));
                      json.writeStringField("at", at + "T00:00:00Z");
                      json.writeStringField("x-reason", judgment.path("x-reason").asText());
                      json.writeEndObject();
                    }))
            .append('\n');
      }
    }
    return lines.toString();
  }

  /**
   * Returns what {@code calibrate --labels} reads: the score of each pair, and what was answered.
   */
  public static String labels(List<Confirmation> answers) {
    StringBuilder lines = new StringBuilder();
    for (Confirmation each : answers) {
      JsonNode line = each.line();
      if (line.path("relation").isObject()) {
        lines
            .append(
                JsonText.of(
                    json -> {
                      json.writeStartObject();
                      JsonText.decimal(
                          json, "score", line.path("relation").path("contradicts").asDouble());
                      json.writeBooleanField("label", each.isConfirmed());
                      json.writeStringField("attribute", line.path("use").asText());
                      json.writeStringField("group", each.caseId());
                      json.writeStringField(
                          "premise", line.path("standing").path("quote").asText());
                      json.writeStringField(
                          "hypothesis", line.path("tested").path("text").asText());
                      json.writeEndObject();
                    }))
            .append('\n');
      }
    }
    return lines.toString();
  }
}
