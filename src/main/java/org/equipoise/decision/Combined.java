package org.equipoise.decision;

import java.util.List;
import org.equipoise.constitution.Combination;
import org.equipoise.language.Element;

/**
 * How a decision under a charter came about. Immutable.
 *
 * @param clause the name of the clause for the case
 * @param combine how what the constitutions said was combined
 * @param says what each constitution said, in the order of the clause; at least one
 */
public record Combined(String clause, Combination combine, List<Said> says) {
  public Combined {
    says = List.copyOf(says);
  }

  /**
   * What one constitution said. Immutable.
   *
   * @param name the name that the charter gives it
   * @param conceded the rules that it gave up for the clause, sorted
   * @param decision its own decision, which names its digest
   */
  public record Said(String name, List<Element> conceded, Decision decision) {
    public Said {
      conceded = List.copyOf(conceded);
    }
  }
}
