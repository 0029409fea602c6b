package org.equipoise.authoring.plurality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.equipoise.authoring.plurality.BridgeProblem.Choice;
import org.equipoise.authoring.plurality.BridgeProblem.Option;
import org.jspecify.annotations.Nullable;

/** The best agreements known: the front between sum and greatest burden, and the fairest. */
final class BestAgreements {
  private final List<Agreement> front = new ArrayList<>();
  private @Nullable Agreement fairest;

  /**
   * An agreement.
   *
   * @param suspended what is settled of each suspension
   * @param burdens what each party pays
   * @param options by group, what its cases agree on, in the order of their numbers
   */
  record Agreement(List<Choice> suspended, List<Long> burdens, List<List<Option>> options) {
    long sum() {
      return burdens.stream().mapToLong(it -> it).sum();
    }

    long greatest() {
      return Collections.max(burdens);
    }

    /** The burdens, the greatest first. */
    List<Long> falling() {
      return burdens.stream().sorted(Comparator.reverseOrder()).toList();
    }
  }

  @Nullable Agreement fairest() {
    return fairest;
  }

  /** By sum; the greatest burden falls. */
  List<Agreement> front() {
    return front.stream().sorted(Comparator.comparingLong(Agreement::sum)).toList();
  }

  /** Whether something is known that is as good as anything of at least these burdens. */
  boolean beat(long sum, long greatest, long[] burdens) {
    Agreement best = fairest;
    if (best == null) {
      return false;
    }
    Supplier<List<Long>> falling =
        () -> Arrays.stream(burdens).boxed().sorted(Comparator.reverseOrder()).toList();
    boolean isFair = greatest <= best.greatest() && compare(falling.get(), best.falling()) < 0;
    return !isFair && front.stream().anyMatch(it -> it.sum() <= sum && it.greatest() <= greatest);
  }

  private static int compare(List<Long> one, List<Long> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = Long.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  void keep(Agreement found) {
    Agreement best = fairest;
    if (best == null || compare(found.falling(), best.falling()) < 0) {
      fairest = found;
    }
    boolean isNew =
        front.stream()
            .noneMatch(it -> it.sum() <= found.sum() && it.greatest() <= found.greatest());
    if (isNew) {
      front.removeIf(it -> found.sum() <= it.sum() && found.greatest() <= it.greatest());
      front.add(found);
    }
  }
}
