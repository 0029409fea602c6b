package org.equipoise.constitution.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one rule, query, function or import reads. Places are in its own text. Immutable.
 *
 * @param patterns in the order they are written
 * @param values the attributes and properties in the order they are written
 * @param words every word, but for those of a rule's name and annotations
 * @param texts what every text in quotes says, but for names of attributes, and for a rule's name
 *     and annotations
 * @param handsTo what code it hands variables to: the words before a method or after {@code new},
 *     with the dots between them
 * @param imported the class or function that it imports, or null if it is no import
 * @param mayReadAnyAttribute whether it may read attributes that {@code values} does not name,
 *     since it works out names only when it runs, say
 */
public record RuleReads(
    List<PatternRead> patterns,
    List<ValueRead> values,
    Set<String> words,
    Set<String> texts,
    Set<String> handsTo,
    @Nullable String imported,
    boolean mayReadAnyAttribute) {

  public RuleReads {
    patterns = List.copyOf(patterns);
    values = List.copyOf(values);
    words = Set.copyOf(words);
    texts = Set.copyOf(texts);
    handsTo = Set.copyOf(handsTo);
  }

  /** What a text reads that is one rule, query, function, declaration or import. */
  public static RuleReads of(String text) {
    return new RuleReader(text).reads();
  }

  /** What one test of a pattern reads; places are of no meaning. */
  public static RuleReads ofTest(String test) {
    return of("query test Fact( " + test + "\n )");
  }

  /**
   * The attributes that are read, in the order they are written. Names that a session raised are
   * none: rules themselves raise them.
   */
  public Stream<ValueRead> attributes() {
    return values.stream().filter(it -> it.isAttribute() && !it.isOfSession());
  }

  /** Whether a property may be read, by its name or by the method that yields it. */
  public boolean mayRead(String property) {
    String method = property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    return words.contains(property)
        || words.contains("get" + method)
        || words.contains("is" + method);
  }
}
