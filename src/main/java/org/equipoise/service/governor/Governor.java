package org.equipoise.service.governor;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.LimitExceeded;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Governs a live service: decides cases under the constitution in force, tells a journal and
 * listeners, and lets constitutions be exchanged while requests run.
 *
 * <p>Safe to share between threads; a service needs one. Each decision is made under one
 * constitution from beginning to end, the one in force when it began, and names it. What goes wrong
 * while deciding does not throw: the decision's state is {@code ERROR} and its actions are what the
 * constitution sets in {@code onError}. A decision that the journal cannot keep is an error that
 * blocks, whatever the constitution sets.
 *
 * <p>For each decision, in this order: the time is taken, the case is decided, the journal keeps
 * it, the listeners hear of it in the order they were added, and the host gets it. Where there is
 * neither journal nor listener, no time is taken.
 */
public final class Governor {
  private static final Logger LOG = LoggerFactory.getLogger(Governor.class);

  private final Clock clock;
  private final Budget budget;
  private final @Nullable Journal journal;
  private final List<GovernorListener> listeners;
  private volatile InForce inForce;

  /** Of so many unknown names hosts are told; a name that is an id comes anew with every case. */
  private static final int MAX_UNKNOWN_NAMES = 1_000;

  /**
   * A constitution in force.
   *
   * @param told the unknown names that were told since
   */
  private record InForce(Constitution constitution, Decider decider, Set<KnownNames.Unknown> told) {
    static InForce of(Constitution constitution) {
      return new InForce(constitution, new Decider(constitution), ConcurrentHashMap.newKeySet());
    }
  }

  private Governor(Builder builder) {
    this.clock = builder.clock;
    this.budget = builder.budget;
    this.journal = builder.journal;
    this.listeners = List.copyOf(builder.listeners);
    if (journal != null) {
      journal.adopt(now(), builder.constitution);
    }
    this.inForce = InForce.of(builder.constitution);
  }

  /** A governor without journal and listeners. */
  public static Governor of(Constitution constitution) {
    return builder(constitution).build();
  }

  /**
   * A governor of another constitution, or of the same, that decides as this one does, but records
   * nothing and tells nobody: for trials.
   */
  public Governor trial(Constitution constitution) {
    return builder(constitution).withClock(clock).withBudget(budget).build();
  }

  /** A governor yet to be built; a constitution to begin with. */
  public static Builder builder(Constitution constitution) {
    return new Builder(constitution);
  }

  /** Decides a case on which nobody holds a judgment. */
  public Decision decide(Case given) {
    return decide(given, List.of());
  }

  /**
   * Decides a case.
   *
   * @param judgments those on this case, in any order
   * @throws IllegalArgumentException if a judgment is on another case, or two share an id
   */
  public Decision decide(Case given, List<Judgment> judgments) {
    return decide(inForce, given, judgments);
  }

  /**
   * Decides cases on which nobody holds a judgment, all under one constitution.
   *
   * @return the decisions in the order of the cases
   */
  public List<Decision> decide(Collection<Case> cases) {
    InForce now = inForce;
    List<Decision> decisions = new ArrayList<>(cases.size());
    cases.forEach(it -> decisions.add(decide(now, it, List.of())));
    return decisions;
  }

  private Decision decide(InForce now, Case given, List<Judgment> judgments) {
    List<Judgment> held = List.copyOf(judgments);
    if (journal == null && listeners.isEmpty()) {
      Decision decision = now.decider().decideWithin(budget, given, held); // no time is asked for
      notice(now, given, held);
      return decision;
    }
    return govern(now, given, held, null).decision();
  }

  /**
   * Decides a case.
   *
   * @param judgments those on this case, in any order
   * @param enforced whether the host acts on what is decided, or only observes; null if that is not
   *     to be recorded
   * @return the decision with what it was made from, and where the journal keeps it
   * @throws IllegalArgumentException if a judgment is on another case, or two share an id
   */
  public GovernedDecision govern(Case given, List<Judgment> judgments, @Nullable Boolean enforced) {
    return govern(inForce, given, List.copyOf(judgments), enforced);
  }

  private GovernedDecision govern(
      InForce now, Case given, List<Judgment> held, @Nullable Boolean enforced) {
    long begin = System.nanoTime();
    Instant at = now();
    Function<Decision, GovernedDecision> governing =
        it ->
            new GovernedDecision(
                at, now.constitution(), given, held, it, enforced, JournalReceipt.none());
    GovernedDecision governed;
    if (journal == null) {
      governed = announce(governing.apply(now.decider().decideWithin(budget, given, held)), begin);
    } else {
      Keeping keeping = new Keeping(journal, governing);
      Decision decision = now.decider().decideWithin(budget, given, held, keeping);
      GovernedDecision kept = keeping.kept;
      governed =
          keeping.fault != null
              ? unrecorded(governing.apply(decision), keeping.fault)
              : kept != null && keeping.isOf(decision)
                  ? announce(kept, begin)
                  : conclude(governing.apply(decision), begin);
    }
    notice(now, given, held);
    return governed;
  }

  /**
   * Hands a decision to the journal within the budget of the decision. An error of that is kept for
   * later.
   */
  private static final class Keeping implements Consumer<Decision> {
    private final Journal journal;
    private final Function<Decision, GovernedDecision> governing;
    private @Nullable GovernedDecision kept;
    private @Nullable Throwable fault;

    Keeping(Journal journal, Function<Decision, GovernedDecision> governing) {
      this.journal = journal;
      this.governing = governing;
    }

    @Override
    public void accept(Decision decision) {
      GovernedDecision governed = governing.apply(decision);
      try {
        kept = governed.keptAt(journal.keep(governed));
      } catch (LimitExceeded e) {
        throw e; // an error of the decision, which is then recorded as one
      } catch (Throwable e) {
        fault = e;
      }
    }

    /** Whether this very decision was kept: one that met a limit afterwards is another. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Decision decision) {
      return kept != null && kept.decision() == decision;
    }
  }

  /** Tells of names that the constitution does not know, of each once. */
  private void notice(InForce now, Case given, List<Judgment> judgments) {
    if (now.told().size() >= MAX_UNKNOWN_NAMES) {
      return;
    }
    KnownNames names = now.constitution().names();
    for (KnownNames.Unknown unknown : names.unknown(given, judgments)) {
      if (now.told().size() < MAX_UNKNOWN_NAMES && now.told().add(unknown)) {
        String hint = names.hint(unknown);
        LOG.warn(
            "case {}: {}{}", given.id(), names.inWords(unknown), hint == null ? "" : "; " + hint);
        tell(it -> it.unknown(now.constitution(), given, unknown));
      }
    }
  }

  /**
   * Blocks, records and tells listeners of a case that a host could not put to a decision.
   *
   * @param given as much as is known of it
   * @param cause what went wrong
   * @return an error that blocks every output, whatever the constitution sets
   */
  public Decision fail(Case given, String cause) {
    return fail(given, cause, null).decision();
  }

  /**
   * The same.
   *
   * @param enforced as for {@link #govern}
   * @return the error with where the journal keeps it
   */
  public GovernedDecision fail(Case given, String cause, @Nullable Boolean enforced) {
    long begin = System.nanoTime();
    Constitution now = constitution();
    Decision decision =
        Decision.failed(given, Action.BLOCK, now.digest(), DecisionError.ofHost(cause));
    return conclude(
        new GovernedDecision(
            now(), now, given, List.of(), decision, enforced, JournalReceipt.none()),
        begin);
  }

  /**
   * Records and tells listeners what came of asking somebody about a decision that was left to a
   * person.
   *
   * @param by who answered, or null if that is not known
   * @param why in the words of whoever answered, or why nobody could; null if nothing was said
   * @throws RuntimeException what the journal throws if it cannot keep it
   */
  public void answer(
      GovernedDecision about, boolean passes, @Nullable String by, @Nullable String why) {
    EscalationAnswer answer = new EscalationAnswer(now(), about, passes, by, why);
    if (journal != null) {
      journal.answer(answer);
    }
    tell(it -> it.answered(answer));
  }

  private GovernedDecision conclude(GovernedDecision governed, long begin) {
    if (journal == null) {
      return announce(governed, begin);
    }
    CompletionStage<JournalReceipt> receipt;
    try {
      receipt = journal.keep(governed);
    } catch (Throwable e) {
      return unrecorded(governed, e);
    }
    return announce(governed.keptAt(receipt), begin);
  }

  /** The time; by the machine's own clock if the host's fails. */
  private Instant now() {
    try {
      return Objects.requireNonNull(clock.instant());
    } catch (Throwable e) {
      LOG.error("the clock failed", e);
      return Clock.systemUTC().instant();
    }
  }

  private GovernedDecision announce(GovernedDecision governed, long begin) {
    long took = System.nanoTime() - begin;
    tell(it -> it.decided(governed, took));
    return governed;
  }

  private GovernedDecision unrecorded(GovernedDecision governed, Throwable fault) {
    Faults.restoreInterrupt(fault);
    LOG.error("the decision on case {} could not be recorded", governed.given().id(), fault);
    tell(it -> it.unrecorded(governed, fault));
    return governed.with(
        Decision.failed(
            governed.given(),
            Action.BLOCK,
            governed.constitution().digest(),
            DecisionError.notRecorded(Faults.message(fault))));
  }

  /** The constitution under which the next decision will be made. */
  public Constitution constitution() {
    return inForce.constitution();
  }

  /**
   * Puts another constitution in force. Decisions that have begun end under the one before.
   *
   * @throws RuntimeException if the journal cannot keep it; the one before stays in force
   */
  public void adopt(Constitution constitution) {
    adopt(() -> constitution);
  }

  /**
   * Loads another constitution and puts it in force; decisions go on meanwhile under the one
   * before. Of several calls, one loads after the other.
   *
   * <p>What the loader throws, or the journal, is thrown, an error too; the one before then stays
   * in force.
   */
  public synchronized void adopt(Supplier<Constitution> loader) {
    InForce before = inForce;
    InForce next;
    try {
      Constitution constitution = loader.get();
      next = InForce.of(constitution);
      if (journal != null) {
        journal.adopt(now(), constitution);
      }
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      LOG.warn("a constitution was refused; {} stays in force", before.constitution(), e);
      tell(it -> it.refused(before.constitution(), e));
      throw e;
    }
    inForce = next;
    LOG.info("{} is in force", next.constitution());
    tell(it -> it.adopted(before.constitution(), next.constitution()));
  }

  private void tell(Consumer<GovernorListener> what) {
    for (GovernorListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (Throwable e) {
        Faults.restoreInterrupt(e);
        LOG.warn("a listener failed: {}", listener.getClass().getName(), e);
      }
    }
  }

  /** What a governor is built from. Not safe for several threads. */
  public static final class Builder {
    private final Constitution constitution;
    private final List<GovernorListener> listeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Budget budget = Budget.DEFAULT;
    private @Nullable Journal journal;

    private Builder(Constitution constitution) {
      this.constitution = constitution;
    }

    /** Takes the time of decisions from this clock; UTC by default. */
    public Builder withClock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Lets one decision use no more than this, from the facts to the entry of the journal, and
     * makes it an error if it does; {@link Budget#DEFAULT} by default. How often rules may fire is
     * set in the constitution.
     */
    public Builder withBudget(Budget budget) {
      this.budget = budget;
      return this;
    }

    /** Hands every decision to this journal before the host sees it. */
    public Builder withJournal(Journal journal) {
      this.journal = journal;
      return this;
    }

    /** Adds a listener. Listeners are called in the order in which they were added. */
    public Builder withListener(GovernorListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * The governor.
     *
     * @throws RuntimeException if the journal cannot keep the constitution
     */
    public Governor build() {
      return new Governor(this);
    }
  }
}
