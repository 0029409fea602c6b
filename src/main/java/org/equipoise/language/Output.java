package org.equipoise.language;

import org.jspecify.annotations.Nullable;

/**
 * One output of the case at hand, as rules see it: {@code $o : Output( attr("violates.deceive") ==
 * true )}.
 */
public final class Output {
  private final String id;
  private final int index;
  private final String caseId;
  private final @Nullable String text;
  private final @Nullable String author;
  private final AttributeReader attributes;

  public Output(
      String id,
      int index,
      String caseId,
      @Nullable String text,
      @Nullable String author,
      AttributeReader attributes) {
    this.id = id;
    this.index = index;
    this.caseId = caseId;
    this.text = text;
    this.author = author;
    this.attributes = attributes;
  }

  public String getId() {
    return id;
  }

  /** The place among the case's outputs by id, from 0. */
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

  /** The value of an attribute by dotted name, or null if the output has none of that name. */
  public @Nullable Object attr(String name) {
    return attributes.read(name);
  }

  @Override
  public String toString() {
    return "output " + id;
  }
}
