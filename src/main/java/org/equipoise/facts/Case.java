package org.equipoise.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A situation to decide, with its alternative outputs. Immutable and safe to share between threads,
 * if the facts are. No component is null unless it says so; the constructor copies the lists.
 *
 * @param id unique among the cases that are decided together
 * @param context a description of the situation, or null
 * @param attributes the attributes of the case
 * @param outputs the alternatives, in the order given; at least one, each with its own id
 * @param facts objects of the host that rules may match; they cannot be relaxed
 * @param extensions fields named {@code x-…}; Equipoise carries them along and does not read them
 */
public record Case(
    String id,
    @Nullable String context,
    Attributes attributes,
    List<Output> outputs,
    List<Object> facts,
    Attributes extensions) {

  /**
   * @throws IllegalArgumentException if there is no output, or two share an id
   */
  public Case {
    outputs = List.copyOf(outputs);
    facts = List.copyOf(facts);
    if (outputs.isEmpty()) {
      throw new IllegalArgumentException("case `" + id + "` has no output");
    }
    if (outputs.size() > 1) {
      requireDistinct(id, outputs);
    }
  }

  private static void requireDistinct(String id, List<Output> outputs) {
    Set<String> ids = new HashSet<>();
    for (Output output : outputs) {
      if (!ids.add(output.id())) {
        throw new IllegalArgumentException(
            "case `" + id + "` has two outputs `" + output.id() + "`");
      }
    }
  }

  /** Returns a case without context, attributes and facts of the host. */
  public static Case of(String id, Output... outputs) {
    return new Case(id, null, Attributes.none(), List.of(outputs), List.of(), Attributes.none());
  }

  /** Returns this case with these objects of the host as its facts, in place of any others. */
  public Case withFacts(Object... more) {
    return new Case(id, context, attributes, outputs, List.of(more), extensions);
  }
}
