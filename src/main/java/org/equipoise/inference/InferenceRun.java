package org.equipoise.inference;

import com.google.common.reflect.TypeToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.equipoise.constitution.Settings.Limits;
import org.equipoise.constitution.internal.RuleBase;
import org.equipoise.constitution.internal.matching.WorkingMemory;
import org.equipoise.constitution.metering.Budget;
import org.equipoise.constitution.metering.Meter;
import org.equipoise.facts.Judgment;
import org.equipoise.inference.internal.CaseFacts;
import org.equipoise.language.Claim;
import org.equipoise.language.Element;
import org.equipoise.language.Exclusion;
import org.equipoise.language.Guidance;
import org.equipoise.language.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * One inference in one world: some elements are relaxed, all others stand. What the rules conclude
 * is noted with what they matched, so that what each conclusion rests on can be read off, for this
 * world and for all worlds below it in which nothing changes that matches do not show.
 */
final class InferenceRun {
  /** The simple names of a class and of all that it is. */
  private static final ClassValue<List<String>> TYPES =
      new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
          return TypeToken.of(type).getTypes().rawTypes().stream()
              .map(Class::getSimpleName)
              .toList();
        }
      };

  private final CaseElements caseElements;
  private final BitSet relaxed;
  private final Limits limits;
  private final DerivationNodes nodes = new DerivationNodes();
  private final WorldAttributes attributes;

  /** What may have made a difference by standing; null where no other world is run. */
  private final @Nullable BitSet mattering;

  private List<DerivationNode> held = List.of();
  private Set<Claim> lifted = Set.of();

  private InferenceRun(CaseElements caseElements, BitSet relaxed, Limits limits) {
    this.caseElements = caseElements;
    this.relaxed = relaxed;
    this.limits = limits;
    this.attributes = new WorldAttributes(caseElements, relaxed);
    this.mattering = caseElements.rules().isMonotone() ? null : caseElements.otherThanRules();
  }

  /**
   * Runs all rules in the world in which the given elements are relaxed.
   *
   * @throws InferenceException if a rule fails or a limit is met
   */
  static InferenceRun of(CaseElements caseElements, BitSet relaxed, Limits limits) {
    return Meter.bounded(
        Budget.UNATTENDED,
        () -> {
          InferenceRun run = new InferenceRun(caseElements, relaxed, limits);
          run.fire();
          run.settle();
          Meter.ask();
          return run;
        });
  }

  /** The conclusion's node, or null if it was not arrived at. */
  @Nullable DerivationNode node(Object conclusion) {
    return nodes.concluded(conclusion);
  }

  Collection<DerivationNode> nodes() {
    return nodes.concluded();
  }

  /** The claims that would have been made here, had nothing lifted them. */
  Set<Claim> lifted() {
    return lifted;
  }

  /** The numbers of the disputed attributes that some rule looked at. */
  BitSet disputesRead() {
    return attributes.disputesRead();
  }

  /** The same, in the order in which they were looked at first. */
  List<Integer> disputesInOrder() {
    return attributes.disputesInOrder();
  }

  private void fire() {
    WorkingMemory memory = caseElements.rules().compiled().open();
    DerivationRecorder recorder =
        new DerivationRecorder(caseElements, relaxed, limits, nodes, memory);
    try (memory) {
      Vocabulary.recording(
          recorder,
          () -> {
            insertFacts(memory);
            int fired = memory.fire(this::isRelaxed, limits.firings());
            Meter.ask(); // a rule may have caught what it was told
            recorder.requireNoLimit();
            if (fired >= limits.firings()) {
              throw InferenceException.tooManyFirings(
                  caseElements.given().id(), recorder.rule(), limits.firings());
            }
          });
    } catch (InferenceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw failure(e, recorder);
    }
    lifted = recorder.lifted();
  }

  private InferenceException failure(Throwable e, DerivationRecorder recorder) {
    return InferenceException.failed(caseElements.given().id(), recorder.failing(), e);
  }

  private boolean isRelaxed(int rule) {
    if (caseElements.rules().isIdle(rule)) {
      return true;
    }
    int number = caseElements.numberOfRule(rule);
    if (number >= 0 && relaxed.get(number)) {
      return true;
    }
    if (number >= 0 && mattering != null) {
      mattering.set(number);
    }
    return false;
  }

  /**
   * Those of some elements that may have made a difference here. A rule that never was about to
   * fire made none: to relax it too leaves the run as it is.
   */
  BitSet mattering(BitSet some) {
    BitSet those = (BitSet) some.clone();
    if (mattering != null) {
      those.and(mattering);
    }
    return those;
  }

  private void insertFacts(WorkingMemory memory) {
    CaseFacts.insert(
        memory,
        caseElements.rules(),
        caseElements.given(),
        caseElements.outputs(),
        caseElements.isChoiceDue(),
        attributes::reader);
    if (!caseElements.given().facts().isEmpty()) {
      insertHostFacts(memory);
    }
    if (!caseElements.judgments().isEmpty()) {
      insertJudgments(memory);
    }
  }

  /** Adds the host's own objects, each once. */
  private void insertHostFacts(WorkingMemory memory) {
    Set<Object> facts = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object fact : caseElements.given().facts()) {
      if (facts.add(fact)) {
        memory.insert(fact);
      }
    }
  }

  private void insertJudgments(WorkingMemory memory) {
    for (Judgment judgment : caseElements.judgments()) {
      Meter.step();
      int number = caseElements.number(Element.judgment(judgment.id()));
      if (!relaxed.get(number)) {
        Object fact = new org.equipoise.language.Judgment(judgment, caseElements.given().at());
        nodes.addGiven(DerivationNode.given(fact, EnvironmentSet.of(number)));
        memory.insert(fact);
      }
    }
  }

  /**
   * Works out what each conclusion rests on, from nothing upwards until nothing changes: the least
   * fixed point, in which a conclusion that rests only on itself rests on nothing and does not
   * hold.
   */
  private void settle() {
    List<DerivationNode> concluded = nodes.concluded();
    for (int i = 0; i < concluded.size(); i++) {
      concluded.get(i).mark(true);
    }
    ArrayDeque<DerivationNode> again =
        new ArrayDeque<>(0); // passed when something it rests on moved
    for (int i = 0; i < concluded.size(); i++) {
      settle(concluded.get(i), again);
    }
    while (!again.isEmpty()) {
      settle(again.remove(), again);
    }
    for (int i = 0; i < concluded.size(); i++) {
      if (concluded.get(i).family().isFalse()) {
        held = concluded.stream().filter(it -> !it.family().isFalse()).toList();
        return;
      }
    }
    held = concluded;
  }

  /** Brings a waiting node up to date; if it moved, what it bears on waits anew. */
  private void settle(DerivationNode node, ArrayDeque<DerivationNode> again) {
    Meter.turns(node.derivations().size() / 4);
    if (node.mark(false) && node.update(limits.labelSize())) {
      List<DerivationNode> uses = node.uses();
      for (int i = 0; i < uses.size(); i++) {
        if (uses.get(i).mark(true)) {
          again.add(uses.get(i));
        }
      }
    }
  }

  /** What is derived and its justifications bear out; a positive cycle does not. */
  List<DerivationNode> held() {
    return held;
  }

  /**
   * The elements whose standing decides whether something of the hidden types is present, given
   * that some elements are sure to stand. Where only the kernel looks at exclusions, one matters
   * only to claims of the judgment it excludes, which rest on that judgment anyway.
   */
  List<BitSet> unseenSupports(Set<RuleBase.Hidden> hidden, BitSet standing) {
    if (hidden.isEmpty()) {
      return List.of();
    }
    List<BitSet> supports = new ArrayList<>(0);
    addSupports(nodes.concluded(), hidden, standing, supports);
    addSupports(nodes.given(), hidden, standing, supports);
    return supports;
  }

  private void addSupports(
      List<DerivationNode> some,
      Set<RuleBase.Hidden> hidden,
      BitSet standing,
      List<BitSet> supports) {
    for (int i = 0; i < some.size(); i++) {
      addSupport(some.get(i), hidden, standing, supports);
    }
  }

  private void addSupport(
      DerivationNode node, Set<RuleBase.Hidden> hidden, BitSet standing, List<BitSet> supports) {
    Meter.step();
    if (node.family().isTrue()
        || !isHidden(hidden, node.value())
        || !node.isLookedFor(caseElements.rules().compiled())) {
      return;
    }
    int excluded =
        node.value() instanceof Exclusion exclusion
                && !hidden.contains(new RuleBase.Hidden("Exclusion", ""))
            ? caseElements.number(Element.judgment(exclusion.judgment()))
            : -1;
    BitSet support = support(node, standing, excluded);
    if (!support.isEmpty()) {
      supports.add(support);
    }
  }

  /** The elements that decide whether a node holds where some stand, and one if it is not -1. */
  private static BitSet support(DerivationNode node, BitSet standing, int another) {
    EnvironmentSet family = node.family();
    if (!family.truncated() && family.environments().length == 1) {
      BitSet support = new BitSet(0);
      for (int element : family.environments()[0]) {
        if (element != another && !standing.get(element)) {
          support.set(element);
        }
      }
      return support;
    }
    BitSet sure = standing;
    if (another >= 0) {
      sure = (BitSet) standing.clone();
      sure.set(another);
    }
    BitSet support = family.truncated() ? everythingBehind(node) : family.given(sure).support();
    support.andNot(sure);
    return support;
  }

  /** Every element that some derivation makes use of; more than matter, but none is missing. */
  private static BitSet everythingBehind(DerivationNode conclusion) {
    BitSet elements = new BitSet();
    Set<DerivationNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<DerivationNode> open = new ArrayDeque<>(List.of(conclusion));
    while (!open.isEmpty()) {
      Meter.step();
      DerivationNode node = open.remove();
      if (!seen.add(node)) {
        continue;
      }
      if (node.derivations().isEmpty()) {
        elements.or(node.family().support());
      }
      for (DerivationNode.Derivation derivation : node.derivations()) {
        for (int element : derivation.resting()) {
          elements.set(element);
        }
        open.addAll(Arrays.asList(derivation.antecedents()));
      }
    }
    return elements;
  }

  private static boolean isHidden(Set<RuleBase.Hidden> hidden, Object value) {
    for (RuleBase.Hidden some : hidden) {
      boolean covers =
          some.equals(RuleBase.Hidden.OWN_EXCLUSION)
              ? value instanceof Exclusion
              : some.status().isEmpty()
                  ? TYPES.get(value.getClass()).contains(some.type())
                  : value instanceof Claim claim
                      ? some.type().equals("Claim") && some.status().equals(claim.getStatus())
                      : value instanceof Guidance.Lift lift
                          && some.type().equals("Lift")
                          && some.status().equals(lift.rule());
      if (covers) {
        return true;
      }
    }
    return false;
  }
}
