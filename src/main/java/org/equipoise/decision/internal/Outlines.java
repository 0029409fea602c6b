package org.equipoise.decision.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.equipoise.constitution.Constitution;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.RuleIndex;
import org.equipoise.constitution.internal.matching.CompiledRules;
import org.equipoise.constitution.internal.matching.Opening;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.decision.Decision;
import org.equipoise.decision.internal.Outline.Use;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.inference.Label;
import org.equipoise.language.Message;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Session;
import org.equipoise.language.Theory;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.Cost;
import org.equipoise.revision.CountedJudgments;
import org.jspecify.annotations.Nullable;

/**
 * The outlines of decisions under one constitution: at most {@value #ROOM}, of which a newer one
 * replaces an older. Safe to share between threads.
 */
public final class Outlines {
  /** The property of the virtual machine: where it is {@code off}, none are used. */
  public static final String PROPERTY = "equipoise.outlines";

  private static final int ROOM = 1_024;

  /** So many outputs have no outline. */
  private static final int MANY = 64;

  /** So many different effects of theories are kept. */
  private static final int MANY_WEIGHED = 64;

  /** Where so many more cases did not fit than did, a pause is made. */
  private static final int PATIENCE = 1_024;

  private static final int PAUSE = 16 * PATIENCE;

  private static final long AMPLE_STEPS = 100_000;
  private static final long AMPLE_BYTES = 1 << 20;

  /**
   * What rules look at, but for those that only report and do not match in a case, whatever is
   * concluded: no conclusions, so that they conclude nothing from any.
   */
  private static final Set<Class<?>> GIVEN =
      Set.of(
          org.equipoise.language.Case.class,
          org.equipoise.language.Output.class,
          Message.class,
          Session.class,
          org.equipoise.language.Judgment.class,
          Rule.class,
          Principle.class,
          Theory.class);

  private static final Comparator<Output> BY_ID = Comparator.comparing(Output::id);

  private final Constitution constitution;
  private final RuleBase rules;
  private final CompiledRules speaking;
  private final List<Opening> openings; // of the rules that look at conclusions
  private final RuleIndex index;
  private final Label[] alone; // by the place of a rule
  private final Function<Findings, Decision> deciding;
  private final Completion completion;
  private final boolean areUsed;
  private final AtomicReferenceArray<@Nullable Outline> kept;
  private final Map<Set<Spoken.Weighed>, Cost[]> costs = new ConcurrentHashMap<>();
  private int used; // these are guesses where threads share them
  private int misses;
  private int pause;

  /** What an outline says of an output. */
  public record Reckoned(
      CheapestRelaxation allowing, CheapestRelaxation blocking, List<FoundClaim> claims) {}

  /** Makes a decision where nothing is disputed and rules say nothing besides claims. */
  public interface Completion {
    /**
     * The decision on a case.
     *
     * @param outputs in the order of the case
     */
    Decision decision(Case given, Reckoned[] outputs, List<FoundConflict> conflicts);
  }

  /**
   * @param deciding decides what follows in a case
   */
  public Outlines(
      Constitution constitution, Function<Findings, Decision> deciding, Completion completion) {
    this.constitution = constitution;
    this.rules = constitution.ruleBase();
    this.speaking = rules.compiled().only(it -> rules.speaker(it) != null);
    this.index = rules.ruleIndex();
    this.deciding = deciding;
    this.completion = completion;
    Optional<BitSet> beyond =
        rules.compiled().readersBeyond(it -> rules.speaker(it) != null, GIVEN);
    this.openings =
        beyond.map(some -> rules.compiled().openings(some::get, GIVEN)).orElse(List.of());
    this.areUsed =
        !"off".equals(System.getProperty(PROPERTY))
            && beyond.isPresent()
            && beyond.get().stream().allMatch(rules::onlyReports)
            && openings.stream().noneMatch(Opening::isOpen);
    this.alone = new Label[areUsed ? index.size() : 0];
    Arrays.setAll(alone, it -> new Label(List.of(index.alone(it)), false));
    this.kept = new AtomicReferenceArray<>(areUsed ? ROOM : 0);
  }

  /** Decides a case of which no attribute is unknown. */
  public Decision decide(Case given, List<Judgment> judgments) {
    if (!areUsed || !judgments.isEmpty() || !mayFit(given)) {
      return fromTheStart(given, judgments);
    }
    if (pause > 0) {
      pause--;
      return fromTheStart(given, judgments);
    }
    if (constitution.refusal(given, judgments).isPresent()) {
      return fromTheStart(given, judgments);
    }
    Meter.Mark begin = Meter.mark();
    if (!isAmple(begin, Use.NONE)) {
      return fromTheStart(given, judgments);
    }
    Case fitting = constitution.declarations().fitting(given);
    List<Output> sorted = sorted(fitting.outputs());
    boolean isNoneFine = constitution.settings().isNoneFine(fitting);
    boolean choiceDue = !isNoneFine && sorted.size() > 1;
    int firings = constitution.settings().limits().firings();
    Spoken spoken = Spoken.of(rules, speaking, openings, fitting, sorted, choiceDue, firings);
    if (spoken == null) {
      Meter.takeBack(begin);
      miss();
      return fromTheStart(given, judgments);
    }
    int[] places = spoken.rules();
    long[] shape = spoken.shape(places);
    int slot = slot(fitting.outputs(), isNoneFine, shape);
    Outline known = kept.get(slot);
    known = known != null && known.fits(isNoneFine, fitting, shape) ? known : null;
    Cost[] weights = costs.get(spoken.weighed());
    if (known != null
        && (known.isCertified() || known.isOf(places))
        && known.isWithin(spoken)
        && weights != null
        && isAmple(Meter.mark(), known.rest())) {
      known.rest().charge();
      misses = Math.max(0, misses - 1);
      used++;
      return filled(known, fitting, spoken, places, weights);
    }
    Use saying = Use.between(begin, Meter.mark());
    Meter.takeBack(begin);
    miss();
    Findings findings = CountedJudgments.infer(constitution, given, judgments);
    Decision decision = deciding.apply(findings);
    Use rest = Use.between(begin, Meter.mark()).less(saying);
    weights = weights(spoken, findings);
    if (weights == null) {
      return decision;
    }
    boolean isCertified =
        known != null
            && (known.isCertified() || !known.isOf(places)) // the same rules show nothing twice
            && filled(known, fitting, spoken, places, weights).equals(decision);
    Outline next =
        Outline.of(isNoneFine, spoken, shape, places, findings, decision, rest, isCertified);
    if (next != null && filled(next, fitting, spoken, places, weights).equals(decision)) {
      kept.set(slot, next);
    }
    return decision;
  }

  /** How many cases were decided by outline; fewer are told if several threads did. */
  public int used() {
    return used;
  }

  private Decision fromTheStart(Case given, List<Judgment> judgments) {
    return deciding.apply(CountedJudgments.infer(constitution, given, judgments));
  }

  private static int slot(List<Output> outputs, boolean isNoneFine, long[] shape) {
    int hash = 31 * Arrays.hashCode(shape) + Boolean.hashCode(isNoneFine);
    for (int i = 0; i < outputs.size(); i++) {
      hash = 31 * hash + outputs.get(i).id().hashCode();
    }
    return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (ROOM - 1);
  }

  private Decision filled(
      Outline outline, Case given, Spoken spoken, int[] places, Cost[] weights) {
    int outputs = given.outputs().size();
    Reckoned[] reckoned = new Reckoned[outputs];
    for (int i = 0; i < outputs; i++) {
      reckoned[i] =
          new Reckoned(
              outline.allowing(i, given, index, places, weights),
              outline.blocking(i, given, index, places, weights),
              outline.claims(i, spoken, alone, places));
    }
    return completion.decision(given, reckoned, outline.conflicts(index, places));
  }

  /** What it costs to relax each rule; null if there is no room to know it. */
  private Cost @Nullable [] weights(Spoken spoken, Findings findings) {
    Cost[] known = costs.get(spoken.weighed());
    if (known == null && costs.size() < MANY_WEIGHED) {
      CaseWeights weights = CaseWeights.of(constitution, findings);
      known = new Cost[index.size()];
      Arrays.setAll(known, it -> weights.cost(index.at(it)));
      costs.put(Set.copyOf(spoken.weighed()), known);
    }
    return known;
  }

  /** Whether a limit stays far away after some use. Near it, exactly where it is met matters. */
  private static boolean isAmple(Meter.Mark now, Use use) {
    return now.steps() - use.steps() >= AMPLE_STEPS && now.bytes() - use.bytes() >= AMPLE_BYTES;
  }

  private void miss() {
    if (++misses > PATIENCE) {
      misses = PATIENCE / 2;
      pause = PAUSE;
    }
  }

  /** Whether a decision may depend on no more than what rules say of the case. */
  private boolean mayFit(Case given) {
    if (!given.facts().isEmpty()
        || given.outputs().size() >= MANY
        || (given.at() == null && constitution.isTimeBound())
        || constitution.ruleBase(given) != rules
        || !given.attributes().disputed().isEmpty()) {
      return false;
    }
    int size = given.attributes().size() + given.messages().size();
    for (int i = 0; i < given.outputs().size(); i++) {
      Output output = given.outputs().get(i);
      size += output.attributes().size();
      if (!output.attributes().disputed().isEmpty()) {
        return false;
      }
    }
    for (org.equipoise.facts.Message message : given.messages()) {
      size += message.attributes().size();
      if (!message.attributes().disputed().isEmpty()) {
        return false;
      }
    }
    return size + given.session().raised().size() <= constitution.settings().limits().input();
  }

  private static List<Output> sorted(List<Output> outputs) {
    if (outputs.size() < 2) {
      return outputs;
    }
    List<Output> sorted = new ArrayList<>(outputs);
    sorted.sort(Meter.counting(BY_ID));
    return sorted;
  }
}
