package org.equipoise.language;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be relaxed: a rule's application in a case, a judgment, or a disputed
 * attribute. Written {@code principle:ID}, {@code theory:ID}, {@code judgment:ID} or {@code
 * attribute:OUTPUT/NAME} (without output, {@code attribute:/NAME}, for the case's own attributes).
 * Ordered by that text.
 *
 * @param name unique within its kind and, for attributes, within a case
 */
public record Element(Kind kind, String name) implements Comparable<Element> {
  private static final Comparator<Element> ORDER =
      Comparator.comparing(Element::kind).thenComparing(Element::name);

  /** What sort of thing is relaxed; ordered as its word is. */
  public enum Kind {
    ATTRIBUTE,
    JUDGMENT,
    PRINCIPLE,
    THEORY;

    private final String word = name().toLowerCase(java.util.Locale.ROOT);

    /** The kind as it is written before the colon. */
    public String word() {
      return word;
    }
  }

  public static Element principle(String id) {
    return new Element(Kind.PRINCIPLE, id);
  }

  public static Element theory(String id) {
    return new Element(Kind.THEORY, id);
  }

  public static Element judgment(String id) {
    return new Element(Kind.JUDGMENT, id);
  }

  /** A disputed attribute of an output, or of the case itself where the output is empty. */
  public static Element attribute(String output, String name) {
    return new Element(Kind.ATTRIBUTE, output + "/" + name);
  }

  /**
   * The name without the output whose attribute it is: what follows the last slash, since ids hold
   * one more often than attributes do; all of it for the case's own attributes.
   */
  public String ownName() {
    return kind == Kind.ATTRIBUTE ? name.substring(slash(name) + 1) : name;
  }

  /** Where the output's id ends in the name of an attribute; 0 if the case itself has it. */
  public static int slash(String attribute) {
    return attribute.startsWith("/") ? 0 : attribute.lastIndexOf('/');
  }

  /** Whether this is a rule rather than a judgment or an attribute. */
  public boolean isRule() {
    return kind == Kind.PRINCIPLE || kind == Kind.THEORY;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Element that && kind == that.kind && name.equals(that.name));
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + name.hashCode();
  }

  @Override
  public int compareTo(Element other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word() + ":" + name;
  }
}
