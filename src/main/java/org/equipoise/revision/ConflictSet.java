package org.equipoise.revision;

import java.util.Comparator;
import java.util.List;
import org.equipoise.inference.AppliedElement;

/**
 * Elements that cannot all stand, as long as some others are relaxed: a revision that relaxes all
 * of the latter must relax one of the former.
 *
 * @param elements what cannot all stand, sorted
 * @param whileRelaxed what must be relaxed for that; empty where it holds whatever else stands
 */
public record ConflictSet(List<AppliedElement> elements, List<AppliedElement> whileRelaxed) {
  /** Those that hold under the fewest relaxations first, in the order that searches branch on. */
  static final Comparator<ConflictSet> SIMPLEST_FIRST =
      Comparator.comparing((ConflictSet it) -> it.whileRelaxed().size())
          .thenComparing(it -> it.elements().toString());

  public ConflictSet {
    elements = elements.stream().sorted().distinct().toList();
    whileRelaxed = whileRelaxed.stream().sorted().distinct().toList();
  }

  /** Elements that cannot all stand, whatever else does. */
  public static ConflictSet of(List<AppliedElement> elements) {
    return new ConflictSet(elements, List.of());
  }

  /** Those of some that hold, too, wherever this one does, itself among them. */
  List<ConflictSet> alsoHolding(List<ConflictSet> some) {
    return some.stream().filter(it -> whileRelaxed.containsAll(it.whileRelaxed)).toList();
  }
}
