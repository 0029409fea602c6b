package org.equipoise.audit.explanation;

import java.time.Duration;
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
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.vetting.Permissions;
import org.equipoise.decision.Decider;
import org.equipoise.decision.Decision;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What would have had to be otherwise for another decision: the smallest changes of facts, of
 * judgments and of rules, each by itself, as an exact search finds them. Every one was decided
 * again under the constitution that the ledger keeps.
 *
 * @param wanted the other decision
 * @param results one for each sort of change, in order
 */
public record Counterfactuals(WantedOutcome wanted, List<SearchResult> results) {

  /** What may be changed. */
  public enum ChangeKind {
    /** Attributes of the case and of its outputs, as far as rules read them. */
    FACTS,
    /** Judgments: given up, reversed, added, or made in other circumstances. */
    JUDGMENTS,
    /** Rules, overridden in this case; what is entrenched is not. */
    RULES;

    /** The sort as it is written. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A change, and what it leads to.
   *
   * @param changes all of which are needed
   * @param decision what was decided with them
   */
  public record Found(List<CounterfactualChange> changes, Decision decision) {
    public Found {
      changes = List.copyOf(changes);
    }
  }

  /**
   * What a search found.
   *
   * @param changes the smallest ones that lead to the other decision: fewest things changed, then
   *     least cost of rules, then in the order of the facts; empty if none was found
   * @param partial the smallest ones that lead away from the decision that was made, if it takes
   *     fewer things, or {@code changes} is empty
   * @param things how many could be changed; of rules, those that speak
   * @param complete that many were changed together in every way that rules tell apart
   * @param tried how many decisions were made
   * @param isCut whether the search was ended before all was tried
   * @param incomplete attributes of which values were tried, but not every one that may count
   * @param entrenched rules that speak and were not touched, by id
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
   * How far a search goes.
   *
   * @param tries decisions for each sort of change, at least 1
   * @param top how many changes are named, at least 1
   * @param time how long to search in all, or null for no bound; each sort of change has its share
   */
  public record Limits(int tries, int top, @Nullable Duration time) {
    public static final Limits DEFAULT = new Limits(10_000, 3);

    /** Limits without a bound of time. */
    public Limits(int tries, int top) {
      this(tries, top, null);
    }

    /**
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

  /** Whether the search for any sort of change was ended before all was tried. */
  public boolean isCut() {
    return results.stream().anyMatch(SearchResult::isCut);
  }

  /** What was found, in plain words, line by line. */
  public List<String> lines() {
    return new CounterfactualText(this).lines();
  }

  /** A recorded decision that came out the same again, so that changes to it mean something. */
  public static final class Case {
    private final Constitution constitution;
    private final DecisionInput actual;
    private final Decision decision;

    private Case(Constitution constitution, DecisionInput actual, Decision decision) {
      this.constitution = constitution;
      this.actual = actual;
      this.decision = decision;
    }

    /**
     * Decides a recorded case again under its own constitution.
     *
     * @param permissions what the constitution's rules may use besides
     * @throws InvalidInputException if it cannot be decided again: it is an error, a rule may read
     *     what is masked or not recorded, or it comes out otherwise now
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
      if (!digest.equals(Constitution.digestOf(files, explanation.entry().semantics()))) {
        throw notAgain(
            explanation, "the ledger's copy of its constitution was altered", "`verify` says more");
      }
      return again(
          Constitution.of(files, permissions),
          explanation,
          ledger.salt(explanation.entry().sequence()));
    }

    /** Decides a recorded case again under its own constitution, compiled already. */
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
      DecisionInput actual = new DecisionInput(recorded.given(), recorded.judgments(), Set.of());
      Decision decision = new Decider(constitution).decide(actual.given(), actual.judgments());
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
      return new Case(constitution, actual, decision);
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
     * The other decision.
     *
     * @param output the one that it is about, or null for the only one or the choice
     * @param wanted what the host should be told, or null for the contrary of what it was: block
     *     for allow and allow for block, either of them for escalate; or another choice
     * @throws IllegalArgumentException if there is no such output, it is wanted as it was, or it is
     *     not said which output is wanted so
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
     * @param progress told how many decisions were made
     */
    public Counterfactuals search(WantedOutcome goal, Limits limits, LongConsumer progress) {
      List<SearchResult> results = new ArrayList<>();
      ChangeSearch search = new ChangeSearch(constitution, actual, goal, limits, progress);
      for (ChangeKind kind : ChangeKind.values()) {
        results.add(search.over(kind));
      }
      return new Counterfactuals(goal, results);
    }
  }
}
