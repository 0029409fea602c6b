package org.equipoise.revision.equilibria;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.equipoise.inference.AppliedElement;
import org.equipoise.revision.Cost;
import org.equipoise.revision.Relaxation;
import org.equipoise.revision.equilibria.RevisionPart.Way;
import org.equipoise.revision.equilibria.internal.BoundedChoice;
import org.equipoise.revision.equilibria.internal.BoundedChoice.Best;
import org.equipoise.revision.equilibria.internal.BoundedChoice.Option;
import org.jspecify.annotations.Nullable;

/**
 * All revisions that take one way out of each part and cost no more than the cheapest one and a
 * surplus. They are counted and compared without being listed, since costs and distances add up
 * over parts. All numbers are exact. What takes long counts as work that is metered, so that a
 * budget can end it; then the space can still be asked. Not safe for several threads.
 */
public final class RevisionSpace {
  /** Ways of a part between which all distances are measured. */
  private static final int MEASURED = 1_500;

  private static final int MEASURED_WITHIN = 300;
  private static final BigInteger FEW = BigInteger.valueOf(2_000);

  private final List<RevisionPart> parts;
  private final Cost within;
  private final Function<Relaxation, Map<AppliedElement, Cost>> givenUp;
  private final Surpluses surpluses;
  private final BigInteger count;
  private final Map<Surpluses, NavigableMap<Cost, BigInteger>> completions = new HashMap<>();
  private final Map<Integer, WayDistances> distances = new HashMap<>();
  private @Nullable Best<Cost> farthest;

  /**
   * @param parts that share no relaxation; each has a way without surplus
   * @param within the greatest surplus of a revision
   * @param givenUp the elements that a relaxation gives up in their cases, with their weights; of a
   *     suspension, all applications of the rule
   */
  public RevisionSpace(
      List<RevisionPart> parts,
      Cost within,
      Function<Relaxation, Map<AppliedElement, Cost>> givenUp) {
    this.parts = List.copyOf(parts);
    this.within = within;
    this.givenUp = givenUp;
    Surpluses all = Surpluses.none(within);
    for (RevisionPart part : parts) {
      all = all.times(Surpluses.of(part, within));
    }
    this.surpluses = all;
    this.count = all.total();
  }

  /**
   * One revision of the space.
   *
   * @param ways the number of the way out of each part, in the order of parts
   */
  public record Selection(List<Integer> ways) {
    public Selection {
      ways = List.copyOf(ways);
    }
  }

  /** A distance, and whether there is none greater for sure. */
  public record Diameter(Cost distance, boolean exact) {}

  /** Returns the parts, in order. */
  public List<RevisionPart> parts() {
    return parts;
  }

  /** Returns the greatest surplus of a revision. */
  public Cost within() {
    return within;
  }

  /** Returns how many revisions there are, or at least if they are not counted. */
  public BigInteger count() {
    return count;
  }

  /** Returns whether {@link #count} is exact, even if not all revisions are listed. */
  public boolean isCounted() {
    return parts.stream().allMatch(RevisionPart::counted) && surpluses.greatest().equals(within);
  }

  /** Returns whether no limit was met. */
  public boolean isComplete() {
    return parts.stream().allMatch(RevisionPart::complete) && surpluses.greatest().equals(within);
  }

  /** Returns what a relaxation gives up, with the weight of each element in its case. */
  public Map<AppliedElement, Cost> givenUp(Relaxation relaxation) {
    return givenUp.apply(relaxation);
  }

  /** Returns the cost of a revision. */
  public Cost cost(Selection selection) {
    Cost cost = Cost.ZERO;
    for (int p = 0; p < parts.size(); p++) {
      cost = cost.plus(way(p, selection).cost());
    }
    return cost;
  }

  private Way way(int part, Selection selection) {
    return parts.get(part).ways().get(selection.ways().get(part));
  }

  /** Returns what a revision relaxes, sorted. */
  public List<Relaxation> relaxations(Selection selection) {
    List<Relaxation> all = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      all.addAll(way(p, selection).relaxations());
    }
    all.sort(null);
    return all;
  }

  // ---- shares

  /** Returns in how many revisions each relaxation is made; those that are in none are left out. */
  public SortedMap<Relaxation, BigInteger> relaxed() {
    SortedMap<Relaxation, BigInteger> numbers = new TreeMap<>();
    for (int p = 0; p < parts.size(); p++) {
      List<BigInteger> own = completions(p);
      for (int w = 0; w < own.size(); w++) {
        for (Relaxation each : parts.get(p).ways().get(w).relaxations()) {
          numbers.merge(each, own.get(w), BigInteger::add);
        }
      }
    }
    numbers.values().removeIf(it -> it.signum() == 0);
    return Collections.unmodifiableSortedMap(numbers);
  }

  /** In how many revisions each way out of a part is taken. */
  List<BigInteger> completions(int part) {
    List<Way> ways = parts.get(part).ways();
    Surpluses own = Surpluses.of(parts.get(part), surpluses.greatest());
    NavigableMap<Cost, BigInteger> others =
        completions.computeIfAbsent(own, it -> surpluses.without(it).upTo());
    List<BigInteger> numbers = new ArrayList<>();
    for (Way way : ways) {
      Map.Entry<Cost, BigInteger> up = others.floorEntry(surpluses.greatest().minus(way.surplus()));
      numbers.add(up == null ? BigInteger.ZERO : up.getValue());
    }
    return numbers;
  }

  // ---- distances

  private WayDistances distances(int part) {
    return distances.computeIfAbsent(part, it -> new WayDistances(parts.get(it), givenUp));
  }

  /** Returns the weight of what only one of two revisions gives up. */
  public Cost distance(Selection one, Selection other) {
    Cost sum = Cost.ZERO;
    for (int p = 0; p < parts.size(); p++) {
      sum = sum.plus(distances(p).between(one.ways().get(p), other.ways().get(p)));
    }
    return sum;
  }

  /** Returns the greatest distance of two ways out of a part. */
  public Diameter diameter(int part) {
    Cost greatest = Cost.ZERO;
    for (Option<Cost> each : pairs(part)) {
      greatest = each.value().compareTo(greatest) > 0 ? each.value() : greatest;
    }
    return new Diameter(greatest, isMeasured(part));
  }

  /** Returns the greatest distance of two revisions. */
  public Diameter diameter() {
    Best<Cost> best = farthest();
    boolean isExact = best.isExact() && isComplete();
    for (int p = 0; p < parts.size(); p++) {
      isExact &= isMeasured(p);
    }
    return new Diameter(best.value(), isExact);
  }

  private boolean isMeasured(int part) {
    return parts.get(part).complete() && parts.get(part).ways().size() <= measured();
  }

  /** Between how many ways of a part all distances are measured. */
  private int measured() {
    return within.equals(Cost.ZERO) ? MEASURED : MEASURED_WITHIN;
  }

  private List<Option<Cost>> pairs(int part) {
    List<Way> ways = parts.get(part).ways();
    int measured = Math.min(measured(), ways.size());
    List<Option<Cost>> pairs = new ArrayList<>();
    boolean isFlat = within.equals(Cost.ZERO);
    Option<Cost> farthest = new Option<>(Cost.ZERO, Cost.ZERO, Cost.ZERO, 0, 0);
    pairs.add(farthest);
    for (int one = 0; one < measured; one++) {
      for (int other = isFlat ? one + 1 : 0; other < measured; other++) {
        Cost distance = distances(part).between(one, other);
        if (!isFlat || distance.compareTo(farthest.value()) > 0) {
          farthest =
              new Option<>(
                  ways.get(one).surplus(), ways.get(other).surplus(), distance, one, other);
          pairs.add(farthest);
        }
      }
    }
    return isFlat ? List.of(farthest) : pairs;
  }

  private Best<Cost> farthest() {
    Best<Cost> known = farthest;
    if (known == null) {
      known = findFarthest();
      farthest = known;
    }
    return known;
  }

  private Best<Cost> findFarthest() {
    List<List<Option<Cost>>> groups = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      groups.add(pairs(p));
    }
    return new BoundedChoice<Cost>(Comparator.naturalOrder(), Cost::plus, within)
        .best(Cost.ZERO, groups);
  }

  /**
   * Returns the revision with the least sum of distances to all; of equal ones the first in the
   * order of ways. It is the least among what was found if a limit was met.
   */
  public Selection medoid() {
    List<List<Option<Weighted>>> groups = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      List<Way> ways = parts.get(p).ways();
      List<BigInteger> numbers = completions(p);
      List<Option<Weighted>> options = new ArrayList<>();
      int measured = Math.min(measured(), ways.size());
      for (int w = 0; w < measured; w++) {
        Weighted sum = Weighted.ZERO;
        for (int other = 0; other < measured; other++) {
          sum = sum.plus(Weighted.of(distances(p).between(w, other), numbers.get(other)));
        }
        options.add(new Option<>(ways.get(w).surplus(), Cost.ZERO, sum, w, w));
      }
      groups.add(options);
    }
    Best<Weighted> best =
        new BoundedChoice<Weighted>(Comparator.reverseOrder(), Weighted::plus, within)
            .best(Weighted.ZERO, groups);
    return new Selection(best.picks().stream().map(Option::first).toList());
  }

  /**
   * Returns revisions that are far apart: two at the greatest distance, then each one as far from
   * the nearest one before it as was found. Exact if there are few revisions.
   *
   * @param most how many, at least 1; fewer are returned if there are no more
   */
  public List<Selection> representatives(int most) {
    Best<Cost> farthest = farthest();
    List<Selection> found = new ArrayList<>();
    found.add(new Selection(farthest.picks().stream().map(Option::first).toList()));
    if (most > 1 && farthest.value().compareTo(Cost.ZERO) > 0) {
      found.add(new Selection(farthest.picks().stream().map(Option::second).toList()));
    }
    List<Selection> all = count.compareTo(FEW) <= 0 ? list(FEW.intValue()) : List.of();
    boolean isDone = found.size() >= most || found.size() == 1;
    while (!isDone) {
      Selection next =
          all.isEmpty()
              ? farFrom(found)
              : Collections.max(all, Comparator.comparing(it -> nearest(it, found)));
      isDone = nearest(next, found).equals(Cost.ZERO);
      if (!isDone) {
        found.add(next);
        isDone = found.size() == most;
      }
    }
    return found;
  }

  private Cost nearest(Selection one, List<Selection> others) {
    return others.stream()
        .map(it -> distance(one, it))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** One that is far from others, as far as going through the parts once finds it. */
  private Selection farFrom(List<Selection> others) {
    List<Cost> far = new ArrayList<>(Collections.nCopies(others.size(), Cost.ZERO));
    List<Integer> taken = new ArrayList<>();
    Cost left = surpluses.greatest();
    for (int p = 0; p < parts.size(); p++) {
      List<Way> ways = parts.get(p).ways();
      int best = 0;
      List<Cost> bestFar = far(far, others, p, 0);
      for (int w = 1; w < Math.min(measured(), ways.size()); w++) {
        if (ways.get(w).surplus().compareTo(left) <= 0) {
          List<Cost> with = far(far, others, p, w);
          if (Collections.min(with).compareTo(Collections.min(bestFar)) > 0) {
            best = w;
            bestFar = with;
          }
        }
      }
      taken.add(best);
      far = bestFar;
      left = left.minus(ways.get(best).surplus());
    }
    return new Selection(taken);
  }

  private List<Cost> far(List<Cost> before, List<Selection> others, int part, int way) {
    List<Cost> sums = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Cost more = distances(part).between(way, others.get(i).ways().get(part));
      sums.add(before.get(i).plus(more));
    }
    return sums;
  }

  // ---- lists

  /** Returns the first so many revisions in the order of ways, of the last part fastest. */
  public List<Selection> list(int most) {
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Begun(int[] ways, Cost left) {}
    List<Begun> all = List.of(new Begun(new int[parts.size()], surpluses.greatest()));
    for (int p = 0; p < parts.size(); p++) {
      List<Way> ways = parts.get(p).ways();
      if (ways.size() > 1) {
        List<Begun> more = new ArrayList<>();
        for (Begun begun : all) {
          for (int w = 0; w < ways.size() && more.size() < most; w++) {
            Cost left = begun.left().minus(ways.get(w).surplus());
            if (left.compareTo(Cost.ZERO) >= 0) {
              int[] taken = begun.ways().clone();
              taken[p] = w;
              more.add(new Begun(taken, left));
            }
          }
        }
        all = more;
      }
    }
    return all.stream()
        .map(it -> new Selection(Arrays.stream(it.ways()).boxed().toList()))
        .toList();
  }

  /** Returns in how many revisions each element is given up; those of none are left out. */
  public SortedMap<AppliedElement, BigInteger> givenUp() {
    SortedMap<AppliedElement, BigInteger> numbers = new TreeMap<>();
    for (int p = 0; p < parts.size(); p++) {
      List<BigInteger> own = completions(p);
      for (int w = 0; w < own.size(); w++) {
        TreeSet<AppliedElement> given = new TreeSet<>();
        parts.get(p).ways().get(w).relaxations().forEach(it -> given.addAll(givenUp(it).keySet()));
        for (AppliedElement each : given) {
          numbers.merge(each, own.get(w), BigInteger::add);
        }
      }
    }
    numbers.values().removeIf(it -> it.signum() == 0);
    return Collections.unmodifiableSortedMap(numbers);
  }
}
