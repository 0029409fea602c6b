package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.equipoise.equilibrium.Heads.Addable;
import org.equipoise.equilibrium.Losses.Loss;
import org.jspecify.annotations.Nullable;

/**
 * Finds all theories of least loss by branch and bound.
 *
 * <p>A theory counts with three or four figures: its principles, its implications, the weight of
 * those that the target shares, and of those on which the target is silent. All but the last only
 * improve as the closure grows. Theories with a redundant principle are never optimal if
 * systematicity counts.
 */
final class TheorySearch {
  private static final int MAX_WITHOUT_SYSTEMATICITY = 10;
  private static final int BEAM = 40;

  private final Implicates implicates;
  private final Losses losses;
  private final Position target;
  private final Cost cost;
  private final Work work;
  private final int sentences;
  private final List<TheoryFamily> best = new ArrayList<>();
  private final Conflicts conflicts;
  private @Nullable Loss least;

  /** By principles and implications: the greatest other losses of a theory among the best. */
  private final long[] most;

  /** The least loss that a theory not looked at may have; null if all were. */
  private @Nullable Loss missed;

  /** The part of the loss that is not systematicity; falls with agreed, grows with unendorsed. */
  interface Cost {
    long of(long agreed, long unendorsed);
  }

  private record Node(Position theory, Position closure, Loss loss) {}

  private TheorySearch(
      DialecticalStructure structure, Losses losses, Position target, Cost cost, Work work) {
    this.implicates = structure.implicates();
    this.losses = losses;
    this.target = target;
    this.cost = cost;
    this.work = work;
    this.sentences = structure.sentences();
    this.most = new long[(sentences + 1) * (sentences + 1)];
    Arrays.fill(most, Long.MAX_VALUE);
    this.conflicts = Conflicts.of(implicates, target, losses);
  }

  /** All best theories, whatever the commitments. */
  static BestTheories global(DialecticalStructure structure, Losses losses, Work work) {
    Position initial = losses.initial();
    long all = losses.weight(initial.sentences());
    return new TheorySearch(
            structure,
            losses,
            initial,
            (agreed, unendorsed) -> losses.leastDisputed(all - agreed),
            work)
        .all(List.of());
  }

  /**
   * All best theories for these commitments.
   *
   * @param known consistent theories, of which a good one shortens the search
   */
  static BestTheories forCommitments(
      DialecticalStructure structure,
      Losses losses,
      Position commitments,
      Collection<Position> known,
      Work work) {
    long all = losses.weight(commitments.sentences());
    return new TheorySearch(
            structure,
            losses,
            commitments,
            (agreed, unendorsed) ->
                losses.account(losses.accountDistance(all - agreed, unendorsed)),
            work)
        .all(known);
  }

  private BestTheories all(Collection<Position> known) {
    Position closure = implicates.closure(Position.EMPTY).orElseThrow();
    if (losses.weights().systematicity() == 0) {
      tryAll(closure);
    } else {
      for (Position theory : known) {
        note(loss(theory.size(), implicates.closure(theory).orElseThrow()));
      }
      if (known.isEmpty()) {
        beam(closure);
      }
      if (least != null) {
        fillMost(least);
      }
      for (int literal = 0; literal < 2 * sentences; literal++) {
        Position single = Position.literal(literal);
        if (closure.includes(single)) {
          offer(1, closure.size(), others(closure), TheoryFamily.of(single, closure));
        }
      }
      int[] all = new int[implicates.positive.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
      }
      search(Position.EMPTY, closure, all, undecided(closure));
    }
    Loss found = Objects.requireNonNull(least);
    boolean isComplete = missed == null || losses.compare(missed, found) > 0;
    return new BestTheories(
        best,
        found,
        missed == null || losses.compare(missed, found) > 0 ? found : missed,
        isComplete);
  }

  private int[] undecided(Position closure) {
    int[] result = new int[2 * (sentences - closure.size())];
    int size = 0;
    for (int literal = 0; literal < 2 * sentences; literal++) {
      if ((closure.sentences() >>> (literal >> 1) & 1) == 0) {
        result[size++] = literal;
      }
    }
    return result;
  }

  private void tryAll(Position emptyClosure) {
    if (sentences > MAX_WITHOUT_SYSTEMATICITY) {
      throw new IllegalArgumentException(
          "the weight of systematicity is 0, so that all theories with one closure are equally"
              + " good; give it a positive weight, or at most "
              + MAX_WITHOUT_SYSTEMATICITY
              + " sentences");
    }
    if (emptyClosure.size() > 0) {
      offer(Position.EMPTY, emptyClosure);
    }
    tryFrom(Position.EMPTY, 0);
  }

  private void tryFrom(Position theory, int from) {
    for (int i = from; i < sentences; i++) {
      for (int literal = 2 * i; literal <= 2 * i + 1; literal++) {
        Position longer = theory.plus(Position.literal(literal));
        Position closure = implicates.closure(longer).orElse(null);
        if (closure != null) {
          offer(longer, closure);
          tryFrom(longer, i + 1);
        }
      }
    }
  }

  private void offer(Position theory, Position closure) {
    Loss loss = loss(theory.size(), closure);
    int order = note(loss);
    if (order < 0) {
      best.clear();
    }
    if (order <= 0) {
      best.add(TheoryFamily.of(theory, closure));
    }
  }

  private void offer(int principles, int implications, long others, TheoryFamily family) {
    if (others > most[principles * (sentences + 1) + implications]) {
      return;
    }
    Loss loss = losses.of(principles, implications, others);
    if (note(loss) < 0) {
      best.clear();
      fillMost(loss);
    }
    best.add(family);
  }

  /** Compares a loss with the least so far, which it becomes if it is less. */
  private int note(Loss loss) {
    int order = least == null ? -1 : losses.compare(loss, least);
    if (order < 0) {
      least = loss;
    }
    return order;
  }

  private void fillMost(Loss loss) {
    for (int principles = 1; principles <= sentences; principles++) {
      for (int implications = principles; implications <= sentences; implications++) {
        most[principles * (sentences + 1) + implications] =
            losses.mostOthers(loss, principles, implications);
      }
    }
  }

  private Loss loss(int principles, Position closure) {
    return losses.of(principles, closure.size(), others(closure));
  }

  private long others(Position closure) {
    return cost.of(losses.agreement(target, closure), unendorsed(closure));
  }

  private long unendorsed(Position closure) {
    return losses.weight(closure.sentences() & ~target.sentences());
  }

  /** Finds a good value to begin with, and no theory: those are found again by the search. */
  private void beam(Position emptyClosure) {
    int[] all = new int[implicates.positive.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    List<Node> beam = List.of(new Node(Position.EMPTY, emptyClosure, loss(0, emptyClosure)));
    for (int size = 1; size <= sentences && !beam.isEmpty() && !work.isSpent(); size++) {
      Set<Position> seen = new HashSet<>();
      List<Node> next = new ArrayList<>();
      boolean improved = false;
      for (Node node : beam) {
        int[] literals = undecided(node.closure());
        Heads heads = heads(node.theory(), node.closure(), all, literals, 1);
        for (int literal : literals) {
          Position theory = node.theory().plus(Position.literal(literal));
          if (seen.add(theory)) {
            Position closure = heads.closureWith(literal);
            Loss loss = loss(size, closure);
            next.add(new Node(theory, closure, loss));
            improved |= note(loss) < 0;
          }
        }
      }
      if (!improved && size > 2) {
        return;
      }
      next.sort((a, b) -> losses.compare(a.loss(), b.loss()));
      beam = next.subList(0, Math.min(BEAM, next.size()));
    }
  }

  private Heads heads(
      Position theory, Position closure, int[] candidates, int[] addable, int additions) {
    work.spend(candidates.length);
    return new Heads(
        sentences, implicates, theory, closure, candidates, Addable.of(addable), additions);
  }

  /** Whether a theory with these figures could be as good as the best so far. */
  private boolean mayBeBest(int principles, int implications, long others) {
    return others <= most[principles * (sentences + 1) + implications];
  }

  private void search(Position theory, Position closure, int[] active, int[] addable) {
    int size = theory.size();
    long mostAgreed = conflicts.mostAgreed(closure);
    long least = cost.of(mostAgreed, unendorsed(closure));
    int additions = 0;
    while (size + additions < sentences && mayBeBest(size + additions + 1, sentences, least)) {
      additions++;
    }
    if (additions == 0 || addable.length == 0) {
      return;
    }
    Heads heads = heads(theory, closure, active, addable, additions);
    int[] implying = new int[addable.length];
    int[] isolated = new int[addable.length];
    int implyingCount = 0;
    int isolatedCount = 0;
    for (int literal : addable) {
      Position single = Position.literal(literal);
      boolean isIsolated = heads.isIsolated(literal);
      if (!isIsolated) {
        implying[implyingCount++] = literal;
      } else if (target.includes(single)) {
        isolated[isolatedCount++] = literal;
      }
      if (!isIsolated || size == 0) {
        Position next = heads.closureWith(literal);
        offer(size + 1, next.size(), others(next), TheoryFamily.of(theory.plus(single), next));
      }
    }
    implying = Arrays.copyOf(implying, implyingCount);
    isolated = Arrays.copyOf(isolated, isolatedCount);
    offerIsolated(theory, closure, isolated, additions);
    if (additions > 1) {
      branch(theory, closure, heads, implying, isolated, additions, mostAgreed);
    }
  }

  /** Isolated literals imply nothing else, so that of each number the heaviest are best. */
  private void offerIsolated(Position theory, Position closure, int[] isolated, int additions) {
    Integer[] order = Arrays.stream(isolated).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparing(this::weight).reversed());
    long agreed = losses.agreement(target, closure);
    long unendorsed = unendorsed(closure);
    for (int count = 1; count <= Math.min(order.length, additions); count++) {
      long threshold = weight(order[count - 1]);
      agreed += threshold;
      int principles = theory.size() + count;
      long others = cost.of(agreed, unendorsed);
      if (principles == 1 || !mayBeBest(principles, closure.size() + count, others)) {
        continue;
      }
      Position heavier = Position.EMPTY;
      Position equal = Position.EMPTY;
      for (int literal : order) {
        if (weight(literal) > threshold) {
          heavier = heavier.plus(Position.literal(literal));
        } else if (weight(literal) == threshold) {
          equal = equal.plus(Position.literal(literal));
        }
      }
      offer(
          principles,
          closure.size() + count,
          others,
          new TheoryFamily(
              theory.plus(heavier), closure.plus(heavier), equal, count - heavier.size()));
    }
  }

  private long weight(int literal) {
    return losses.weight(1L << (literal >> 1));
  }

  private void branch(
      Position theory,
      Position closure,
      Heads heads,
      int[] implying,
      int[] isolated,
      int additions,
      long mostAgreed) {
    work.spend((long) (implying.length + isolated.length) * additions);
    Potentials potentials = new Potentials(heads, losses, target, additions);
    int[] order = potentials.sorted(implying);
    Potentials.Bounds bounds =
        potentials.bounds(order, isolated, closure.size(), losses.agreement(target, closure));
    int size = theory.size();
    for (int at = 0; at < order.length; at++) {
      Position next = heads.closureWith(order[at]);
      long agreed = Math.min(mostAgreed, conflicts.mostAgreed(next));
      long unendorsed = unendorsed(next);
      boolean open = false;
      for (int more = 2; more <= additions && !open; more++) {
        open =
            bounds.isPossible(at, more)
                && mayBeBest(
                    size + more,
                    bounds.implications(at, more),
                    cost.of(Math.min(agreed, bounds.agreed(at, more)), unendorsed));
      }
      if (!open) {
        continue;
      }
      if (work.isSpent()) {
        for (int more = 2; more <= additions; more++) {
          if (bounds.isPossible(at, more)) {
            miss(
                losses.of(
                    size + more,
                    bounds.implications(at, more),
                    cost.of(Math.min(agreed, bounds.agreed(at, more)), unendorsed)));
          }
        }
        continue;
      }
      int[] later = new int[order.length - at - 1 + isolated.length];
      int left = 0;
      for (int i = at + 1; i < order.length; i++) {
        if ((next.sentences() >>> (order[i] >> 1) & 1) == 0) {
          later[left++] = order[i];
        }
      }
      for (int literal : isolated) {
        if ((next.sentences() >>> (literal >> 1) & 1) == 0) {
          later[left++] = literal;
        }
      }
      search(
          theory.plus(Position.literal(order[at])),
          next,
          heads.active(),
          Arrays.copyOf(later, left));
    }
  }

  private void miss(Loss loss) {
    if (missed == null || losses.compare(loss, missed) < 0) {
      missed = loss;
    }
  }
}
