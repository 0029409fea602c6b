package org.equipoise.audit.review;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.audit.ledger.DamagedLedgerException;
import org.equipoise.audit.ledger.Ledger;
import org.equipoise.audit.ledger.RecordedDecision;
import org.equipoise.authoring.advice.Advisor;
import org.equipoise.constitution.Constitution;
import org.equipoise.facts.Attributes;
import org.equipoise.facts.Case;
import org.equipoise.facts.DeonticStatus;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.UndecidableException;
import org.equipoise.problem.InvalidInputException;
import org.equipoise.revision.CountedJudgments;
import org.jspecify.annotations.Nullable;

/**
 * Which answered cases are alike, and what an answer would mean for the disequilibrium index, under
 * one constitution. Thread-safe.
 */
public final class AnswerEffects {
  /** How many alike cases are shown and counted. */
  private static final int MAX_ALIKE = 20;

  /** How many of the last answers are searched for the keys of alike outputs. */
  private static final int MAX_SEARCHED = 100;

  private static final int MAX_KEPT = 2_000;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Constitution constitution;
  private final Map<Long, Set<String>> keys = new HashMap<>();

  /**
   * What an answer would mean.
   *
   * @param output the output; null for no answer
   * @param status the status that it would be given
   * @param index the disequilibrium index of the case and the alike cases with all judgments on
   *     them; null if it cannot be computed, for example because a rule fails
   */
  public record Effect(
      @Nullable String output, @Nullable DeonticStatus status, @Nullable Double index) {}

  /**
   * Creates it.
   *
   * @param constitution under which cases are compared
   */
  public AnswerEffects(Ledger ledger, Constitution constitution) {
    this.ledger = ledger;
    this.constitution = constitution;
  }

  /**
   * Returns answers to alike cases, the latest first, at most 20. Cases are alike if the rules give
   * outputs of them the same key, or if the same principles say the same of their outputs.
   *
   * @param answers the answers to choose from, the earliest first
   */
  public synchronized List<GivenAnswer> alike(WaitingCase about, List<GivenAnswer> answers) {
    Set<String> own = keys(about.entry());
    List<GivenAnswer> alike = new ArrayList<>();
    int searched = 0;
    for (int i = answers.size() - 1; i >= 0 && alike.size() < MAX_ALIKE; i--) {
      GivenAnswer each = answers.get(i);
      if (each.decision().entry() == about.entry()) {
        continue;
      }
      boolean isSame = !about.claims().isBlank() && about.claims().equals(each.decision().claims());
      if (!isSame && !own.isEmpty() && searched++ < MAX_SEARCHED) {
        isSame = keys(each.decision().entry()).stream().anyMatch(own::contains);
      }
      if (isSame) {
        alike.add(each);
      }
    }
    return alike;
  }

  private Set<String> keys(long entry) {
    if (keys.size() > MAX_KEPT) {
      keys.clear();
    }
    return keys.computeIfAbsent(entry, this::keysOf);
  }

  private Set<String> keysOf(long entry) {
    try {
      return whole(entry)
          .map(
              it ->
                  CountedJudgments.infer(constitution, it.given(), it.judgments()).alike().stream()
                      .map(each -> each.alike().key())
                      .collect(Collectors.toCollection(TreeSet::new)))
          .orElseGet(TreeSet::new);
    } catch (UndecidableException | IllegalArgumentException e) {
      return Set.of();
    }
  }

  private record Held(Case given, List<Judgment> judgments) {}

  /** Returns a recorded case; empty if parts of it are masked or not recorded. */
  private Optional<Held> whole(long entry) {
    try {
      RecordedDecision recorded = ledger.entry(entry).decision();
      return recorded.masked().isEmpty() && recorded.objects().isEmpty()
          ? Optional.of(new Held(recorded.given(), recorded.judgments()))
          : Optional.empty();
    } catch (InvalidInputException | DamagedLedgerException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what no answer, and each answer on each output with a confidence of 1, would mean.
   *
   * @param alike the answers to alike cases, which count with their judgments
   * @return the effects, that of no answer first; empty if the facts of the case are not all known
   */
  public List<Effect> effects(long entry, List<GivenAnswer> alike) {
    Optional<Held> held = whole(entry);
    if (held.isEmpty()) {
      return List.of();
    }
    List<Held> others = others(held.get().given().id(), alike);
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect(null, null, index(held.get(), null, others)));
    for (Output output : held.get().given().outputs()) {
      for (DeonticStatus status : List.of(DeonticStatus.FORBIDDEN, DeonticStatus.PERMITTED)) {
        Judgment judgment =
            new Judgment(
                "answer",
                held.get().given().id(),
                new Judgment.OnOutput(output.id(), status),
                "reviewer",
                1,
                null,
                Attributes.none(),
                Attributes.none());
        effects.add(new Effect(output.id(), status, index(held.get(), judgment, others)));
      }
    }
    return effects;
  }

  /** Returns the alike cases with all judgments on them, each case once. */
  private List<Held> others(String caseId, List<GivenAnswer> alike) {
    List<Held> others = new ArrayList<>();
    Set<String> added = new TreeSet<>(Set.of(caseId));
    for (GivenAnswer each : alike) {
      Optional<Held> other = whole(each.decision().entry());
      if (other.isPresent() && added.add(other.get().given().id())) {
        List<Judgment> judgments = new ArrayList<>(other.get().judgments());
        judgments.addAll(each.judgments());
        others.add(new Held(other.get().given(), judgments));
      }
    }
    return others;
  }

  private @Nullable Double index(Held held, @Nullable Judgment answer, List<Held> others) {
    Advisor advisor =
        new Advisor(constitution, Advisor.Options.of(constitution).withTop(1).withTime(LONGEST));
    try {
      List<Judgment> judgments = new ArrayList<>(held.judgments());
      if (answer != null) {
        judgments.add(answer);
      }
      advisor.add(held.given(), judgments);
      for (Held other : others) {
        advisor.add(other.given(), other.judgments());
      }
      return advisor.advise().disequilibrium().index();
    } catch (UndecidableException | IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }
}
