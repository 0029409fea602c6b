package org.equipoise.equilibrium;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.equilibrium.Losses.Loss;

/**
 * Finds all theories of least loss by branch and bound.
 *
 * <p>A theory counts with three or four integers: its principles, its implications, those that the
 * target shares, and those on which the target is silent. All but the last only improve as the
 * closure grows. Theories with a redundant principle are never optimal if systematicity counts.
 */
final class TheorySearch {
  private static final int MAX_WITHOUT_SYSTEMATICITY = 10;
  private static final int BEAM = 40;

  /** Divisible by each level up to the greatest, so that shares of potentials are integers. */
  private static final int SHARE = 840;

  private static final int LEVELS = 8;

  private final Implicates implicates;
  private final Losses losses;
  private final Position target;
  private final Cost cost;
  private final int sentences;
  private final List<Position> best = new ArrayList<>();
  private Loss least = new Loss(Long.MAX_VALUE, 0);

  /** The part of the loss that is not systematicity; falls with agreed, grows with unendorsed. */
  interface Cost {
    long of(int agreed, int unendorsed);
  }

  private record Node(Position theory, Position closure, Loss loss) {}

  private TheorySearch(DialecticalStructure structure, Losses losses, Position target, Cost cost) {
    this.implicates = structure.implicates();
    this.losses = losses;
    this.target = target;
    this.cost = cost;
    this.sentences = structure.sentences();
  }

  /** All best theories, whatever the commitments, in canonical order. */
  static List<Position> global(DialecticalStructure structure, Losses losses) {
    Position initial = losses.initial();
    return new TheorySearch(
            structure,
            losses,
            initial,
            (agreed, unendorsed) -> losses.leastDisputed(initial.size() - agreed))
        .all();
  }

  /** All best theories for these commitments, in canonical order. */
  static List<Position> forCommitments(
      DialecticalStructure structure, Losses losses, Position commitments) {
    return new TheorySearch(
            structure,
            losses,
            commitments,
            (agreed, unendorsed) ->
                losses.account(losses.accountDistance(commitments.size() - agreed, unendorsed)))
        .all();
  }

  private List<Position> all() {
    Position closure = implicates.closure(Position.EMPTY).orElseThrow();
    if (losses.weights().systematicity() == 0) {
      tryAll(closure);
    } else {
      beam(closure);
      for (int literal = 0; literal < 2 * sentences; literal++) {
        Position single = literal(literal);
        if (closure.includes(single)) {
          offer(single, 1, closure);
        }
      }
      int[] all = new int[implicates.positive.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = i;
      }
      search(Position.EMPTY, closure, all, undecided(closure));
    }
    best.sort(null);
    return List.copyOf(best);
  }

  /** Literal 2i accepts the sentence of bit i, literal 2i + 1 rejects it. */
  private static Position literal(int literal) {
    long bit = 1L << (literal >> 1);
    return (literal & 1) == 0 ? new Position(bit, 0) : new Position(0, bit);
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
      offer(Position.EMPTY, 0, emptyClosure);
    }
    tryFrom(Position.EMPTY, 0);
  }

  private void tryFrom(Position theory, int from) {
    for (int i = from; i < sentences; i++) {
      for (int literal = 2 * i; literal <= 2 * i + 1; literal++) {
        Position longer = theory.plus(literal(literal));
        Position closure = implicates.closure(longer).orElse(null);
        if (closure != null) {
          offer(longer, longer.size(), closure);
          tryFrom(longer, i + 1);
        }
      }
    }
  }

  private Loss loss(int principles, Position closure) {
    return losses.of(
        principles, closure.size(), cost.of(target.agreement(closure), unendorsed(closure)));
  }

  private int unendorsed(Position closure) {
    return Long.bitCount(closure.sentences() & ~target.sentences());
  }

  private void offer(Position theory, int principles, Position closure) {
    Loss loss = loss(principles, closure);
    int order = least.scale() == 0 ? -1 : loss.compareTo(least);
    if (order < 0) {
      best.clear();
      least = loss;
    }
    if (order <= 0) {
      best.add(theory);
    }
  }

  /** Finds a good value to begin with, and no theory: those are found again by the search. */
  private void beam(Position emptyClosure) {
    List<Node> beam = List.of(new Node(Position.EMPTY, emptyClosure, loss(0, emptyClosure)));
    for (int size = 1; size <= sentences && !beam.isEmpty(); size++) {
      Set<Position> seen = new HashSet<>();
      List<Node> next = new ArrayList<>();
      boolean improved = false;
      for (Node node : beam) {
        for (int literal : undecided(node.closure())) {
          Position theory = node.theory().plus(literal(literal));
          if (seen.add(theory)) {
            Position closure = implicates.closure(theory).orElseThrow();
            Loss loss = loss(size, closure);
            next.add(new Node(theory, closure, loss));
            if (least.scale() == 0 || loss.compareTo(least) < 0) {
              least = loss;
              improved = true;
            }
          }
        }
      }
      if (!improved && size > 2) {
        return;
      }
      next.sort(Comparator.comparing(Node::loss));
      beam = next.subList(0, Math.min(BEAM, next.size()));
    }
  }

  /** Whether a theory with these figures could be as good as the best so far. */
  private boolean mayBeBest(int principles, int implications, long others) {
    return least.scale() == 0 || losses.of(principles, implications, others).compareTo(least) <= 0;
  }

  private void search(Position theory, Position closure, int[] active, int[] addable) {
    int size = theory.size();
    int unendorsed = unendorsed(closure);
    int mostAgreed =
        target.size()
            - Long.bitCount(target.accepted() & closure.rejected())
            - Long.bitCount(target.rejected() & closure.accepted());
    int most = 0;
    while (size + most < sentences
        && mayBeBest(size + most + 1, sentences, cost.of(mostAgreed, unendorsed))) {
      most++;
    }
    if (most == 0 || addable.length == 0) {
      return;
    }
    Heads heads = new Heads(sentences, implicates, theory, closure, active, addable, most);
    for (int literal : addable) {
      offer(theory.plus(literal(literal)), size + 1, heads.closureWith(literal));
    }
    if (most == 1) {
      return;
    }
    int count = addable.length;
    int[][] potentials = new int[count][];
    for (int i = 0; i < count; i++) {
      potentials[i] = potential(heads, addable[i]);
    }
    Integer[] order = new Integer[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Arrays.sort(order, Comparator.comparingInt(i -> -(potentials[i][0] + 2 * potentials[i][1])));
    Loss[] bounds = new Loss[count];
    int[] implying = new int[most];
    int[] agreeing = new int[most];
    for (int at = count - 1; at >= 0; at--) {
      int[] own = potentials[order[at]];
      int implied = own[0];
      int agreed = own[1];
      for (int more = 2; more <= most && at + more <= count; more++) {
        implied += implying[more - 2];
        agreed += agreeing[more - 2];
        Loss bound =
            losses.of(
                size + more,
                Math.min(sentences, closure.size() + implied / SHARE),
                cost.of(
                    Math.min(mostAgreed, target.agreement(closure) + agreed / SHARE), unendorsed));
        if (bounds[at] == null || bound.compareTo(bounds[at]) < 0) {
          bounds[at] = bound;
        }
      }
      insert(implying, own[0]);
      insert(agreeing, own[1]);
    }
    for (int at = 0; at < count; at++) {
      if (bounds[at] != null && bounds[at].compareTo(least) <= 0) {
        int literal = addable[order[at]];
        Position next = heads.closureWith(literal);
        int[] later = new int[count - at - 1];
        int left = 0;
        for (int i = at + 1; i < count; i++) {
          int other = addable[order[i]];
          if ((next.sentences() >>> (other >> 1) & 1) == 0) {
            later[left++] = other;
          }
        }
        search(theory.plus(literal(literal)), next, heads.active(), Arrays.copyOf(later, left));
      }
    }
  }

  /** Keeps the greatest values, in falling order. */
  private static void insert(int[] greatest, int value) {
    int rest = value;
    for (int i = 0; i < greatest.length; i++) {
      if (rest > greatest[i]) {
        int smaller = greatest[i];
        greatest[i] = rest;
        rest = smaller;
      }
    }
  }

  /**
   * How much a literal can add to the closure, and to what the target shares, in shares. What
   * follows by a clause with L missing premises counts 1/L for each of them, so that the sum over
   * all literals added is at least 1 for each literal that follows.
   */
  private int[] potential(Heads heads, int literal) {
    int all = SHARE;
    int agreed = target.agreement(literal(literal)) * SHARE;
    long seenAccepted = 0;
    long seenRejected = 0;
    for (int level = 1; level <= LEVELS; level++) {
      long accepted = heads.accepted(level, literal) & ~seenAccepted;
      long rejected = heads.rejected(level, literal) & ~seenRejected;
      seenAccepted |= accepted;
      seenRejected |= rejected;
      all += (Long.bitCount(accepted) + Long.bitCount(rejected)) * (SHARE / level);
      agreed +=
          (Long.bitCount(accepted & target.accepted())
                  + Long.bitCount(rejected & target.rejected()))
              * (SHARE / level);
    }
    return new int[] {all, agreed};
  }

  /** Which literals may follow if a literal is added to a theory, and how many more it needs. */
  private static final class Heads {
    private final Position closure;
    private final int width;
    private final long[] accepted;
    private final long[] rejected;
    private int[] active;

    Heads(
        int sentences,
        Implicates implicates,
        Position theory,
        Position closure,
        int[] candidates,
        int[] addable,
        int most) {
      this.closure = closure;
      this.width = 2 * sentences;
      this.accepted = new long[LEVELS * width];
      this.rejected = new long[LEVELS * width];
      long canAccept = 0;
      long canReject = 0;
      for (int literal : addable) {
        canAccept |= literal(literal).accepted();
        canReject |= literal(literal).rejected();
      }
      this.active = new int[candidates.length];
      int kept = 0;
      for (int index : candidates) {
        long positive = implicates.positive[index];
        long negative = implicates.negative[index];
        long byConsequence =
            (positive & closure.rejected() & ~theory.rejected())
                | (negative & closure.accepted() & ~theory.accepted());
        if ((positive & closure.accepted()) != 0
            || (negative & closure.rejected()) != 0
            || byConsequence != 0) {
          continue;
        }
        positive &= ~closure.rejected();
        negative &= ~closure.accepted();
        long fixedPositive = positive & ~canReject;
        long fixedNegative = negative & ~canAccept;
        int fixed = Long.bitCount(fixedPositive) + Long.bitCount(fixedNegative);
        int missing = Long.bitCount(positive) + Long.bitCount(negative) - 1;
        if (fixed > 1 || missing > most) {
          continue;
        }
        active[kept++] = index;
        add(
            Math.min(missing, LEVELS),
            positive,
            negative,
            fixed == 1 ? fixedPositive : positive,
            fixed == 1 ? fixedNegative : negative);
      }
      active = Arrays.copyOf(active, kept);
    }

    /** Each head may follow once all other literals of the clause are made false. */
    private void add(
        int level, long positive, long negative, long headPositive, long headNegative) {
      int base = (level - 1) * width;
      for (long left = positive; left != 0; left &= left - 1) {
        int premise = base + 2 * Long.numberOfTrailingZeros(left) + 1;
        accepted[premise] |= headPositive & ~Long.lowestOneBit(left);
        rejected[premise] |= headNegative;
      }
      for (long left = negative; left != 0; left &= left - 1) {
        int premise = base + 2 * Long.numberOfTrailingZeros(left);
        accepted[premise] |= headPositive;
        rejected[premise] |= headNegative & ~Long.lowestOneBit(left);
      }
    }

    int[] active() {
      return active;
    }

    long accepted(int level, int literal) {
      return accepted[(level - 1) * width + literal];
    }

    long rejected(int level, int literal) {
      return rejected[(level - 1) * width + literal];
    }

    Position closureWith(int literal) {
      return closure
          .plus(literal(literal))
          .plus(new Position(accepted(1, literal), rejected(1, literal)));
    }
  }
}
