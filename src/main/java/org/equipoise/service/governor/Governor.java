package org.equipoise.service.governor;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Authority;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.KnownNames;
import org.equipoise.constitution.Trigger;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.decision.Decision;
import org.equipoise.decision.DecisionError;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.service.governor.internal.Faults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides cases in a live service under the constitution or charter in force, passes each decision
 * to a journal and to listeners, and exchanges constitutions while requests run.
 *
 * <p>Thread-safe; a service needs one. The governor makes each decision under the constitution that
 * is in force when the decision begins. A failure while deciding does not throw: the state is
 * {@code ERROR} and the actions are {@code onError} of the constitution. If the journal cannot
 * record a decision, the host gets an error that blocks, regardless of the constitution.
 *
 * <p>The order for each decision is: the governor takes the time, decides the case, records the
 * decision in the journal, calls the listeners in the order in which they were added, and returns
 * to the host. Without journal and listeners it takes no time.
 */
public final class Governor {
  private static final Logger LOG = LoggerFactory.getLogger(Governor.class);

  private final Clock clock;
  private final Budget budget;
  private final @Nullable Journal journal;
  private final @Nullable AdoptionPolicy policy;
  private final List<GovernorListener> listeners;
  private final WarmUp warmUp;
  private volatile InForce inForce;

  private Governor(Builder builder) {
    this.clock = builder.clock;
    this.budget = builder.budget;
    this.journal = builder.journal;
    this.policy = builder.policy;
    this.listeners = List.copyOf(builder.listeners);
    this.warmUp = new WarmUp(builder.warmUp, clock, budget);
    requireAdopted(null, builder.authority);
    this.inForce = warmUp.warmed(builder.authority);
    if (journal != null) {
      journal.adopt(now(), builder.authority);
    }
  }

  /** Returns a governor without journal and listeners. */
  public static Governor of(Authority authority) {
    return builder(authority).build();
  }

  /**
   * Returns a governor with the clock and budget of this one, without journal and listeners, for
   * trials.
   */
  public Governor trial(Authority authority) {
    return builder(authority).withClock(clock).withBudget(budget).build();
  }

  /**
   * Returns a builder.
   *
   * @param authority the first constitution or charter in force
   */
  public static Builder builder(Authority authority) {
    return new Builder(authority);
  }

  /** Decides a case without judgments. */
  public Decision decide(Case given) {
    return decide(given, List.of());
  }

  /**
   * Decides a case.
   *
   * @param judgments the judgments on the case, in any order
   * @throws IllegalArgumentException if a judgment is on another case, or two judgments have the
   *     same id
   */
  public Decision decide(Case given, List<Judgment> judgments) {
    return decide(inForce, given, judgments);
  }

  /**
   * Decides cases without judgments, all under one constitution.
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
      Case dated = now.authority().dated(given, this::now); // else no time is asked for
      Decision decision = now.deciding().decideWithin(budget, dated, held);
      notice(now, given, held);
      return decision;
    }
    return govern(now, given, held, null).decision();
  }

  /**
   * Decides a case.
   *
   * @param judgments the judgments on the case, in any order
   * @param enforced whether the host acts on the decision; false if it only observes, null if that
   *     is not recorded
   * @return the decision with its input and its entry in the journal
   * @throws IllegalArgumentException if a judgment is on another case, or two judgments have the
   *     same id
   */
  public GovernedDecision govern(Case given, List<Judgment> judgments, @Nullable Boolean enforced) {
    return govern(inForce, given, List.copyOf(judgments), enforced);
  }

  private GovernedDecision govern(
      InForce now, Case undated, List<Judgment> held, @Nullable Boolean enforced) {
    long begin = System.nanoTime();
    Instant at = now();
    Case given = now.authority().dated(undated, () -> at);
    Function<Decision, GovernedDecision> governing =
        it ->
            new GovernedDecision(
                at, now.authority(), given, held, it, enforced, JournalReceipt.none());
    GovernedDecision governed;
    if (journal == null) {
      governed = announce(governing.apply(now.deciding().decideWithin(budget, given, held)), begin);
    } else {
      Keeping keeping = new Keeping(journal, governing);
      Decision decision = now.deciding().decideWithin(budget, given, held, keeping);
      GovernedDecision kept = keeping.kept();
      Throwable fault = keeping.fault();
      governed =
          fault != null
              ? unrecorded(governing.apply(decision), fault)
              : kept != null && keeping.isOf(decision)
                  ? announce(kept, begin)
                  : conclude(governing.apply(decision), begin);
    }
    notice(now, given, held);
    return governed;
  }

  /** Reports names that the constitution does not know, each once. */
  private void notice(InForce now, Case given, List<Judgment> judgments) {
    Authority names = now.authority();
    if (now.isFirstUnread(given, discretion(given, judgments))) {
      LOG.warn("{}", now.unread());
      tell(it -> it.unread(names, given));
    }
    for (KnownNames.Unknown unknown : now.notYetTold(given, judgments)) {
      Discretion discretion = discretion(given, judgments);
      LOG.warn("case {}: {}", discretion.name(given.id()), now.report(unknown, discretion));
      tell(it -> it.unknown(names, given, unknown));
    }
  }

  /**
   * Returns what was reported of names since the constitution in force came into force, each once:
   * attributes that no rule reads or that are not declared, stakeholders without a weight, and the
   * first case with none of the attributes that rules read. Sorted.
   */
  public List<String> reportedNames() {
    return inForce.reportedNames();
  }

  /**
   * Blocks a case that a host could not describe. Records it and calls the listeners.
   *
   * @param given the case as far as it is known
   * @param cause what went wrong
   * @return an error that blocks every output, regardless of the constitution
   */
  public Decision fail(Case given, String cause) {
    return fail(given, cause, null).decision();
  }

  /**
   * Blocks a case that a host could not describe, as {@link #fail(Case, String)} does.
   *
   * @param enforced as for {@link #govern}
   * @return the error with its entry in the journal
   */
  public GovernedDecision fail(Case given, String cause, @Nullable Boolean enforced) {
    long begin = System.nanoTime();
    Authority now = inForce();
    Decision decision =
        Decision.failed(given, Action.BLOCK, now.digest(), DecisionError.ofHost(cause));
    return conclude(
        new GovernedDecision(
            now(), now, given, List.of(), decision, enforced, JournalReceipt.none()),
        begin);
  }

  /**
   * Records a person's answer to an escalation and calls the listeners.
   *
   * @param by who answered; null if not known
   * @param why the reason given, or the reason why nobody could be asked; null if there is none
   * @throws RuntimeException if the journal throws it because it cannot record the answer
   */
  public void answer(
      GovernedDecision about, boolean passes, @Nullable String by, @Nullable String why) {
    EscalationAnswer answer = new EscalationAnswer(now(), about, passes, by, why);
    if (journal != null) {
      journal.answer(answer);
    }
    tell(it -> it.answered(answer));
  }

  /**
   * Records that a person decided otherwise, and tells the listeners.
   *
   * @param about the entry of the decision, as recording returned it
   * @param output the output concerned; null for all outputs
   * @throws IllegalArgumentException if the decision has no entry
   * @throws IllegalStateException if there is no journal
   */
  public void override(
      JournalReceipt about, @Nullable String output, Action action, String by, String why) {
    PersonOverride override = new PersonOverride(now(), about, output, action, by, why);
    recording(about).override(override);
    tell(it -> it.overridden(override));
  }

  /**
   * Records what the host did after a decision.
   *
   * @param about the entry of the decision, as recording returned it
   * @throws IllegalArgumentException if the decision has no entry
   * @throws IllegalStateException if there is no journal
   */
  public void acted(JournalReceipt about, String what) {
    recording(about).acted(new HostAct(now(), about, what));
  }

  private Journal recording(JournalReceipt about) {
    if (journal == null) {
      throw new IllegalStateException("there is no journal that could record it");
    }
    if (about.entry() < 0) {
      throw new IllegalArgumentException("the decision has no entry in the journal");
    }
    return journal;
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

  /** Returns the time of the host's clock, or of the system clock if the host's clock fails. */
  private Instant now() {
    try {
      return Objects.requireNonNull(clock.instant());
    } catch (Throwable e) {
      LOG.error("the clock failed", Faults.logged(e));
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
    Discretion discretion = discretion(governed.given(), governed.judgments());
    LOG.error(
        "the decision on case {} could not be recorded",
        discretion.name(governed.given().id()),
        Faults.logged(fault, discretion));
    tell(it -> it.unrecorded(governed, fault));
    return governed.with(
        Decision.failed(
            governed.given(),
            Action.BLOCK,
            governed.authority().digest(),
            DecisionError.notRecorded(Faults.message(fault))));
  }

  /** Returns what may be said of a case outside the journal, as in log lines. */
  public Discretion discretion(Case given, List<Judgment> judgments) {
    return journal == null
        ? Discretion.NONE
        : new CautiousDiscretion(() -> journal.discretion(given, judgments));
  }

  /** Returns what may be said by code of the host that was handed facts of no known case. */
  public Discretion discretion() {
    return journal == null ? Discretion.NONE : new CautiousDiscretion(journal::discretion);
  }

  /** Returns the constitution or charter in force. */
  public Authority inForce() {
    return inForce.authority();
  }

  /**
   * Returns the constitution in force.
   *
   * @throws IllegalStateException if a charter is in force
   */
  public Constitution constitution() {
    if (inForce() instanceof Constitution constitution) {
      return constitution;
    }
    throw new IllegalStateException(
        "the charter " + inForce() + " is in force, which applies several constitutions");
  }

  private void requireAdopted(@Nullable Authority before, Authority next) {
    if (policy == null) {
      return;
    }
    if (!(next instanceof Constitution constitution)) {
      throw new NotAdoptedException(
          "the charter "
              + next.digest()
              + " was not adopted: amendments of charters are not signed");
    }
    policy.require(before instanceof Constitution inForce ? inForce : null, constitution);
  }

  /**
   * Puts a constitution or a charter in force. Decisions that have begun end under the previous
   * one.
   *
   * @throws RuntimeException if the journal cannot record it; the previous constitution stays in
   *     force
   */
  public void adopt(Authority authority) {
    adopt(() -> authority);
  }

  /**
   * Loads a constitution or a charter, warms it up, and puts it in force as one value, so that
   * every decision is made under one of them as a whole. Decisions continue under the previous one
   * meanwhile. Concurrent calls run one after another.
   *
   * <p>If the loader, the policy or the journal throws an exception or error, this method throws
   * it, and the previous constitution stays in force.
   */
  public synchronized void adopt(Supplier<? extends Authority> loader) {
    InForce before = inForce;
    InForce next;
    try {
      Authority authority = loader.get();
      requireAdopted(before.authority(), authority);
      next = warmUp.warmed(authority);
      if (journal != null) {
        journal.adopt(now(), authority);
      }
    } catch (Throwable e) {
      Faults.restoreInterrupt(e);
      LOG.warn(
          "a constitution or charter was refused; {} stays in force",
          before.authority(),
          Faults.logged(e));
      tell(it -> it.refused(before.authority(), e));
      throw e;
    }
    inForce = next;
    LOG.info("{} is in force", next.authority());
    tell(it -> it.adopted(before.authority(), next.authority()));
  }

  /** Tells the listeners that a bound was met for looking at the rules again. */
  public void triggered(Constitution inForce, Trigger trigger) {
    LOG.warn("{} should be looked at again: {}", inForce, trigger);
    tell(it -> it.triggered(inForce, trigger));
  }

  private void tell(Consumer<GovernorListener> what) {
    for (GovernorListener listener : listeners) {
      try {
        what.accept(listener);
      } catch (Throwable e) {
        Faults.restoreInterrupt(e);
        Throwable logged = Faults.logged(e, discretion());
        LOG.warn("a listener failed: {}", listener.getClass().getName(), logged);
      }
    }
  }

  /** Builds a governor. Not thread-safe. */
  public static final class Builder {
    private final Authority authority;
    private final List<GovernorListener> listeners = new ArrayList<>();
    private Clock clock = Clock.systemUTC();
    private Budget budget = Budget.DEFAULT;
    private @Nullable Journal journal;
    private @Nullable AdoptionPolicy policy;
    private Supplier<? extends Collection<Case>> warmUp = List::of;

    private Builder(Authority authority) {
      this.authority = authority;
    }

    /** Sets the clock for the times of decisions. The default is the system clock in UTC. */
    public Builder withClock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets the limits of one decision, from the facts to the entry in the journal. A decision that
     * exceeds them is an error. The default is {@link Budget#DEFAULT}. The constitution limits how
     * often rules may fire.
     */
    public Builder withBudget(Budget budget) {
      this.budget = budget;
      return this;
    }

    /** Sets the journal, which records every decision before the host gets it. */
    public Builder withJournal(Journal journal) {
      this.journal = journal;
      return this;
    }

    /**
     * Takes only constitutions that were adopted, at the start and later. A constitution that was
     * not is refused like one with errors: the previous one stays in force.
     *
     * @param policy decides which were adopted
     */
    public Builder requireSignOff(AdoptionPolicy policy) {
      this.policy = policy;
      return this;
    }

    /**
     * Decides cases again and again before a constitution or charter comes into force, at the start
     * and at each {@link Governor#adopt}, so that the first decisions of the host are not the slow
     * ones. It ends after 1,000 decisions, or with the first that ends after a second. The journal,
     * the listeners and {@link Governor#reportedNames} get nothing of them, and no decision depends
     * on them. A case that cannot be decided is logged and hinders nothing.
     *
     * @param cases returns the cases, best of the kind that the host will ask about; it is called
     *     each time, and if it throws, that is logged
     */
    public Builder withWarmUp(Supplier<? extends Collection<Case>> cases) {
      this.warmUp = cases;
      return this;
    }

    /** Adds a listener. Listeners are called in the order in which they were added. */
    public Builder withListener(GovernorListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Builds the governor.
     *
     * @throws NotAdoptedException if the constitution must have been adopted and was not
     * @throws RuntimeException if the journal cannot record the constitution
     */
    public Governor build() {
      return new Governor(this);
    }
  }
}
