package org.equipoise.constitution.reading;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.equipoise.facts.Values.Kind;
import org.jspecify.annotations.Nullable;

/** A method by which rules read an attribute, as its name and the kind of value that it yields. */
public enum Accessor {
  ATTR("attr", null),
  NUM("num", Kind.NUMBER),
  TEXT("text", Kind.TEXT),
  FLAG("flag", Kind.TRUTH),
  LIST("list", Kind.LIST);

  private static final Map<String, Accessor> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Accessor::word, Function.identity()));

  private final String word;
  private final @Nullable Kind kind;

  Accessor(String word, @Nullable Kind kind) {
    this.word = word;
    this.kind = kind;
  }

  /** Returns the method of this name, or empty if it reads no attribute. */
  public static Optional<Accessor> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  /** Returns the method that yields this kind of value; {@link #ATTR} if no other does. */
  public static Accessor of(Kind kind) {
    return Arrays.stream(values()).filter(it -> it.kind == kind).findFirst().orElse(ATTR);
  }

  /** Returns the name of the method. */
  public String word() {
    return word;
  }

  /** Returns the kind of value that it yields; null if that is whatever the attribute is. */
  public @Nullable Kind kind() {
    return kind;
  }
}
