package org.equipoise.audit.replay;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.equipoise.audit.ledger.EntryKind;
import org.equipoise.authoring.comparison.Aspect;
import org.equipoise.authoring.comparison.DecisionComparison;
import org.equipoise.authoring.comparison.DecisionOutline;
import org.equipoise.authoring.comparison.DifferenceCounter;
import org.jspecify.annotations.Nullable;

/**
 * The result of replaying some entries. The summaries of parts add up to the summary of the whole,
 * for every division into parts. Immutable.
 *
 * @param kinds the number of entries of each kind that occurs
 * @param unreadable the number of entries that are missing or whose lines hold no entry
 * @param damages the number of damaged places
 * @param damaged the first damaged places, at most ten
 * @param constitutions the results by the digest of the recorded constitution
 * @param aspects for each aspect, the number of changed decisions that differ in it; empty if there
 *     is a {@code comparison}
 * @param divergences the first changed decisions, at most ten; empty if there is a {@code
 *     comparison}
 * @param reasons why decisions could not be replayed
 * @param comparison the effects of another constitution; null if none was given
 * @param notTriedAlone changes of the other constitution that were not tried alone, in words and in
 *     ascending order
 */
public record ReplaySummary(
    SortedMap<EntryKind, Long> kinds,
    long unreadable,
    long damages,
    List<Damage> damaged,
    SortedMap<String, Share> constitutions,
    SortedMap<Aspect, Long> aspects,
    List<Divergence> divergences,
    SortedMap<NotReplayableReason, NotReplayable> reasons,
    @Nullable DecisionComparison comparison,
    SortedSet<String> notTriedAlone)
    implements Serializable {
  static final int MAX_DIVERGENCES = 10;
  private static final int MAX_EXAMPLES = 3;

  /** The summary of no entries. */
  static final ReplaySummary NONE =
      new ReplaySummary(
          new TreeMap<>(),
          0,
          0,
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          List.of(),
          new TreeMap<>(),
          null,
          new TreeSet<>());

  public ReplaySummary {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    constitutions = Collections.unmodifiableSortedMap(new TreeMap<>(constitutions));
    aspects = Collections.unmodifiableSortedMap(new TreeMap<>(aspects));
    damaged = List.copyOf(damaged);
    divergences = List.copyOf(divergences);
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    notTriedAlone = Collections.unmodifiableSortedSet(new TreeSet<>(notTriedAlone));
  }

  /**
   * A damaged place.
   *
   * @param entry the sequence number of the entry where the damage shows
   * @param what what is wrong
   */
  public record Damage(long entry, String what) implements Serializable {}

  /** Returns the summary of one damaged place. */
  static ReplaySummary of(Damage damage, long unreadable) {
    return lacking(1, List.of(damage), unreadable);
  }

  /** Returns the summary of entries that could not be read, whose damage is reported elsewhere. */
  static ReplaySummary unreadable(long entries) {
    return lacking(0, List.of(), entries);
  }

  private static ReplaySummary lacking(long damages, List<Damage> damaged, long unreadable) {
    return new ReplaySummary(
        new TreeMap<>(),
        unreadable,
        damages,
        damaged,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        null,
        new TreeSet<>());
  }

  /**
   * The counts of decisions by result.
   *
   * @param same the number of decisions that are as recorded
   * @param changed the number of decisions that differ
   * @param notReplayable the number of decisions that could not be decided again
   */
  public record Share(long same, long changed, long notReplayable) implements Serializable {
    static final Share NONE = new Share(0, 0, 0);

    Share plus(Share other) {
      return new Share(
          same + other.same, changed + other.changed, notReplayable + other.notReplayable);
    }

    /** Returns the number of decisions. */
    public long decisions() {
      return same + changed + notReplayable;
    }
  }

  /**
   * A decision that differs from the recorded one.
   *
   * @param entry its sequence number
   * @param caseId the id of its case
   * @param differences the differences from the recorded decision to the new one; empty if only the
   *     encoding differs
   */
  public record Divergence(long entry, String caseId, List<DecisionOutline.Difference> differences)
      implements Serializable {
    public Divergence {
      differences = List.copyOf(differences);
    }
  }

  /**
   * The decisions that cannot be decided again for one reason.
   *
   * @param decisions the number of decisions
   * @param examples the first of them, at most three
   */
  public record NotReplayable(long decisions, List<Example> examples) implements Serializable {
    public NotReplayable {
      examples = List.copyOf(examples);
    }

    NotReplayable plus(NotReplayable later) {
      return new NotReplayable(
          decisions + later.decisions, first(MAX_EXAMPLES, examples, later.examples));
    }
  }

  /**
   * A decision that cannot be decided again.
   *
   * @param entry its sequence number
   * @param why the details
   */
  public record Example(long entry, String why) implements Serializable {}

  /** Returns the number of entries, readable or not. */
  public long entries() {
    return unreadable + kinds.values().stream().mapToLong(it -> it).sum();
  }

  /** Returns the counts of all decisions. */
  public Share decisions() {
    return constitutions.values().stream().reduce(Share.NONE, Share::plus);
  }

  /** Returns the sum of this summary and the summary of later entries. */
  public ReplaySummary plus(ReplaySummary later) {
    TreeSet<String> both = new TreeSet<>(notTriedAlone);
    both.addAll(later.notTriedAlone);
    return new ReplaySummary(
        merged(kinds, later.kinds, Long::sum),
        unreadable + later.unreadable,
        damages + later.damages,
        first(MAX_DIVERGENCES, damaged, later.damaged),
        merged(constitutions, later.constitutions, Share::plus),
        merged(aspects, later.aspects, Long::sum),
        first(MAX_DIVERGENCES, divergences, later.divergences),
        merged(reasons, later.reasons, NotReplayable::plus),
        merged(comparison, later.comparison),
        both);
  }

  private static <K, V> SortedMap<K, V> merged(
      SortedMap<K, V> one, SortedMap<K, V> other, BinaryOperator<V> sum) {
    TreeMap<K, V> merged = new TreeMap<>(one);
    other.forEach((key, value) -> merged.merge(key, value, sum));
    return merged;
  }

  private static @Nullable DecisionComparison merged(
      @Nullable DecisionComparison one, @Nullable DecisionComparison other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    DifferenceCounter tally = new DifferenceCounter();
    tally.add(one);
    tally.add(other);
    return tally.comparison();
  }

  private static <T> List<T> first(int most, List<T> earlier, List<T> later) {
    if (earlier.size() >= most || later.isEmpty()) {
      return earlier;
    }
    List<T> all = new ArrayList<>(earlier);
    all.addAll(later);
    return all.subList(0, Math.min(most, all.size()));
  }
}
