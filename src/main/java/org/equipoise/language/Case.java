package org.equipoise.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A case, as rules match it: {@code Case( attr("stakes") == "high" )}. Immutable. */
public final class Case extends Attributed {
  private final String id;
  private final @Nullable String context;
  private final List<Output> outputs;
  private final boolean isChoiceDue;

  public Case(
      String id,
      @Nullable String context,
      AttributeReader attributes,
      List<Output> outputs,
      boolean isChoiceDue) {
    super(attributes);
    this.isChoiceDue = isChoiceDue;
    this.id = id;
    this.context = context;
    this.outputs = List.copyOf(outputs);
  }

  public String getId() {
    return id;
  }

  public @Nullable String getContext() {
    return context;
  }

  /** Returns the outputs in the given order. */
  public List<Output> getOutputs() {
    return outputs;
  }

  /** Returns whether one of several outputs has to be chosen, since blocking all is no answer. */
  public boolean getChoiceDue() {
    return isChoiceDue;
  }

  @Override
  public String toString() {
    return "case " + id;
  }
}
