package org.equipoise.revision.equilibria;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.equipoise.inference.AppliedElement;
import org.equipoise.language.Element;
import org.equipoise.revision.ConflictSet;
import org.equipoise.revision.Relaxation;
import org.jspecify.annotations.Nullable;

/**
 * Relaxations by their numbers: what gives up an element in its case, and what suspends a rule
 * everywhere. Immutable.
 */
final class NumberedRelaxations {
  private final List<Relaxation> all;
  private final Map<AppliedElement, Integer> own = new HashMap<>();
  private final Map<Element, Integer> suspensions = new HashMap<>();

  NumberedRelaxations(List<Relaxation> relaxations) {
    this.all = List.copyOf(relaxations);
    for (int i = 0; i < all.size(); i++) {
      Relaxation each = all.get(i);
      if (each.caseId() == null) {
        suspensions.put(each.element(), i);
      } else {
        own.put(new AppliedElement(each.element(), each.caseId()), i);
      }
    }
  }

  /** All of them, in the order of their numbers. */
  List<Relaxation> all() {
    return all;
  }

  /** Those that give up one element in its case. */
  Map<AppliedElement, Integer> own() {
    return own;
  }

  /** The suspensions by their rules. */
  Map<Element, Integer> suspensions() {
    return suspensions;
  }

  /** The number of what gives up an element in its case. */
  int number(AppliedElement element) {
    return Objects.requireNonNull(own.get(element));
  }

  /** The number of the suspension of a rule, or null if there is none. */
  @Nullable Integer suspension(Element rule) {
    return suspensions.get(rule);
  }

  /** The numbers of those that cost infinitely much. */
  BitSet infinite() {
    BitSet infinite = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      infinite.set(i, all.get(i).cost().isInfinite());
    }
    return infinite;
  }

  /** What hits a conflict set, in numbers. */
  Clause clause(ConflictSet set) {
    return new Clause(
        Clause.ascending(set.elements().stream().flatMapToInt(this::ways)),
        set.whileRelaxed().stream().map(it -> Clause.ascending(ways(it))).toList());
  }

  private IntStream ways(AppliedElement element) {
    IntStream one = IntStream.of(number(element));
    Integer everywhere = suspension(element.element());
    return everywhere == null ? one : IntStream.concat(one, IntStream.of(everywhere));
  }
}
