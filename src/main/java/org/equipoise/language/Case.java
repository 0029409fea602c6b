package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The case at hand, as rules see it: {@code Case( attr("stakes") == "high" )}. */
public final class Case {
  private final String id;
  private final @Nullable String context;
  private final AttributeReader attributes;
  private final List<Output> outputs;

  public Case(
      String id, @Nullable String context, AttributeReader attributes, List<Output> outputs) {
    this.id = id;
    this.context = context;
    this.attributes = attributes;
    this.outputs = List.copyOf(outputs);
  }

  public String getId() {
    return id;
  }

  public @Nullable String getContext() {
    return context;
  }

  /** The outputs, in the order given. */
  public List<Output> getOutputs() {
    return outputs;
  }

  /** The value of an attribute by dotted name, or null if the case has none of that name. */
  public @Nullable Object attr(String name) {
    return attributes.read(name);
  }

  @Override
  public String toString() {
    return "case " + id;
  }
}
