package org.equipoise.inference;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.metering.Meter;
import org.jspecify.annotations.Nullable;

/**
 * All worlds of a case, as a decision tree over the elements on which something unseen depends.
 *
 * <p>Within a leaf, nothing that matches do not show can change: no rule looks, under {@code not},
 * {@code accumulate} and the like, at anything that depends on an element still open, and no
 * disputed attribute that any rule read is open. What is concluded in the leaf's topmost world is
 * then a monotone function of the open elements, and can be read off its justifications. Where that
 * does not hold, the tree branches on an element that spoils it: it stands, or it is relaxed.
 */
sealed interface Worlds {

  /**
   * Worlds in which nothing unseen can change: the run of the topmost, and what stands for sure.
   */
  record Leaf(InferenceRun top, BitSet standing, boolean truncated) implements Worlds {

    /** What a conclusion rests on here, besides what the way to this leaf settles. */
    EnvironmentSet family(Object conclusion) {
      if (truncated) {
        return EnvironmentSet.FALSE
            .cut(); // what holds in the topmost world need not hold in those below
      }
      DerivationNode node = top.node(conclusion);
      return node == null ? EnvironmentSet.FALSE : node.family().given(standing);
    }
  }

  /** Worlds parted by whether one element stands. */
  record Split(int element, Worlds standing, Worlds relaxed) implements Worlds {}

  /**
   * The minimal sets of elements such that the conclusion holds in every world in which they stand.
   * A set without the branching element must do on both sides of a split; a set with it, on one.
   */
  default EnvironmentSet label(Object conclusion, int size) {
    if (this instanceof Split split) {
      Meter.step();
      EnvironmentSet with = split.standing().label(conclusion, size);
      EnvironmentSet without = split.relaxed().label(conclusion, size);
      return with.whether(split.element(), without, size);
    }
    return ((Leaf) this).family(conclusion);
  }

  /**
   * Builds trees, one for each way in which conclusions depend on what is unseen; each world is run
   * once for all of them.
   */
  final class Explorer {
    private static final BitSet NONE = new BitSet(0);

    private final CaseElements caseElements;
    private final Limits limits;
    private final Map<BitSet, InferenceRun> runs = new HashMap<>(0);

    /** Runs of worlds that nobody asked for, which are those of others that somebody did. */
    private final Map<BitSet, InferenceRun> alike = new HashMap<>(0);

    private @Nullable InferenceRun top;
    private @Nullable Leaf whole;
    private boolean explored;
    private final Map<Set<RuleBase.Hidden>, Worlds> trees = new HashMap<>();

    Explorer(CaseElements caseElements, Limits limits) {
      this.caseElements = caseElements;
      this.limits = limits;
    }

    /** Every world, for conclusions that depend on facts of these types without showing it. */
    Worlds worlds(Set<RuleBase.Hidden> hidden) {
      Leaf every = whole();
      if (every != null) {
        return every;
      }
      Worlds known = trees.get(hidden);
      if (known == null) {
        known = explore(hidden, new BitSet(), new BitSet());
        trees.put(hidden, known);
      }
      return known;
    }

    /** All worlds, if nothing that any conclusion may depend on unseen can change; else null. */
    @Nullable Leaf whole() {
      if (whole == null
          && !explored
          && top().disputesRead().isEmpty()
          && top().unseenSupports(caseElements.rules().unseenAnywhere(), NONE).isEmpty()) {
        whole = new Leaf(top(), NONE, false);
      }
      explored = true;
      return whole;
    }

    /** Whether nothing can change on which conclusions depend by these facts without showing it. */
    boolean isOneWorld(Set<RuleBase.Hidden> hidden) {
      return whole() != null
          || (top().disputesRead().isEmpty() && top().unseenSupports(hidden, NONE).isEmpty());
    }

    /** The run of the world in which everything stands. */
    InferenceRun top() {
      if (top == null) {
        top = InferenceRun.of(caseElements, NONE, limits);
      }
      return top;
    }

    /** The run of the world in which some elements are relaxed. */
    InferenceRun run(BitSet relaxed) {
      if (relaxed.isEmpty()) {
        return top();
      }
      InferenceRun known = runs.get(relaxed);
      if (known == null) {
        known = top == null ? InferenceRun.of(caseElements, relaxed, limits) : run(relaxed, top);
        runs.put((BitSet) relaxed.clone(), known);
      }
      return known;
    }

    /** The same, where a run is one for all worlds that differ in nothing that matters to it. */
    private InferenceRun run(BitSet relaxed, InferenceRun above) {
      InferenceRun run = above;
      BitSet tried = NONE;
      while (true) {
        BitSet mattering = run.mattering(relaxed);
        mattering.or(tried);
        if (mattering.equals(tried)) {
          return run;
        }
        tried = mattering;
        run = tried.equals(relaxed) ? null : runs.getOrDefault(tried, alike.get(tried));
        if (run == null) {
          run = InferenceRun.of(caseElements, tried, limits);
          if (tried.equals(relaxed)) {
            return run;
          }
          alike.put(tried, run);
        }
      }
    }

    int runs() {
      return runs.size() + (top == null ? 0 : 1);
    }

    private Worlds explore(Set<RuleBase.Hidden> hidden, BitSet standing, BitSet relaxed) {
      if (!relaxed.isEmpty() && !runs.containsKey(relaxed) && runs() >= limits.worlds()) {
        return new Leaf(top(), standing, true);
      }
      InferenceRun top = run(relaxed);
      int element = spoiler(top, hidden, standing, relaxed);
      if (element < 0) {
        return new Leaf(top, standing, false);
      }
      return new Split(
          element,
          explore(hidden, with(standing, element), relaxed),
          explore(hidden, standing, with(relaxed, element)));
    }

    /** The element on which most of what is unseen depends, the first such; -1 if there is none. */
    private int spoiler(
        InferenceRun top, Set<RuleBase.Hidden> hidden, BitSet standing, BitSet relaxed) {
      // What is looked at first parts the fewest worlds: a condition that fails there looks no
      // further.
      for (int i : top.disputesInOrder()) {
        if (!standing.get(i) && !relaxed.get(i)) {
          return i;
        }
      }
      List<BitSet> supports = top.unseenSupports(hidden, standing);
      if (supports.isEmpty()) {
        return -1;
      }
      Meter.turns(caseElements.size() / 64 + supports.size());
      int[] frequency = new int[caseElements.size()];
      int best = -1;
      for (BitSet support : supports) {
        for (int i = support.nextSetBit(0); i >= 0; i = support.nextSetBit(i + 1)) {
          frequency[i]++;
        }
      }
      for (int i = 0; i < frequency.length; i++) {
        if (frequency[i] > 0 && (best < 0 || frequency[i] > frequency[best])) {
          best = i;
        }
      }
      return best;
    }

    private static BitSet with(BitSet elements, int element) {
      BitSet more = (BitSet) elements.clone();
      more.set(element);
      return more;
    }
  }
}
