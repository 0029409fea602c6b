package org.equipoise.audit.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import org.equipoise.audit.explanation.WantedOutcome.Chosen;
import org.equipoise.audit.explanation.WantedOutcome.Told;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.audit.ledger.RecordedDecision.Equality;
import org.equipoise.audit.replay.internal.ReadableFacts;
import org.equipoise.constitution.Action;
import org.equipoise.constitution.Charter;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The smallest changes that would alter a decision. An exact search finds changes of facts, of
 * judgments and of rules, each kind separately. Each result was decided again under the
 * constitution from the ledger. Immutable.
 *
 * @param wanted the decision that the changes lead to
 * @param results one for each kind of change, in the order of {@link ChangeKind}
 * @param asOf as of when all was decided; null for the recorded time
 */
public record Counterfactuals(
    WantedOutcome wanted, List<SearchResult> results, @Nullable Instant asOf) {

  /** The kinds of changes. */
  public enum ChangeKind {
    /** Attributes of the case and its outputs that rules read. */
    FACTS,
    /** Judgments that are given up, reversed or added, or that were made in other circumstances. */
    JUDGMENTS,
    /** Rules that are overridden in this case. Entrenched rules are not. */
    RULES;

    /** Returns the kind as reports write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Changes with the decision that they lead to. Immutable.
   *
   * @param changes all of them are needed
   * @param decision the decision with these changes
   */
  public record Found(List<CounterfactualChange> changes, Decision decision) {
    public Found {
      changes = List.copyOf(changes);
    }
  }

  /**
   * The result of a search. Immutable.
   *
   * @param kind the kind of changes
   * @param changes the smallest changes that lead to the wanted decision, ordered by number of
   *     changes, then cost of rules, then order of the facts; empty if none was found
   * @param partial the smallest changes that lead away from the actual decision, if they need fewer
   *     changes or {@code changes} is empty
   * @param things the number of things that could change; for rules, of those that speak
   * @param complete the number of simultaneous changes up to which every combination that rules
   *     distinguish was tried
   * @param tried the number of decisions made
   * @param isCut whether the search ended before it tried everything
   * @param incomplete the attributes for which some values that may matter were not tried
   * @param entrenched the ids of rules that speak and were not changed because they are entrenched
   */
  public record SearchResult(
      ChangeKind kind,
      List<Found> changes,
      List<Found> partial,
      int things,
      int complete,
      int tried,
      boolean isCut,
      List<String> incomplete,
      List<String> entrenched) {
    public SearchResult {
      changes = List.copyOf(changes);
      partial = List.copyOf(partial);
      incomplete = List.copyOf(incomplete);
      entrenched = List.copyOf(entrenched);
    }
  }

  /**
   * The limits of a search. Immutable.
   *
   * @param tries the number of decisions for each kind of change, at least 1
   * @param top the number of results for each kind, at least 1
   * @param time the time for the whole search, divided equally among the kinds; null for no limit
   */
  public record Limits(int tries, int top, @Nullable Duration time) {
    public static final Limits DEFAULT = new Limits(10_000, 3);

    /** Creates limits without a time limit. */
    public Limits(int tries, int top) {
      this(tries, top, null);
    }

    /**
     * Creates limits.
     *
     * @throws IllegalArgumentException if a number is less than 1
     */
    public Limits {
      if (tries < 1 || top < 1) {
        throw new IllegalArgumentException("tries and changes to name must be at least 1");
      }
    }
  }

  public Counterfactuals {
    results = List.copyOf(results);
  }

  /** Returns whether the search for any kind of change ended before it tried everything. */
  public boolean isCut() {
    return results.stream().anyMatch(SearchResult::isCut);
  }

  /** Returns the result in sentences, one per line. */
  public List<String> lines() {
    return new CounterfactualText(this).lines();
  }

  /**
   * A recorded decision that this engine reproduced, so that changes to it are meaningful.
   * Immutable.
   */
  public static final class Case {
    private final Explanation explanation;
    private final Constitution constitution;
    private final DecisionInput actual;
    private final Decision decision;
    private final @Nullable Instant asOf;

    private Case(
        Explanation explanation,
        Constitution constitution,
        DecisionInput actual,
        Decision decision,
        @Nullable Instant asOf) {
      this.explanation = explanation;
      this.constitution = constitution;
      this.actual = actual;
      this.decision = decision;
      this.asOf = asOf;
    }

    /**
     * Decides a recorded case again under its own constitution.
     *
     * @param permissions the host classes that its rules may use
     * @throws InvalidInputException if the case cannot be decided again: deciding failed, a rule
     *     may read facts that are masked or not recorded, or the decision differs now
     */
    public static Case again(Ledger ledger, Explanation explanation, Permissions permissions) {
      String digest = String.valueOf(explanation.entry().constitution());
      SortedMap<String, String> files = ledger.files(digest);
      if (files.isEmpty()) {
        throw notAgain(
            explanation,
            "the ledger does not keep its constitution " + digest,
            "`verify` says more");
      }
      if (files.containsKey(Charter.FILE)) {
        throw notAgain(
            explanation,
            "it was decided under a charter, and what is varied is a decision under one constitution",
            "`why` without `--not` says what each constitution of the charter said");
      }
      if (!digest.equals(Constitution.digestOf(files, explanation.entry().semantics()))) {
        throw notAgain(
            explanation, "the ledger's copy of its constitution was altered", "`verify` says more");
      }
      return again(
          Constitution.of(files, permissions),
          explanation,
          ledger.salt(explanation.entry().sequence()));
    }

    /** Decides a recorded case again under its own constitution, which is already compiled. */
    static Case again(Constitution constitution, Explanation explanation, Optional<byte[]> salt) {
      RecordedDecision recorded = explanation.entry().decision();
      if (!recorded.objects().isEmpty()) {
        throw notAgain(
            explanation,
            "the host's own objects were among the facts, and are not recorded: "
                + Phrases.list(recorded.objects().stream().map(Phrases::name).toList()),
            null);
      }
      List<String> missed =
          ReadableFacts.of(constitution).within(recorded.masked()).stream()
              .map(Phrases::name)
              .toList();
      if (!missed.isEmpty()) {
        throw notAgain(
            explanation, "a rule may read what is masked: " + Phrases.list(missed), null);
      }
      if (explanation.hasFailed()) {
        throw notAgain(
            explanation,
            "deciding failed, so that there is no decision to be otherwise",
            "`why` without `--not` says what went wrong");
      }
      DecisionInput actual =
          new DecisionInput(
              recorded.given(), recorded.judgments(), Set.of(), explanation.entry().semantics());
      Decision decision =
          new Decider(constitution)
              .under(actual.semantics())
              .decide(actual.given(), actual.judgments());
      Equality equality = recorded.compare(decision, salt).equality();
      if (equality == Equality.UNKNOWN) {
        throw notAgain(
            explanation,
            "texts of it are masked and their salt was erased, so that it cannot be told whether"
                + " it comes out the same",
            null);
      }
      if (equality == Equality.OTHER) {
        throw notAgain(
            explanation,
            "this engine decides it otherwise than was recorded",
            "`replay` shows what is different");
      }
      return new Case(explanation, constitution, actual, decision, null);
    }

    /**
     * Decides this case as of another time than was recorded. Changes are then to what is decided
     * as of it. Where rules do not depend on the time, nothing else changes.
     *
     * @throws InvalidInputException if the case cannot be decided as of that time
     */
    public Case asOf(Instant time) {
      Decider decider = new Decider(constitution).under(actual.semantics());
      DecisionInput then =
          decider.isTimeBound() ? actual.withGiven(actual.given().withAt(time)) : actual;
      Decision decided = decider.decide(then.given(), then.judgments());
      if (decided.error() != null) {
        throw notAgain(explanation, "as of " + time + " deciding fails: " + decided.error(), null);
      }
      return new Case(explanation, constitution, then, decided, time);
    }

    /** What is decided: as recorded, or {@link #asOf(Instant) as of another time}. */
    public Decision decision() {
      return decision;
    }

    private static InvalidInputException notAgain(
        Explanation explanation, String why, @Nullable String hint) {
      return new InvalidInputException(
          Problem.error(
              "not-decided-again",
              explanation.ledger(),
              0,
              0,
              "entry " + explanation.entry().sequence(),
              why,
              hint));
    }

    /**
     * Returns a wanted outcome.
     *
     * @param output the id of the output concerned; null for the only one or for the choice
     * @param wanted the wanted action; null for the opposite of the actual one: block for allow,
     *     allow for block, either of them for escalate, or another choice
     * @throws IllegalArgumentException if there is no such output, the action is already the wanted
     *     one, or an action is given without an output
     */
    public WantedOutcome otherwise(@Nullable String output, @Nullable Action wanted) {
      if (output == null && decision.outputs().size() > 1) {
        if (wanted != null) {
          throw new IllegalArgumentException(
              "the case has several outputs: name the one that should be "
                  + Told.participle(wanted));
        }
        return new Chosen(decision.choice());
      }
      String of = output == null ? decision.outputs().get(0).output() : output;
      Action told = decision.output(of).action();
      if (told == wanted) {
        throw new IllegalArgumentException(
            "output `" + of + "` was " + Told.participle(told) + " as it is");
      }
      if (wanted != null) {
        return new Told(of, Set.of(wanted), null);
      }
      return switch (told) {
        case ALLOW -> new Told(of, Set.of(Action.BLOCK), told);
        case BLOCK -> new Told(of, Set.of(Action.ALLOW), told);
        case ESCALATE -> new Told(of, Set.of(Action.ALLOW, Action.BLOCK), null);
      };
    }

    /**
     * Searches for the smallest changes.
     *
     * @param progress called with the number of decisions made so far
     */
    public Counterfactuals search(WantedOutcome goal, Limits limits, LongConsumer progress) {
      List<SearchResult> results = new ArrayList<>();
      ChangeSearch search = new ChangeSearch(constitution, actual, goal, limits, progress);
      for (ChangeKind kind : ChangeKind.values()) {
        results.add(search.over(kind));
      }
      return new Counterfactuals(goal, results, asOf);
    }
  }
}
