package org.equipoise.revision.solver.internal;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of a group of elements in the best hitting set, if none of it may be chosen.
 *
 * @param price of keeping the group
 * @param after an exchange that comes first, one for many groups that have elements in common; null
 *     if none does, as for a group of one element
 * @param dropped elements of the best hitting set, as it is after that, that are no longer chosen,
 *     ascending
 * @param added elements chosen in their stead, ascending; both empty if no hitting set is left
 */
public record Exchange(
    Price price, @Nullable Exchange after, List<Integer> dropped, List<Integer> added) {

  /** An exchange that comes after no other. */
  Exchange(Price price, List<Integer> dropped, List<Integer> added) {
    this(price, null, dropped, added);
  }

  private boolean isNone() {
    return price.upper() == 0 && after == null && dropped.isEmpty() && added.isEmpty();
  }

  /** Both, of different components, as the price of the first one's group. */
  Exchange plus(Exchange more) {
    if (isNone()) {
      return more.keeping(price.kept());
    }
    long lower = sum(price.lower(), more.price.lower());
    long upper = sum(price.upper(), more.price.upper());
    Price both = new Price(price.kept(), lower, upper);
    if (upper == HittingSetProblem.NEVER) {
      return new Exchange(both, List.of(), List.of());
    }
    return new Exchange(
        both,
        first(after, more.after),
        Stream.concat(dropped.stream(), more.dropped.stream()).sorted().toList(),
        Stream.concat(added.stream(), more.added.stream()).sorted().toList());
  }

  /** Both of them, or the one that there is. */
  private static @Nullable Exchange first(@Nullable Exchange one, @Nullable Exchange other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.plus(other);
  }

  private static long sum(long one, long more) {
    return one == HittingSetProblem.NEVER || more == HittingSetProblem.NEVER
        ? HittingSetProblem.NEVER
        : one + more;
  }

  /** The same as the price of keeping another group. */
  Exchange keeping(int group) {
    return new Exchange(new Price(group, price.lower(), price.upper()), after, dropped, added);
  }
}
