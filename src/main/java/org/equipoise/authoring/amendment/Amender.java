package org.equipoise.authoring.amendment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.Findings;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.internal.Phases;
import org.equipoise.revision.solver.SolveLimits;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest changes that make rules and judgments hang together, and writes them as a
 * patch. Add the cases one by one, in any order; the proposal does not depend on the order. Not
 * safe for use by several threads at once; it keeps what it needs of each case in memory.
 */
public final class Amender {
  private final Constitution constitution;
  private final Options options;
  private final Map<String, Judged> cases = new TreeMap<>();
  private final List<Judged> heldOut = new ArrayList<>();
  private @Nullable SolveLimits limits;
  private @Nullable Phases reading;

  /** A case, the judgments on it, and what follows. */
  record Judged(Case given, List<Judgment> judgments, Findings findings) {}

  /**
   * What is asked of the amender.
   *
   * @param tests how many tests an exception or new principle has at most, from 1 to 5
   * @param top how many sets of changes to return, at least 1
   * @param folds into how many parts the cases are divided to measure the error of what the other
   *     parts lead to, from 2; 0 for no such measure
   * @param time how long to take from the first case on; null for no limit
   */
  public record Options(int tests, int top, int folds, @Nullable Duration time) {
    /** Three tests, three sets of changes, five folds, and no limit of time. */
    public static final Options DEFAULT = new Options(3, 3, 5, null);

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public Options {
      if (tests < 1 || tests > 5) {
        throw new IllegalArgumentException(tests + " tests are not from 1 to 5");
      }
      if (top < 1) {
        throw new IllegalArgumentException("top " + top + " is less than 1");
      }
      if (folds < 0 || folds == 1) {
        throw new IllegalArgumentException(folds + " folds are neither 0 nor at least 2");
      }
      if (time != null && (time.isNegative() || time.isZero())) {
        throw new IllegalArgumentException("a time of " + time + " leaves none to search");
      }
    }
  }

  /**
   * An amender without cases.
   *
   * @throws IllegalArgumentException if the constitution declares levels: costs on several levels
   *     are not yet weighed here
   */
  public Amender(Constitution constitution, Options options) {
    if (constitution.settings().levels().areDeclared()) {
      throw new IllegalArgumentException(
          "`"
              + constitution.name()
              + "` declares levels, and changes are not weighed by levels yet");
    }
    this.constitution = constitution;
    this.options = options;
  }

  /** An amender whose time these limits say. */
  Amender(Constitution constitution, Options options, SolveLimits limits) {
    this(constitution, options);
    this.limits = limits;
  }

  private SolveLimits limits() {
    if (limits == null) {
      limits =
          options.time() == null
              ? SolveLimits.none()
              : SolveLimits.within(System::nanoTime, options.time().toNanos());
    }
    return limits;
  }

  /** What is done in half of the time. */
  private Phases reading() {
    if (reading == null) {
      reading = new Phases(limits().firstHalf());
    }
    return reading;
  }

  /**
   * Adds a case with the judgments on it.
   *
   * @throws org.equipoise.inference.InferenceException if a rule fails or a limit is met
   * @throws IllegalArgumentException if a case of that id was added before
   */
  public void add(Case given, List<Judgment> judgments) {
    if (cases.putIfAbsent(given.id(), judged(given, judgments)) != null) {
      throw new IllegalArgumentException("there are two cases `" + given.id() + "`");
    }
  }

  /**
   * Adds a case as {@link #add} does, unless half of the time was over before that was done: the
   * other half is for what follows. Once a case was left out, all others are, and the changes are
   * those for the cases that were added.
   *
   * @return whether the case was added
   */
  public boolean addInTime(Case given, List<Judgment> judgments) {
    return addInTime("cases", () -> add(given, judgments));
  }

  /** Adds a case that changes are only measured by. */
  public void addHeldOut(Case given, List<Judgment> judgments) {
    heldOut.add(judged(given, judgments));
  }

  /**
   * The same, unless half of the time was over before that was done. Once a case was left out,
   * nothing is measured by such cases.
   *
   * @return whether the case was added
   */
  public boolean addHeldOutInTime(Case given, List<Judgment> judgments) {
    boolean isAdded = addInTime("trust", () -> addHeldOut(given, judgments));
    if (!isAdded) {
      heldOut.clear();
    }
    return isAdded;
  }

  private boolean addInTime(String name, Runnable adding) {
    return !reading().leftOut().contains(name)
        && reading()
            .run(
                name,
                () -> {
                  adding.run();
                  return true;
                })
            .orElse(false);
  }

  private Judged judged(Case given, List<Judgment> judgments) {
    limits();
    return new Judged(
        given, List.copyOf(judgments), CountedJudgments.infer(constitution, given, judgments));
  }

  /** The proposal, with a patch of the files as the constitution keeps them. */
  public ProposedChanges propose() {
    return propose(constitution.files());
  }

  /**
   * The proposal.
   *
   * @param sources the text of each file of the constitution by its path, with the line ends that
   *     it has; the patch is one of these
   */
  public ProposedChanges propose(Map<String, String> sources) {
    return propose(sources, stage -> {});
  }

  /**
   * The same, which tells what it is doing.
   *
   * @param stages is told, in the thread that asks, what begins: {@code "finding changes"}, say
   */
  public ProposedChanges propose(Map<String, String> sources, Consumer<String> stages) {
    Phases phases = new Phases(limits());
    reading().leftOut().forEach(phases::leaveOut);
    return new ProposalSearch(
            constitution, options, List.copyOf(cases.values()), heldOut, limits(), phases)
        .propose(sources, stages);
  }
}
