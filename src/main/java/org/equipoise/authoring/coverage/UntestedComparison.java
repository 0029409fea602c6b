package org.equipoise.authoring.coverage;

import java.util.List;
import java.util.Locale;
import org.equipoise.constitution.reading.Subject;

/**
 * A test of an attribute that the corpus does not put to the test.
 *
 * @param subject whose attribute is tested
 * @param attribute its dotted name
 * @param test the operator and the value, as in {@code == "minor"}
 * @param lack what the corpus lacks
 * @param rules the ids of the rules that make the test, sorted
 */
public record UntestedComparison(
    Subject subject, String attribute, String test, Lack lack, List<String> rules) {
  public UntestedComparison {
    rules = List.copyOf(rules);
  }

  /** What a corpus lacks for a test. */
  public enum Lack {
    /** Nothing has the attribute. */
    ATTRIBUTE,
    /** Nothing that has the attribute passes. */
    PASSING,
    /** Nothing fails; of comparisons by size, nothing that has the attribute. */
    FAILING;

    /** The lack as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
