package org.equipoise.constitution;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.facts.Case;
import org.equipoise.language.Levels;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a constitution: what to do where the rules leave a choice. All are optional in
 * {@code constitution.json}, under {@code settings}, the levels beside it. Immutable and safe to
 * share between threads; no component is null.
 *
 * @param suspensionFactor how many overrides the suspension of a rule costs (κ); at least 1, or
 *     infinite
 * @param escalationMargin the margin below which a person should decide (τ), in [0, 1]
 * @param onGap what the host is told about an output without a claim
 * @param onError what the host is told if deciding fails
 * @param stakeholders what the judgments of each stakeholder count; {@code *} stands for everybody
 *     who is not named and is of weight 1 by default
 * @param voices whether several judgments of one stakeholder on one output all count
 * @param limits limits on the work for one case
 * @param noneIsFine whether blocking every output of a case is an answer, where the case does not
 *     say
 * @param levels the levels of rules, stakeholders and attributes
 * @param revision what changes of the rules cost
 */
public record Settings(
    double suspensionFactor,
    double escalationMargin,
    Action onGap,
    Action onError,
    Map<String, Stakeholder> stakeholders,
    Voices voices,
    Limits limits,
    boolean noneIsFine,
    Levels levels,
    Revision revision) {

  /** Who stands for everybody that is not named. */
  static final String EVERYBODY_ELSE = "*";

  /** Suspension factor 8, escalation margin 0.1, gaps escalated, errors blocked. */
  public static final Settings DEFAULT =
      new Settings(
          8,
          0.1,
          Action.ESCALATE,
          Action.BLOCK,
          Map.of(),
          Voices.EACH,
          Limits.DEFAULT,
          false,
          Levels.NONE,
          Revision.DEFAULT);

  public Settings {
    stakeholders = Collections.unmodifiableMap(new TreeMap<>(stakeholders));
  }

  /** Returns whether blocking every output of a case is an answer. */
  public boolean isNoneFine(Case given) {
    Boolean own = given.noneIsFine();
    return own == null ? noneIsFine : own;
  }

  /**
   * Returns the weight of a stakeholder's judgments, in (0, 1].
   *
   * @param stakeholder the stakeholder, or null for a judgment that names none
   */
  public double weightOf(@Nullable String stakeholder) {
    Stakeholder of = of(stakeholder);
    return of == null ? 1 : of.weight();
  }

  /**
   * Returns the level of a stakeholder's judgments: the lowest if none is set, null if the
   * constitution declares no levels.
   *
   * @param stakeholder the stakeholder, or null for a judgment that names none
   */
  public @Nullable String levelOf(@Nullable String stakeholder) {
    Stakeholder of = of(stakeholder);
    return of == null || of.level() == null ? levels.lowest() : of.level();
  }

  private @Nullable Stakeholder of(@Nullable String stakeholder) {
    Stakeholder own = stakeholder == null ? null : stakeholders.get(stakeholder);
    return own != null ? own : stakeholders.get(EVERYBODY_ELSE);
  }

  /**
   * Returns whether a stakeholder has weight 1 only because it is not named, although others are
   * and there is no {@code *}.
   */
  public boolean isStranger(String stakeholder) {
    return !stakeholders.isEmpty() && !weighsOthers() && !stakeholders.containsKey(stakeholder);
  }

  /** Whether {@code *} weighs everybody who is not named. */
  boolean weighsOthers() {
    return stakeholders.containsKey(EVERYBODY_ELSE);
  }

  /**
   * What the judgments of a stakeholder count.
   *
   * @param weight in (0, 1]
   * @param level the name of a level; null for the lowest
   */
  public record Stakeholder(double weight, @Nullable String level) {
    /** Returns the weight, and the level if there is one. */
    @Override
    public String toString() {
      return level == null ? String.valueOf(weight) : weight + " " + level;
    }
  }

  /** Whether several judgments of one stakeholder on one output all count. */
  public enum Voices {
    /** Each judgment counts. */
    EACH,
    /** The strongest judgment for an output and the strongest against it count. */
    ONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** Returns the name that {@code constitution.json} uses, such as {@code each}. */
    public String word() {
      return word;
    }
  }

  /**
   * Limits on the work for one case. A case beyond a limit is an error; a label beyond a limit is
   * cut. Each is at least 1.
   *
   * @param input attributes, judgments and facts of the case
   * @param firings rule firings in one inference
   * @param facts facts that rules derive in one inference, with claims and conflicts
   * @param labelSize environments in one label
   * @param worlds inferences for one case, if rules are not monotone or attributes are disputed
   */
  public record Limits(int input, int firings, int facts, int labelSize, int worlds) {
    public static final Limits DEFAULT = new Limits(100_000, 100_000, 100_000, 4_096, 4_096);
  }

  /**
   * What changes of the rules cost, and what they may not rest on; {@code revision} in {@code
   * constitution.json}.
   *
   * @param exceptionTest what each test of an exception adds to its cost (ε), as a share of the
   *     rule's weight, in [0, 1]
   * @param spoiling what an application costs that falls silent or clashes for no reason (λ), as a
   *     share of the rule's weight, in [0, 10]
   * @param account what a judgment costs for which no principle speaks (α), as a share of its
   *     weight, in [0, 10]
   * @param newPrincipleWeight the weight of a new principle, in (0, 1]
   * @param notGrounds the attributes that may not be grounds of an exception or a new principle,
   *     such as protected ones
   * @param triggers when people are asked to look at the rules again; null for never
   */
  public record Revision(
      double exceptionTest,
      double spoiling,
      double account,
      double newPrincipleWeight,
      List<String> notGrounds,
      @Nullable Triggers triggers) {
    public static final Revision DEFAULT = new Revision(0.1, 0.5, 1, 0.5, List.of(), null);

    public Revision {
      notGrounds = List.copyOf(notGrounds);
    }
  }

  /**
   * When people are asked to look at the rules again: if in so many windows, one after the other,
   * one of the bounds is met, or a conflict among entrenched rules stands. Without a bound that is
   * never asked for its sake.
   *
   * @param window how long a window is, positive
   * @param index the disequilibrium index that must be exceeded, in [0, 1]; null for no bound
   * @param overrides in how many cases people must have judged against one rule, at least 1; null
   *     for no bound
   * @param share in what share of the cases in which the rule speaks, in (0, 1]; null for no bound
   * @param gaps how many cases of one group no principle must have spoken on, at least 1; null for
   *     no bound
   * @param coherence what share of the recorded findings of texts may contradict a principle, in
   *     [0, 1]; null for no bound
   * @param windows in how many windows, at least 1
   */
  public record Triggers(
      Duration window,
      @Nullable Double index,
      @Nullable Integer overrides,
      @Nullable Double share,
      @Nullable Integer gaps,
      @Nullable Double coherence,
      int windows) {
    public static final Triggers DEFAULT =
        new Triggers(Duration.ofDays(30), null, null, null, null, null, 1);
  }
}
