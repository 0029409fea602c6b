package org.equipoise.language;

import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that may be relaxed: a rule's application in a case, a judgment, or a disputed
 * attribute. Written {@code principle:ID}, {@code theory:ID}, {@code judgment:ID} or {@code
 * attribute:OUTPUT/NAME} (without output, {@code attribute:/NAME}, for the case's own attributes).
 * A slash in an attribute's name is written {@code ~1}, as in JSON pointers, and a {@code ~} before
 * 0 or 1 is written {@code ~0}: so the last slash always ends the output's id, and no two elements
 * are written alike. Ordered by that text.
 *
 * @param output the id of the output whose attribute it is; empty for an attribute of the case, and
 *     for all but attributes
 * @param name unique within its kind and, for attributes, within the output
 */
public record Element(Kind kind, String output, String name) implements Comparable<Element> {
  private static final Pattern ESCAPED = Pattern.compile("~([01])");
  private static final Comparator<Element> ORDER =
      Comparator.comparing(Element::kind).thenComparing(Element::fullName);

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
    return new Element(Kind.PRINCIPLE, "", id);
  }

  public static Element theory(String id) {
    return new Element(Kind.THEORY, "", id);
  }

  public static Element judgment(String id) {
    return new Element(Kind.JUDGMENT, "", id);
  }

  /** A disputed attribute of an output, or of the case itself where the output is empty. */
  public static Element attribute(String output, String name) {
    return new Element(Kind.ATTRIBUTE, output, name);
  }

  /** The disputed attribute that is written so behind the colon: {@code OUTPUT/NAME}. */
  public static Element attribute(String fullName) {
    int slash = fullName.lastIndexOf('/');
    String name =
        ESCAPED
            .matcher(fullName.substring(slash + 1))
            .replaceAll(it -> it.group(1).equals("1") ? "/" : "~");
    return attribute(fullName.substring(0, Math.max(slash, 0)), name);
  }

  /** What is written behind the colon: the name, an attribute's after its output's id. */
  public String fullName() {
    if (kind != Kind.ATTRIBUTE) {
      return name;
    }
    boolean isPlain = name.indexOf('/') < 0 && name.indexOf('~') < 0;
    return output
        + "/"
        + (isPlain ? name : ESCAPED.matcher(name).replaceAll("~0$1").replace("/", "~1"));
  }

  /** Whether this is a rule rather than a judgment or an attribute. */
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
