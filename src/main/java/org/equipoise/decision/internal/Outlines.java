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
import org.equipoise.constitution.metering.Meter.Use;
import org.equipoise.decision.Decision;
import org.equipoise.decision.internal.Speakers.OfRules;
import org.equipoise.decision.internal.Speakers.RuleWeights;
import org.equipoise.facts.Case;
import org.equipoise.facts.Judgment;
import org.equipoise.facts.Output;
import org.equipoise.inference.Findings;
import org.equipoise.inference.Findings.FoundClaim;
import org.equipoise.inference.Findings.FoundConflict;
import org.equipoise.language.Message;
import org.equipoise.language.Principle;
import org.equipoise.language.Rule;
import org.equipoise.language.Session;
import org.equipoise.language.Theory;
import org.equipoise.revision.CaseWeights;
import org.equipoise.revision.CheapestRelaxation;
import org.equipoise.revision.CountedJudgments;
import org.equipoise.revision.internal.SettledGraphs;
import org.jspecify.annotations.Nullable;

/**
 * The outlines of decisions under one constitution: at most {@value #ROOM}, of which a newer one
 * replaces an older. Safe to share between threads.
 */
public final class Outlines {
  /** The property of the virtual machine: where it is {@code off}, none are used. */
  public static final String PROPERTY = "equipoise.outlines";

  private static final int ROOM = 1_024;

  /** So many outputs, or judgments, have no outline. */
  private static final int MANY = 64;

  /** So many different effects of theories are kept. */
  private static final int MANY_WEIGHED = 64;

  /** Where so many more cases did not fit than did, a pause is made. */
  private static final int PATIENCE = 1_024;

  private static final int PAUSE = 16 * PATIENCE;

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
  private static final Comparator<Judgment> JUDGMENTS = Comparator.comparing(Judgment::id);

  private final Constitution constitution;
  private final RuleBase rules;
  private final CompiledRules speaking;
  private final List<Opening> openings; // of the rules that look at conclusions
  private final RuleIndex index;
  private final OfRules ofRules;
  private final Function<Findings, Decision> deciding;
  private final Completion completion;
  private final SettledGraphs graphs;
  private final boolean areUsed;
  private final AtomicReferenceArray<@Nullable Outline> kept;
  private final Map<Set<Spoken.Weighed>, RuleWeights> weights = new ConcurrentHashMap<>();
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
    Decision decision(
        Case given, List<Judgment> judgments, Reckoned[] outputs, List<FoundConflict> conflicts);
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
    boolean isOn = !"off".equals(System.getProperty(PROPERTY));
    this.graphs = isOn ? SettledGraphs.empty() : SettledGraphs.NONE;
    this.areUsed =
        isOn
            && beyond.isPresent()
            && beyond.get().stream().allMatch(rules::onlyReports)
            && openings.stream().noneMatch(Opening::isOpen);
    this.ofRules = new OfRules(index, areUsed);
    this.kept = new AtomicReferenceArray<>(areUsed ? ROOM : 0);
  }

  /** What theories said before, for what is decided from the start. */
  public SettledGraphs graphs() {
    return graphs;
  }

  /** Decides a case of which no attribute is unknown. */
  public Decision decide(Case given, List<Judgment> judgments) {
    if (!areUsed || !mayFit(given, judgments)) {
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
    if (!Use.NONE.leavesAmple(begin)) {
      return fromTheStart(given, judgments);
    }
    Case fitting = constitution.declarations().fitting(given);
    List<Judgment> held =
        judgments.isEmpty()
            ? judgments
            : sorted(constitution.declarations().fitting(judgments), JUDGMENTS);
    List<Output> sorted = sorted(fitting.outputs(), BY_ID);
    boolean isNoneFine = constitution.settings().isNoneFine(fitting);
    boolean choiceDue = !isNoneFine && sorted.size() > 1;
    int firings = constitution.settings().limits().firings();
    Spoken spoken = Spoken.of(rules, speaking, openings, fitting, held, sorted, choiceDue, firings);
    if (spoken == null) {
      Meter.takeBack(begin);
      miss();
      return fromTheStart(given, judgments);
    }
    int[] places = spoken.places();
    long[] shape = spoken.shape(places);
    int slot = slot(fitting.outputs(), isNoneFine, shape);
    Outline known = kept.get(slot);
    known = known != null && known.fits(isNoneFine, fitting, shape) ? known : null;
    RuleWeights weighed = weights.get(spoken.weighed());
    if (known != null
        && (known.isCertified() || known.isOf(places))
        && known.isWithin(spoken)
        && weighed != null
        && known.rest().leavesAmple(Meter.mark())) {
      known.rest().charge();
      misses = Math.max(0, misses - 1);
      used++;
      return filled(known, fitting, spoken, places, speakers(weighed, spoken));
    }
    Use saying = Use.between(begin, Meter.mark());
    Meter.takeBack(begin);
    miss();
    Findings findings = CountedJudgments.infer(constitution, given, judgments);
    Decision decision = deciding.apply(findings);
    Use rest = Use.between(begin, Meter.mark()).less(saying);
    weighed = weights(spoken, findings);
    if (weighed == null) {
      return decision;
    }
    Speakers speakers = speakers(weighed, spoken);
    boolean isCertified =
        known != null
            && (known.isCertified() || !known.isOf(places)) // the same rules show nothing twice
            && filled(known, fitting, spoken, places, speakers).equals(decision);
    Outline next =
        Outline.of(isNoneFine, spoken, shape, places, findings, decision, rest, isCertified);
    if (next != null && filled(next, fitting, spoken, places, speakers).equals(decision)) {
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

  private Speakers speakers(RuleWeights weighed, Spoken spoken) {
    return Speakers.of(ofRules, weighed, constitution.settings(), spoken);
  }

  private Decision filled(
      Outline outline, Case given, Spoken spoken, int[] places, Speakers speakers) {
    int outputs = given.outputs().size();
    Reckoned[] reckoned = new Reckoned[outputs];
    for (int i = 0; i < outputs; i++) {
      reckoned[i] =
          new Reckoned(
              outline.allowing(i, given, speakers, places),
              outline.blocking(i, given, speakers, places),
              outline.claims(i, spoken, speakers, places));
    }
    return completion.decision(
        given, spoken.judgments(), reckoned, outline.conflicts(speakers, places));
  }

  /** What rules weigh; null if there is no room to know it. */
  private @Nullable RuleWeights weights(Spoken spoken, Findings findings) {
    RuleWeights known = weights.get(spoken.weighed());
    if (known == null && weights.size() < MANY_WEIGHED) {
      known = new RuleWeights(index, CaseWeights.of(constitution, findings));
      weights.put(Set.copyOf(spoken.weighed()), known);
    }
    return known;
  }

  private void miss() {
    if (++misses > PATIENCE) {
      misses = PATIENCE / 2;
      pause = PAUSE;
    }
  }

  /** Whether a decision may depend on no more than what rules say of the case. */
  private boolean mayFit(Case given, List<Judgment> judgments) {
    if (!given.facts().isEmpty()
        || judgments.size() >= MANY
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
    size += given.session().raised().size() + judgments.size();
    return size <= constitution.settings().limits().input() && doAllClaim(judgments);
  }

  /** Whether each judgment counts and lifts no default, unless it is excluded. */
  private boolean doAllClaim(List<Judgment> judgments) {
    for (int i = 0; i < judgments.size(); i++) {
      if (!rules.favoursOf(judgments.get(i).stakeholder()).isEmpty()) {
        return false;
      }
    }
    return CountedJudgments.doAllCount(constitution, judgments);
  }

  private static <T> List<T> sorted(List<T> values, Comparator<T> order) {
    if (values.size() < 2) {
      return values;
    }
    List<T> sorted = new ArrayList<>(values);
    sorted.sort(Meter.counting(order));
    return sorted;
  }
}
