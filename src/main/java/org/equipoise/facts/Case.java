package org.equipoise.facts;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A situation in which something must be decided, with the outputs that are its alternatives.
 *
 * @param id unique among the cases decided together
 * @param context what the situation is, or null
 * @param attributes free attributes
 * @param outputs the alternatives, in the order given; at least one, with ids of their own
 * @param facts the host service's own objects, which rules may match; none of them is revisable
 * @param extensions fields named {@code x-…}, carried along and read by nobody here
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

  /** A case without context, attributes or host facts. */
  public static Case of(String id, Output... outputs) {
    return new Case(id, null, Attributes.none(), List.of(outputs), List.of(), Attributes.none());
  }

  /** This case with host objects as further facts. */
  public Case withFacts(Object... more) {
    return new Case(id, context, attributes, outputs, List.of(more), extensions);
  }
}
