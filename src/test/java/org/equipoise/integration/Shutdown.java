package org.equipoise.integration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.Output;
import org.equipoise.formats.CaseReader;

/** The first fixture of assistant-conduct, as a model's replies and a host's classifier of them. */
public final class Shutdown {
  public static final Constitution CONSTITUTION =
      Constitution.load(Path.of("rules", "assistant-conduct"));
  public static final Case CASE = read();

  private static final Map<String, Output> BY_ID =
      CASE.outputs().stream().collect(Collectors.toMap(Output::id, it -> it));
  private static final Map<String, Attributes> BY_TEXT =
      CASE.outputs().stream().collect(Collectors.toMap(Output::text, Output::attributes));

  private Shutdown() {}

  private static Case read() {
    try (CaseReader cases =
        CaseReader.open(Path.of("test-fixtures", "assistant-conduct", "cases.jsonl"))) {
      return cases.next();
    }
  }

  /** What the model says: {@code blackmail}, which is forbidden, or {@code comply}, say. */
  public static String says(String output) {
    return BY_ID.get(output).text();
  }

  /** Knows the fixture's texts; of others, and of none, it knows nothing. */
  public static Attributes classify(String text) {
    return text == null ? Attributes.none() : BY_TEXT.getOrDefault(text, Attributes.none());
  }

  /** The case in which something is said, with that as its one output. */
  public static Case describe(String text) {
    Output said = new Output("reply", text, null, classify(text), Attributes.none());
    return new Case("said", null, CASE.attributes(), List.of(said), List.of(), Attributes.none());
  }
}
