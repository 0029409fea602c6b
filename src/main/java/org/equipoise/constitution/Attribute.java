package org.equipoise.constitution;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.equipoise.facts.Disputed;
import org.equipoise.facts.Values;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that rules read, or that a constitution declares in {@code attributes.json}.
 * Immutable and safe to share between threads.
 *
 * @param name the dotted name
 * @param of what has the attribute; null if rules read it of a variable whose type is not known
 * @param type the type of its values; null if it is not declared and rules do not show it
 * @param missing what becomes of a case that does not have it
 * @param min the least value of a number, or null
 * @param max the greatest value of a number, or null
 * @param values the values that it may have, in the order declared, or for a list the items; texts
 *     or decimals; empty if any may occur
 * @param says what it means, or null
 * @param level the level at which it counts if it is disputed, or null
 * @param readBy the ids of the rules that read it, in ascending order
 * @param isDeclared whether the constitution declares it
 * @param patterns the patterns, in the order declared, of which one in a text says that the
 *     attribute is true; empty if none are declared
 */
public record Attribute(
    String name,
    @Nullable Subject of,
    @Nullable Type type,
    Missing missing,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    List<Object> values,
    @Nullable String says,
    @Nullable String level,
    List<String> readBy,
    boolean isDeclared,
    List<String> patterns) {

  public Attribute {
    values = List.copyOf(values);
    readBy = List.copyOf(readBy);
    patterns = List.copyOf(patterns);
  }

  /** What has attributes. */
  public enum Subject {
    CASE("cases"),
    OUTPUT("outputs"),
    JUDGMENT("judgments"),
    MESSAGE("messages");

    private final String plural;

    Subject(String plural) {
      this.plural = plural;
    }

    /** Returns the subject as {@code attributes.json} writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type of facts in rules. */
    public String factType() {
      return name().charAt(0) + word().substring(1);
    }

    String plural() {
      return plural;
    }
  }

  /** The type of an attribute's values. */
  public enum Type {
    BOOLEAN(Values.Kind.TRUTH),
    NUMBER(Values.Kind.NUMBER),
    TEXT(Values.Kind.TEXT),
    LIST(Values.Kind.LIST),
    OBJECT(Values.Kind.OBJECT);

    private final Values.Kind kind;

    Type(Values.Kind kind) {
      this.kind = kind;
    }

    /** Returns the type as {@code attributes.json} writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the type with its article. */
    public String inWords() {
      return this == BOOLEAN ? "a boolean" : kind.inWords();
    }

    /** Returns the kind of its values. */
    public Values.Kind kind() {
      return kind;
    }

    static @Nullable Type of(Values.Kind kind) {
      for (Type type : values()) {
        if (type.kind == kind) {
          return type;
        }
      }
      return null;
    }
  }

  /** What becomes of a case that does not have an attribute. */
  public enum Missing {
    /** Rules read null. */
    ABSENT,
    /** Any of its values may hold. What hangs on it is left to a person. */
    UNKNOWN,
    /** The case cannot be decided. */
    ERROR;

    /** Returns the word as {@code attributes.json} writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether a value, or an item of a list, is one that the attribute may have. */
  public boolean admits(Object value) {
    return !isOfOtherType(value) && !excludes(value);
  }

  /** Returns whether a value is of another type; null, which is no value, is of every type. */
  boolean isOfOtherType(@Nullable Object value) {
    Object plain = value instanceof Disputed it ? it.value() : value;
    return plain != null && type != null && Values.Kind.of(plain) != type.kind();
  }

  /** Returns whether a value of its type is one that the declaration excludes. */
  boolean excludes(@Nullable Object value) {
    Object plain = value instanceof Disputed it ? it.value() : value;
    if (plain instanceof List<?> items) {
      return items.stream().anyMatch(it -> it == null || isOutside(it));
    }
    return plain != null && isOutside(plain);
  }

  /** Returns whether a value, or an item of a list, is outside of the range and the values. */
  boolean isOutside(Object value) {
    if (value instanceof Number number
        && ((min != null && Values.compare(number, min) < 0)
            || (max != null && Values.compare(number, max) > 0))) {
      return true;
    }
    return !values.isEmpty() && values.stream().noneMatch(it -> Values.equal(it, value));
  }

  /** Returns every value that it may have if it is unknown; empty if they are not known. */
  List<Object> possible() {
    return type == Type.BOOLEAN ? List.of(true, false) : type == Type.LIST ? List.of() : values;
  }

  /** Returns this attribute with more patterns, each once. */
  public Attribute withPatterns(List<String> more) {
    List<String> all = Stream.concat(patterns.stream(), more.stream()).distinct().toList();
    return new Attribute(
        name, of, type, missing, min, max, values, says, level, readBy, isDeclared, all);
  }

  Attribute readBy(List<String> rules) {
    return new Attribute(
        name, of, type, missing, min, max, values, says, level, rules, isDeclared, patterns);
  }

  /** Returns its declaration on one line, without its sentence. */
  public String inWords() {
    StringBuilder words = new StringBuilder(type == null ? "" : type.word());
    if (of != null) {
      words.append(" of ").append(of.plural());
    }
    if (min != null) {
      words.append(", at least ").append(min.toPlainString());
    }
    if (max != null) {
      words.append(", at most ").append(max.toPlainString());
    }
    if (!values.isEmpty()) {
      words.append(", one of ").append(values.stream().map(Attribute::shown).toList());
    }
    if (missing != Missing.ABSENT) {
      words.append("; ").append(missing.word()).append(" if missing");
    }
    return words.toString().strip();
  }

  private static String shown(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : "\"" + value + "\"";
  }

  /** A declared attribute of output, for example, as messages name it: {@code `a` of outputs}. */
  @Override
  public String toString() {
    return "`" + name + "`" + (of == null ? "" : " of " + of.plural());
  }
}
