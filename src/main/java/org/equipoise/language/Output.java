package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/**
 * An output of the current case, as rules match it: {@code $o : Output( attr("violates.deceive") ==
 * true )}. Immutable.
 */
public final class Output extends Attributed {
  private final String id;
  private final int index;
  private final String caseId;
  private final @Nullable String text;
  private final @Nullable String author;

  public Output(
      String id,
      int index,
      String caseId,
      @Nullable String text,
      @Nullable String author,
      AttributeReader attributes) {
    super(attributes);
    this.id = id;
    this.index = index;
    this.caseId = caseId;
    this.text = text;
    this.author = author;
  }

  public String getId() {
    return id;
  }

  /** Returns the position among the outputs of the case ordered by id, from 0. */
  public int getIndex() {
    return index;
  }

  public String getCaseId() {
    return caseId;
  }

  public @Nullable String getText() {
    return text;
  }

  public @Nullable String getAuthor() {
    return author;
  }

  @Override
  public String toString() {
    return "output " + id;
  }
}
