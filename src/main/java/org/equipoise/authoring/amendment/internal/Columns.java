package org.equipoise.authoring.amendment.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.equipoise.authoring.amendment.internal.Option.Candidate;
import org.equipoise.revision.solver.SolveLimits;

/**
 * The changes of rules that a search holds, out of too many to list, and what is proven of all the
 * others: multipliers of the needs under which no change is worth more than its price. Not safe for
 * several threads.
 */
final class Columns {
  /** Candidates that the exact search may hold. */
  private static final int MAX_CANDIDATES = 20_000;

  private static final int BEST_OF_EACH = 40;
  private static final int MAX_ROUNDS = 60;

  private final Model model;
  private final SolveLimits limits;
  private final TreeSet<Candidate> pool = new TreeSet<>();
  private final Map<Candidate, BitSet> met = new HashMap<>();
  private long bound;
  private long[] multipliers = {};
  private long listedTo = -1;
  private boolean isListedInFull = true;

  /** Holds what is listed anyway. */
  Columns(Model model, SolveLimits limits) {
    this.model = model;
    this.limits = limits;
    model.listed().forEach(this::admit);
  }

  /** What is held, in order. */
  Collection<Candidate> pool() {
    return Collections.unmodifiableSet(pool);
  }

  /** The needs that a candidate meets that is held. */
  BitSet met(Candidate candidate) {
    return Objects.requireNonNull(met.get(candidate));
  }

  /** No choices cost less, in billionths. */
  long bound() {
    return bound;
  }

  /** Every candidate is held that misses its price by no more than this; -1 for none. */
  long listedTo() {
    return listedTo;
  }

  /** Whether all could be held that were asked for. */
  boolean isListedInFull() {
    return isListedInFull;
  }

  /**
   * Holds a few candidates: again and again the one that saves most, given what those before it
   * meet.
   */
  void greedy() {
    long[] saved = new long[model.needs().all().size()];
    for (int n = 0; n < saved.length; n++) {
      saved[n] =
          model.needs().all().get(n).locals().stream().mapToLong(Option::price).min().orElse(0);
    }
    for (int round = 0; round < MAX_ROUNDS; round++) {
      Optional<Model.Priced> next =
          model.priced(saved, 1, 1, true, limits).stream()
              .max(Comparator.comparing(Model.Priced::excess));
      if (next.isEmpty()) {
        break;
      }
      admit(next.get().candidate());
      Objects.requireNonNull(met.get(next.get().candidate())).stream().forEach(n -> saved[n] = 0);
      if (limits.reached()) {
        break;
      }
    }
  }

  private void admit(Candidate candidate) {
    if (pool.add(candidate)) {
      met.put(candidate, model.needs().met(candidate));
    }
  }

  /** Multipliers under which no candidate is worth more than its price. */
  void generate() {
    int needs = model.needs().all().size();
    multipliers = new long[needs];
    if (needs == 0) {
      return;
    }
    for (int round = 0; ; round++) {
      double[] duals = Relaxed.of(model.needs().all(), pool, met);
      long[] rounded = Relaxed.rounded(model.needs().all(), pool, met, duals);
      List<Model.Priced> better = model.priced(rounded, 1, BEST_OF_EACH, true, limits);
      if (limits.reached()) {
        better.forEach(it -> admit(it.candidate()));
        return; // of those that were not looked at, nothing is proven
      }
      long most = better.stream().mapToLong(Model.Priced::excess).max().orElse(0);
      long[] safe = most == 0 ? rounded : scaled(rounded, most);
      long sum = Arrays.stream(safe).sum();
      if (sum >= bound) {
        bound = sum;
        multipliers = safe;
      }
      int before = pool.size();
      better.forEach(it -> admit(it.candidate()));
      if (most == 0 || pool.size() == before || round == MAX_ROUNDS) {
        return;
      }
    }
  }

  /** Multipliers by so much less that a candidate that exceeds its price does so no longer. */
  private long[] scaled(long[] exceeding, long most) {
    double factor = (double) model.leastPrice() / ((double) model.leastPrice() + most) * (1 - 1e-9);
    return Arrays.stream(exceeding).map(it -> (long) Math.floor(it * factor)).toArray();
  }

  /** Lists every candidate that misses its price by no more than a gap, if they can be held. */
  void list(long gap) {
    if (gap <= listedTo || !isListedInFull) {
      return;
    }
    try {
      model
          .priced(multipliers, -gap, MAX_CANDIDATES, false, limits)
          .forEach(it -> admit(it.candidate()));
      isListedInFull = !limits.reached();
      listedTo = isListedInFull ? gap : listedTo;
    } catch (Conjunctions.TooManyException e) {
      isListedInFull = false;
    }
  }
}
