package org.equipoise.language;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An element that can be relaxed: a rule's application in a case, a judgment or a disputed
 * attribute. Its text is {@code principle:ID}, {@code theory:ID}, {@code judgment:ID} or {@code
 * attribute:OUTPUT/NAME}; for attributes of the case it is {@code attribute:/NAME}. In an
 * attribute's name a slash is written {@code ~1}, as in JSON pointers, and a {@code ~} before 0 or
 * 1 is written {@code ~0}. So the last slash always ends the output's id, and two elements never
 * have the same text. Elements are ordered by their text. Immutable.
 *
 * @param kind the kind of element
 * @param output the id of the output with the attribute; empty for an attribute of the case and for
 *     other kinds
 * @param name a name that is unique within the kind and, for attributes, within the output
 */
public record Element(Kind kind, String output, String name) implements Comparable<Element> {
  private static final Pattern ESCAPED = Pattern.compile("~([01])");
  private static final Comparator<Element> ORDER =
      Comparator.comparing(Element::kind).thenComparing(Element::fullName);

  /** The kinds of elements, in the order of their words. */
  public enum Kind {
    ATTRIBUTE,
    JUDGMENT,
    PRINCIPLE,
    THEORY;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** Returns the kind as the text before the colon. */
    public String word() {
      return word;
    }
  }

  public static Element principle(String id) {
    return new Element(Kind.PRINCIPLE, "", id);
  }

  public static Element theory(String id) {
    return new Element(Kind.THEORY, "", id);
  }

  public static Element judgment(String id) {
    return new Element(Kind.JUDGMENT, "", id);
  }

  /**
   * Returns the element of a disputed attribute.
   *
   * @param output the id of the output; empty for the case itself
   * @param name the dotted name of the attribute
   */
  public static Element attribute(String output, String name) {
    return new Element(Kind.ATTRIBUTE, output, name);
  }

  /**
   * Returns the element of a disputed attribute from the text after the colon: {@code OUTPUT/NAME}.
   */
  public static Element attribute(String fullName) {
    int slash = fullName.lastIndexOf('/');
    String name =
        ESCAPED
            .matcher(fullName.substring(slash + 1))
            .replaceAll(it -> it.group(1).equals("1") ? "/" : "~");
    return attribute(fullName.substring(0, Math.max(slash, 0)), name);
  }

  /** Returns the text after the colon: the name, for an attribute after the id of its output. */
  public String fullName() {
    if (kind != Kind.ATTRIBUTE) {
      return name;
    }
    boolean isPlain = name.indexOf('/') < 0 && name.indexOf('~') < 0;
    return output
        + "/"
        + (isPlain ? name : ESCAPED.matcher(name).replaceAll("~0$1").replace("/", "~1"));
  }

  /** Returns whether this is a rule. */
  public boolean isRule() {
    return kind == Kind.PRINCIPLE || kind == Kind.THEORY;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Element that
            && kind == that.kind
            && name.equals(that.name)
            && output.equals(that.output));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kind.hashCode() + output.hashCode()) + name.hashCode();
  }

  @Override
  public int compareTo(Element other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word() + ":" + fullName();
  }
}
